#include "schema/common_scalar.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

// The scalar that begins the YAML, as the value of a mapping at the first
// column, then "|" and the line behind it; a key, a colon and the rest of its
// line; "declined".
std::string Read(std::string_view yaml, bool in_brackets = false) {
  YamlLines lines({yaml, 1, 0});
  ScalarReader reader(&lines);
  ScalarReader::Scalar scalar;
  if (!reader.Begin(0, in_brackets, &scalar)) return "declined";
  std::size_t rest = scalar.end;
  if (!scalar.is_key && !in_brackets) {
    if (!reader.Finish(0, &scalar)) return "declined";
    rest = lines.start();
  }
  return std::string(scalar.text) + (scalar.is_key ? ":" : "|") +
         std::string(yaml.substr(rest, lines.end() - rest));
}

TEST(CommonScalar, WithoutQuotesEndsBeforeACommentOrAColon) {
  EXPECT_EQ(Read("a#b c:d  # e\nk\n"), "a#b c:d|k");
  EXPECT_EQ(Read("a b : c\n"), "a b: c");
  EXPECT_EQ(Read("a:\r\n"), "a:");
  EXPECT_EQ(Read("-a ?b :c\t\n"), "-a ?b :c|");
  EXPECT_EQ(Read("'a' : b\n"), "a: b");
}

TEST(CommonScalar, WithoutQuotesGoesOnWhileItIsDeeper) {
  EXPECT_EQ(Read("a\n b \n\n\n  - c # d\n e\n"), "a b\n\n- c| e");
  EXPECT_EQ(Read("a\n\nb\n"), "a|b");
  EXPECT_EQ(Read("a\n # b\n c\n"), "a| # b");
}

TEST(CommonScalar, EndsInBracketsAlsoBeforeWhatPartsItems) {
  EXPECT_EQ(Read("a b , c\n", true), "a b|, c");
  EXPECT_EQ(Read("x://y]\n", true), "x://y|]");
  EXPECT_EQ(Read("a: 1}\n", true), "a: 1}");
  EXPECT_EQ(Read("a:, b\n", true), "a|:, b");
}

TEST(CommonScalar, DeclinesWhatMayBeAMistake) {
  const std::string longest(1'024, 'k');
  EXPECT_EQ(Read(longest + ": a\n"), longest + ": a");
  EXPECT_EQ(Read(longest + "k: a\n"), "declined");
  for (const std::string_view yaml :
       {"- a\n", "?\n", ": a\n", "&a b\n", "*a\n", "!a b\n", "@a\n", "`a\n",
        "%a\n", "[a]\n", "a\n b: c\n", "a\n\tb\n", "'a' b\n", "'a\n': b\n"}) {
    EXPECT_EQ(Read(yaml), "declined") << yaml;
  }
}

}  // namespace
}  // namespace pressmark::schema
