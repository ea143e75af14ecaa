#include "schema/yaml_lines.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

std::vector<std::string> LinesOf(std::string_view yaml) {
  std::vector<std::string> found;
  for (YamlLines lines({yaml, 1, 0}); !lines.at_end(); lines.Next()) {
    found.emplace_back(yaml.substr(lines.start(), lines.end() - lines.start()));
  }
  return found;
}

TEST(YamlLines, EndInEitherLineEnd) {
  EXPECT_EQ(LinesOf("a\nb\r\n\n\r\n c \n"),
            (std::vector<std::string>{"a", "b", "", "", " c "}));
}

TEST(YamlLines, BehindTheLastOneIsTheEndOfTheText) {
  YamlLines lines({"a\n", 7, 0});
  lines.Next();
  EXPECT_TRUE(lines.at_end());
  EXPECT_EQ(lines.end(), 2u);
  EXPECT_EQ(lines.PositionOf(2), (TextPosition{8, 1, 0}));
}

TEST(YamlLines, ColumnsCountCharacters) {
  YamlLines lines({"a\n\u00e9\u2603: x\n", 7, 0});
  EXPECT_EQ(lines.PositionOf(1), (TextPosition{7, 2, 0}));
  lines.Next();
  EXPECT_EQ(lines.PositionOf(2), (TextPosition{8, 1, 0}));
  EXPECT_EQ(lines.PositionOf(7), (TextPosition{8, 3, 0}));
  EXPECT_EQ(lines.PositionOf(9), (TextPosition{8, 5, 0}));
}

TEST(YamlLines, SkipBlanksWithinTheLine) {
  const YamlLines lines({"  \t #\n", 1, 0});
  EXPECT_EQ(lines.SkipSpaces(0), 2u);
  EXPECT_EQ(lines.SkipBlanks(0), 4u);
  EXPECT_TRUE(lines.IsRestEmpty(0));
  EXPECT_FALSE(YamlLines({" a#\n", 1, 0}).IsRestEmpty(0));
  EXPECT_TRUE(YamlLines({"a \r\n", 1, 0}).IsRestEmpty(1));
}

TEST(YamlLines, KnowDocumentMarks) {
  for (const std::string_view yaml : {"---\n", "...\n", "--- a\n"}) {
    EXPECT_TRUE(YamlLines({yaml, 1, 0}).IsDocumentMark()) << yaml;
  }
  for (const std::string_view yaml : {"--\n-\n", " ---\n", "--.\n", "\n"}) {
    EXPECT_FALSE(YamlLines({yaml, 1, 0}).IsDocumentMark()) << yaml;
  }
}

}  // namespace
}  // namespace pressmark::schema
