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

// What no line of a file of cases can hold.
TEST(ParseError, OfNothingAndOfTooMuchIsShownToo) {
  EXPECT_EQ(Shown(""),
            "line 1, column 1: expected a condition; * stands for every "
            "article; try: *\n"
            "  \n"
            "  ^");
  Limits limits;
  limits.query_bytes = 20;
  EXPECT_EQ(Shown("brand = x and topic = y", limits),
            "line 1, column 21: a query of 23 bytes, more than 20\n"
            "  brand = x and topic = y\n"
            "                      ^");
  limits = {};
  limits.query_depth = 2;
  EXPECT_EQ(Shown("not (a[b = 1])", limits),
            "line 1, column 7: nested deeper than 2 levels of (, not and [\n"
            "  not (a[b = 1])\n"
            "        ^");
  limits = {};
  limits.query_terms = 2;
  EXPECT_EQ(Shown("a in [x, y, z]", limits),
            "line 1, column 13: more than 2 terms and list items\n"
            "  a in [x, y, z]\n"
            "              ^");
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
