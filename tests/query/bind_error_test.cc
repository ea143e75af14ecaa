#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/sample_article.h"
#include "tests/support/text_cases.h"

// Errors of names and values, as a person sees them.
namespace pressmark::query {
namespace {

std::string Shown(std::string_view text) {
  static const test::SampleVocabulary vocabulary(
      {"link", "link.brand", "link.href", "authors", "authors.name", "id",
       "tags", "categories", "htmlMetaData", "htmlMetaData.\"msvalidate.01\"",
       "openGraph.height"});
  Result<BoundQuery> bound = test::ParseAndBind(text, vocabulary);
  return bound.ok() ? "bound" : RenderQueryError(text, bound.status());
}

TEST(BindError, SaysWhereAndWhatAndWhatWasMeant) {
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/cases/bind_error.test");
  ASSERT_GE(cases.size(), 50u);
  for (const test::TextCase& text_case : cases) {
    EXPECT_EQ(Shown(text_case.input), text_case.expected)
        << text_case.file << ":" << text_case.line;
  }
}

}  // namespace
}  // namespace pressmark::query
