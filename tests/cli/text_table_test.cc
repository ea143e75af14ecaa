#include "cli/text_table.h"

#include <gtest/gtest.h>

#include "cli/terminal_width.h"

namespace pressmark::cli {
namespace {

CellText Text(std::string text) {
  return {CellText::Kind::kText, std::move(text)};
}

TEST(TextTable, FitsWideColumnsIntoTheWidth) {
  std::string table = RenderTable(
      {"id", "title", "summary"},
      {{Text("1"), Text(std::string(50, 'a')), Text(std::string(90, 'b'))}},
      44);
  EXPECT_EQ(table,
            "id  title                summary\n"
            "--  -------------------  -------------------\n"
            "1   aaaaaaaaaaaaaaaaaa…  bbbbbbbbbbbbbbbbbb…\n");
  std::string last_line = table.substr(table.rfind('\n', table.size() - 2) + 1);
  last_line.pop_back();
  EXPECT_EQ(DisplayWidth(last_line), 44u);
}

TEST(TextTable, TextFromRightToLeftLeavesWhatIsBesideItInItsPlace) {
  std::string table = RenderTable(
      {"a", "n"}, {{Text("שלום"), {CellText::Kind::kNumber, "3"}}}, 80);
  EXPECT_EQ(table, "a     n\n----  -\nשלום\u200E  3\n");
}

TEST(TextTable, NarrowColumnsKeepTheirWidth) {
  EXPECT_EQ(RenderTable({"a", "b"}, {{Text("x"), Text("y")}}, 80),
            "a  b\n-  -\nx  y\n");
}

TEST(TextTable, TooManyColumnsStayLegible) {
  std::vector<std::string> names(20, "a long name");
  std::string table = RenderTable(names, {}, 40);
  EXPECT_NE(table.find("a lon…"), std::string::npos) << table;
}

TEST(TextTable, ManyColumnsDoNotFit) {
  EXPECT_TRUE(FitsTable(1, 1));
  EXPECT_TRUE(FitsTable(15, 120));
  EXPECT_FALSE(FitsTable(16, 120));
}

TEST(TextTable, ARecordHasALineForEachValue) {
  EXPECT_EQ(RenderRecord({"@key", "title", "missing", "\x1b[2J"},
                         {Text("a.md"), Text(std::string(90, 'x')), CellText{},
                          Text("two\nlines")},
                         30),
            "@key     a.md\n"
            "title    xxxxxxxxxxxxxxxxxxxx…\n"
            "\\x1b[2J  two\\nlines\n"
            "\n");
}

TEST(TextTable, HugeCellsAreCut) {
  std::string table =
      RenderTable({"body"}, {{Text(std::string(1 << 20, 'x'))}}, 80);
  EXPECT_LT(table.size(), 400u);
}

TEST(TextTable, NoColumns) { EXPECT_EQ(RenderTable({}, {{}}, 80), "\n\n\n"); }

}  // namespace
}  // namespace pressmark::cli
