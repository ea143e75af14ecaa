#include "cli/cell_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/article.h>

namespace pressmark::cli {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kSource =
    "---\n"
    "title: Tea, and more\n"
    "price: 1.10\n"
    "count: 7\n"
    "open: true\n"
    "none: null\n"
    "tags: [a, \"b,c\"]\n"
    "link: {href: x, n: 2}\n"
    "---\n";

class CellTexts : public testing::Test {
 protected:
  void SetUp() override {
    Result<ParsedArticle> parsed = ParseArticle(kSource, Mapping::BuiltIn());
    ASSERT_TRUE(parsed.ok()) << parsed.status().ToString();
    tree_ = parsed->front_matter;
  }

  Cell Member(std::string_view key) const {
    return Cell{*tree_.root().Find(key)};
  }
  static std::string Json(const Cell& cell) {
    std::string json;
    AppendCellJson(cell, &json);
    return json;
  }

  ValueTree tree_;
};

TEST_F(CellTexts, ScalarsStandAsWritten) {
  EXPECT_EQ(TextOf(Member("title"), ListStyle::kJson).text, "Tea, and more");
  EXPECT_EQ(TextOf(Member("price"), ListStyle::kJson).text, "1.10");
  EXPECT_EQ(TextOf(Member("count"), ListStyle::kJson).text, "7");
  EXPECT_EQ(TextOf(Member("open"), ListStyle::kJson).text, "true");
}

TEST_F(CellTexts, NullIsMissing) {
  EXPECT_EQ(TextOf(Member("none"), ListStyle::kJson).kind,
            CellText::Kind::kMissing);
  EXPECT_EQ(TextOf(Cell{}, ListStyle::kJson).kind, CellText::Kind::kMissing);
  EXPECT_EQ(Json(Cell{}), "null");
}

TEST_F(CellTexts, ListsAsJsonOrJoined) {
  EXPECT_EQ(TextOf(Member("tags"), ListStyle::kJson).text, R"(["a","b,c"])");
  EXPECT_EQ(TextOf(Member("tags"), ListStyle::kJoined).text, "a, b,c");
  EXPECT_EQ(TextOf(Member("link"), ListStyle::kJoined).text,
            R"({"href":"x","n":2})");
}

TEST_F(CellTexts, ListsOfCells) {
  Cell cell{std::vector<Cell>{Cell{std::string_view("x")},
                              Cell{std::int64_t{3}}, Cell{2.5}}};
  EXPECT_EQ(Json(cell), R"(["x",3,2.5])");
  EXPECT_EQ(TextOf(cell, ListStyle::kJson).text, R"(["x",3,2.5])");
  EXPECT_EQ(TextOf(cell, ListStyle::kJoined).text, "x, 3, 2.5");
}

TEST_F(CellTexts, DatesByIso8601) {
  Cell cell{*ParseDate("2013-12-02 07:37:00 -04:00")};
  EXPECT_EQ(TextOf(cell, ListStyle::kJson).text, "2013-12-02T07:37:00-04:00");
  EXPECT_EQ(Json(cell), "\"2013-12-02T07:37:00-04:00\"");
}

TEST_F(CellTexts, StarSpreadsIntoItsMembers) {
  std::vector<Column> columns = {
      {"@key", false, {}},
      {"*", true, {"count", "open", "title", "unseen"}},
      {"title", false, {}},
  };
  FlatRows rows(columns, ListStyle::kJson);
  EXPECT_THAT(rows.names(),
              ElementsAre("@key", "count", "open", "unseen", "title"));
  std::vector<Cell> row = {Cell{std::string_view("k")}, Cell{tree_.root()},
                           Cell{std::string_view("mine")}};
  std::vector<std::string> texts;
  for (const CellText& cell : rows.Flatten(row)) texts.push_back(cell.text);
  EXPECT_THAT(texts, ElementsAre("k", "7", "true", "", "mine"));
}

}  // namespace
}  // namespace pressmark::cli
