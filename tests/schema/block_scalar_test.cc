#include "schema/block_scalar.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

// The text of the block scalar that begins the YAML, as the value of a mapping
// at the first column, then "|" and the line it stops at; "declined".
std::string Read(std::string_view yaml) {
  YamlLines lines({yaml, 1, 0});
  std::string text;
  if (!ReadBlockScalar(0, 0, &lines, &text)) return "declined";
  return text + "|" +
         std::string(yaml.substr(lines.start(), lines.end() - lines.start()));
}

TEST(BlockScalar, KeepsItsLinesBehindABar) {
  EXPECT_EQ(Read("|\n  a\n   b \n\n  c\nk: 1\n"), "a\n b \n\nc\n|k: 1");
  EXPECT_EQ(Read("|\r\n  a\r\n  b\r\n"), "a\nb\n|");
  EXPECT_EQ(Read("|\nk: 1\n"), "|k: 1");
}

TEST(BlockScalar, FoldsItsLinesBehindAnAngle) {
  EXPECT_EQ(Read(">\n a\n b\n\n c\n"), "a b\nc\n|");
  EXPECT_EQ(Read(">\n a\n   b\n c\n\n\n   d\n"), "a\n  b\nc\n\n\n  d\n|");
  EXPECT_EQ(Read(">\n\n a\n"), "\na\n|");
}

TEST(BlockScalar, EndsAsItsHeaderSays) {
  EXPECT_EQ(Read("|-\n a\n\n\nk:\n"), "a|k:");
  EXPECT_EQ(Read("|+\n a\n\n\nk:\n"), "a\n\n\n|k:");
  EXPECT_EQ(Read(">  # comment\n a\n\n\nk:\n"), "a\n|k:");
  EXPECT_EQ(Read(">-#\n a\n # no text\n"), "a # no text|");
}

TEST(BlockScalar, IsIndentedAsItsFirstLineOrAnEmptyOneBeforeIt) {
  EXPECT_EQ(Read("|\n    a\n  b\n"), "a\n|  b");
  EXPECT_EQ(Read("|\n    \n  a\n"), "|  a");
}

TEST(BlockScalar, DeclinesOtherHeadersAndTabs) {
  for (const std::string_view yaml :
       {"|2\n  a\n", "|-2\n  a\n", "|x\n  a\n", "| x\n  a\n", "|--\n  a\n",
        "|\n\ta\n", "|\n  a\n\tb\n"}) {
    EXPECT_EQ(Read(yaml), "declined") << yaml;
  }
}

}  // namespace
}  // namespace pressmark::schema
