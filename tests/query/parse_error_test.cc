#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/parser/parse.h"
#include "tests/support/text_cases.h"

namespace pressmark::query::parser {
namespace {

// What a person sees of a query that is refused.
std::string Shown(std::string_view text, const Limits& limits = {}) {
  Result<Query> query = Parse(text, limits);
  return query.ok() ? "parsed" : RenderQueryError(text, query.status());
}

TEST(ParseError, SaysWhereAndWhatAndWhatWasMeant) {
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/cases/parse_error.test");
  ASSERT_GE(cases.size(), 150u);
  for (const test::TextCase& text_case : cases) {
    EXPECT_EQ(Shown(text_case.input), text_case.expected)
        << text_case.file << ":" << text_case.line;
  }
}

TEST(ParseError, IsOneOfTwoCodes) {
  EXPECT_EQ(Parse("a = ").status().code(), StatusCode::kParseError);
  Limits limits;
  limits.query_terms = 1;
  EXPECT_EQ(Parse("a = 1 and b = 2", limits).status().code(),
            StatusCode::kLimitExceeded);
}

}  // namespace
}  // namespace pressmark::query::parser
