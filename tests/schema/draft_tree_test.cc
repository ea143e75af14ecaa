#include "schema/draft_tree.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "schema/front_matter.h"
#include "schema/json.h"
#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::ValueOf;

FrontMatter Parse(std::string_view yaml) {
  return ValueOf(ParseYaml({yaml, 1, 0}, Limits()));
}

std::string JsonOf(std::string_view yaml) {
  std::string json;
  AppendJson(Parse(yaml).tree.root(), &json);
  return json;
}

TEST(DraftTree, OfAKeyThatRepeatsTheLastStaysInItsPlace) {
  EXPECT_EQ(JsonOf("a: 1\nb: 2\na: {c: 3}\nd: 4\nb: 5\n"),
            R"({"a":{"c":3},"d":4,"b":5})");
}

TEST(DraftTree, ARepeatThatIsDroppedLeavesNothingBehind) {
  const FrontMatter parsed = Parse("a: {long: [1, 2, 3]}\na: x\n");
  EXPECT_EQ(parsed.tree.nodes.size(), 2u);
  EXPECT_EQ(parsed.tree.text, "ax");
  EXPECT_EQ(parsed.tree.positions.size(), 2u);
}

TEST(DraftTree, ARepeatInsideAnAliasIsToldOnce) {
  EXPECT_EQ(Parse("a: &a {k: 1, k: 2}\nb: *a\nc: *a\n").warnings.size(), 1u);
}

TEST(DraftTree, ARepeatWhoseValueIsAnAliasIsTold) {
  const FrontMatter parsed = Parse("x: &x [1]\na: 1\na: *x\n");
  ASSERT_EQ(parsed.warnings.size(), 1u);
  EXPECT_EQ(parsed.warnings[0].position, (TextPosition{3, 1, 0}));
}

TEST(DraftTree, RepeatsAreToldInTheOrderOfTheText) {
  const FrontMatter parsed = Parse("z: {q: 1, q: 2}\nb: 1\na: 1\nb: 2\na: 2\n");
  ASSERT_EQ(parsed.warnings.size(), 3u);
  std::string lines;
  for (const Warning& warning : parsed.warnings) {
    lines += std::to_string(warning.position.line);
  }
  EXPECT_EQ(lines, "145") << parsed.warnings[0].message;
}

TEST(DraftTree, MembersTakenOverStandWhereTheMergeKeyStood) {
  EXPECT_EQ(JsonOf("b: &b {x: 1, y: 2}\nm:\n  p: 0\n  <<: *b\n  y: 3\n"),
            R"({"b":{"x":1,"y":2},"m":{"p":0,"x":1,"y":3}})");
}

TEST(DraftTree, AMappingThatIsMergedHasItsOwnMergeKeysResolved) {
  EXPECT_EQ(JsonOf("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: [*b, {z: 3}]}"),
            R"({"a":{"x":1},"b":{"x":1,"y":2},"c":{"x":1,"y":2,"z":3}})");
}

TEST(DraftTree, TenThousandKeysAreResolvedByName) {
  std::string yaml;
  for (int i = 0; i < 10'000; ++i) yaml += "k" + std::to_string(i) + ": 1\n";
  const FrontMatter once = Parse(yaml);
  EXPECT_TRUE(once.warnings.empty());
  const FrontMatter twice = Parse(yaml + yaml);
  EXPECT_EQ(twice.warnings.size(), 10'000u);
  EXPECT_EQ(twice.tree.nodes.size(), once.tree.nodes.size());
}

}  // namespace
}  // namespace pressmark::schema
