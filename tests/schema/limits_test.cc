// Each limit of reading an article, at the limit and one beyond.

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <pressmark/article.h>
#include <pressmark/limits.h>

#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

Result<ParsedArticle> ParseFrontMatter(const std::string& yaml,
                                       const Limits& limits = {}) {
  return ParseArticle("---\n" + yaml + "---\n", Mapping::BuiltIn(), limits);
}

std::string ListOf(std::size_t items) {
  std::string list = "[x";
  for (std::size_t i = 1; i < items; ++i) list += ",x";
  return list + "]";
}

TEST(Limits, BytesOfAnArticle) {
  const Limits limits;
  std::string source = "---\na: 1\n---\n";
  source.resize(limits.article_bytes, 'x');
  EXPECT_THAT(ParseArticle(source, Mapping::BuiltIn()), IsOk());
  EXPECT_THAT(FindBody(source), IsOk());
  source += 'x';
  EXPECT_THAT(ParseArticle(source, Mapping::BuiltIn()),
              Fails(StatusCode::kLimitExceeded,
                    "16777217 bytes; at most 16777216 are allowed"));
  EXPECT_THAT(FindBody(source), Fails(StatusCode::kLimitExceeded, ""));
}

TEST(Limits, BytesOfFrontMatter) {
  const Limits limits;
  const std::string start = "a: 'x'\nb: ";
  std::string yaml = start;
  yaml.resize(limits.front_matter_bytes - 1, 'x');
  yaml += '\n';
  ASSERT_EQ(yaml.size(), limits.front_matter_bytes);
  EXPECT_THAT(ParseFrontMatter(yaml), IsOk());
  yaml.insert(start.size(), 1, 'x');
  const auto refused = ParseFrontMatter(yaml);
  EXPECT_THAT(
      refused,
      Fails(StatusCode::kLimitExceeded,
            "front matter: line 2, column 1: the YAML text has 1048577 bytes; "
            "at most 1048576 are allowed"));
}

TEST(Limits, NodesOfFrontMatter) {
  const Limits limits;
  // The top mapping and the list are two.
  const std::size_t items = limits.front_matter_nodes - 2;
  const ParsedArticle article =
      ValueOf(ParseFrontMatter("a: " + ListOf(items) + "\n"));
  EXPECT_EQ(article.front_matter.nodes.size(), limits.front_matter_nodes);
  EXPECT_THAT(ParseFrontMatter("a: " + ListOf(items + 1) + "\n"),
              Fails(StatusCode::kLimitExceeded, "more than 100000 values"));
}

TEST(Limits, NodesOfFrontMatterThatComeByAliases) {
  const Limits limits = {.front_matter_nodes = 10};
  // 1 + 4 + 1 + 4 nodes.
  EXPECT_THAT(ParseFrontMatter("a: &a [1, 2, 3]\nb: [*a]\n", limits), IsOk());
  EXPECT_THAT(ParseFrontMatter("a: &a [1, 2, 3]\nb: [*a, *a]\n", limits),
              Fails(StatusCode::kLimitExceeded, "line 3, column 9"));
  // 1 + 5 + 1 + 4, and one more.
  EXPECT_THAT(ParseFrontMatter("a: &a [1, 2, 3]\nb: [1, *a]\n", limits),
              Fails(StatusCode::kLimitExceeded, "more than 10 values, count"));
}

TEST(Limits, DepthOfFrontMatter) {
  const Limits limits;
  // The top mapping is the first level.
  const std::size_t depth = limits.front_matter_depth - 1;
  const std::string open(depth, '[');
  const std::string close(depth, ']');
  EXPECT_THAT(ParseFrontMatter("a: " + open + close + "\n"), IsOk());
  EXPECT_THAT(ParseFrontMatter("a: [" + open + close + "]\n"),
              Fails(StatusCode::kLimitExceeded, "more than 64 levels"));
}

TEST(Limits, DepthOfFrontMatterThatComesByAliases) {
  const Limits limits = {.front_matter_depth = 4};
  EXPECT_THAT(ParseFrontMatter("a: &a [[1]]\nb: [*a]\n", limits), IsOk());
  EXPECT_THAT(ParseFrontMatter("a: &a [[1]]\nb: [[*a]]\n", limits),
              Fails(StatusCode::kLimitExceeded, "more than 4 levels"));
  EXPECT_THAT(ParseFrontMatter("a: &a 1\nb: [[[*a]]]\n", limits), IsOk());
  EXPECT_THAT(ParseFrontMatter("a: &a [1]\nb: &b [*a]\nc: [*b]\n", limits),
              IsOk());
  EXPECT_THAT(ParseFrontMatter("a: &a [1]\nb: &b [*a]\nc: [[*b]]\n", limits),
              Fails(StatusCode::kLimitExceeded, "line 4, column 6: more than"));
}

TEST(Limits, BytesOfAKey) {
  const Limits limits;
  const std::string key(limits.name_bytes, 'k');
  EXPECT_THAT(ParseFrontMatter("? " + key + "\n: 1\n"), IsOk());
  EXPECT_THAT(ParseFrontMatter("? " + key + "k\n: 1\n"),
              Fails(StatusCode::kLimitExceeded,
                    "has 1025 bytes; at most 1024 are allowed"));
}

TEST(Limits, ValuesOfAField) {
  const auto topics = [](int count) {
    std::string yaml = "topics:\n";
    for (int i = 0; i < count; ++i) yaml += "  - t" + std::to_string(i) + "\n";
    return ValueOf(ParseFrontMatter(yaml));
  };
  const ParsedArticle whole = topics(256);
  EXPECT_EQ(whole.fields[kTopicField].size(), 256u);
  EXPECT_TRUE(whole.warnings.empty());
  const ParsedArticle cut = topics(258);
  EXPECT_EQ(cut.fields[kTopicField].size(), 256u);
  ASSERT_EQ(cut.warnings.size(), 1u);
  EXPECT_EQ(cut.warnings[0].message,
            "topic: more than 256 values; from here on they are left out of "
            "the field");
  EXPECT_EQ(cut.warnings[0].position.line, 259u);
  EXPECT_EQ(cut.front_matter.root().Find("topics")->size(), 258u);
}

TEST(Limits, OfALineOfSixteenMebibytes) {
  std::string source(Limits().article_bytes, '-');
  EXPECT_THAT(ParseArticle(source, Mapping::BuiltIn()),
              Fails(StatusCode::kNotFound, "no front matter"));
  source.replace(0, 4, "---\n");
  EXPECT_THAT(ParseArticle(source, Mapping::BuiltIn()),
              Fails(StatusCode::kParseError, "front matter never ends"));
}

}  // namespace
}  // namespace pressmark
