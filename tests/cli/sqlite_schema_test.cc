#include "cli/sqlite_schema.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/sqlite_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

using test::ValueOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Makes the tables in a new file; SQLite's own words on what came of it.
std::string Made(const SqliteSchema& schema) {
  test::TemporaryFolder folder;
  std::string path = folder / "db";
  std::fclose(std::fopen(path.c_str(), "w"));
  auto file = ValueOf(SqliteFile::Open(path, SqliteFile::Mode::kFill));
  for (const auto* statements : {&schema.tables, &schema.indexes}) {
    for (const std::string& sql : *statements) {
      EXPECT_THAT(file->Execute(sql), test::IsOk()) << sql;
    }
  }
  EXPECT_TRUE(file->Prepare(schema.insert_article).ok());
  for (const SqliteSchema::ManyValues& many : schema.many) {
    EXPECT_TRUE(file->Prepare(many.insert).ok()) << many.insert;
    EXPECT_TRUE(file->Prepare(many.remove).ok()) << many.remove;
  }
  return ValueOf(file->First("SELECT group_concat(name) FROM "
                             "pragma_table_info('article')"))
      .value_or("");
}

TEST(SqliteSchemas, FieldsAreWhatTheyAre) {
  SqliteSchema schema = SqliteSchemaOf(ValueOf(Mapping::Parse(
      "fields:\n"
      "  rating: { kind: number, paths: [review.rating], index: true }\n"
      "  open: { kind: bool, paths: [open] }\n"
      "  seen: { kind: date, many: true, paths: [seen] }\n")));
  EXPECT_EQ(Made(schema),
            "key,title,date,brand,slug,rating,open,front_matter,body,"
            "source_hash");
  EXPECT_EQ(schema.selection,
            "@key, title, date, topic, brand, author, slug, rating, open, "
            "seen, *, @hash, @body");
  EXPECT_THAT(schema.table_names,
              ElementsAre("topic", "author", "seen", "article", "pressmark"));
  EXPECT_THAT(schema.tables[3], HasSubstr("\"rating\" NUMERIC"));
  EXPECT_THAT(schema.tables[3], HasSubstr("\"open\" INTEGER"));
  EXPECT_THAT(schema.indexes,
              testing::Contains(HasSubstr("article (\"rating\", \"date\")")));
}

TEST(SqliteSchemas, NamesThatAreTakenAreGivenAnother) {
  SqliteSchema schema = SqliteSchemaOf(ValueOf(
      Mapping::Parse("fields:\n"
                     "  KEY: { kind: text, paths: [a] }\n"
                     "  body: { kind: text, paths: [a], index: true }\n"
                     "  body_: { kind: text, paths: [a] }\n"
                     "  Title: { kind: text, paths: [a] }\n"
                     "  sqlite_x: { kind: text, many: true, paths: [a] }\n"
                     "  Article: { kind: text, many: true, paths: [a] }\n"
                     "  pressmark: { kind: text, many: true, paths: [a] }\n"
                     "  position: { kind: text, many: true, paths: [a] }\n"
                     "  article_date: { kind: text, many: true, paths: [a] }\n"
                     "  topic_value: { kind: text, many: true, paths: [a] }\n"
                     "  größe: { kind: text, many: true, paths: [a] }\n"
                     "  table: { kind: text, many: true, paths: [a] }\n"
                     "  group-by: { kind: text, paths: [a] }\n")));
  EXPECT_EQ(Made(schema),
            "key,title,date,brand,slug,KEY_,body_,body__,Title_,group-by,"
            "front_matter,body,source_hash");
  EXPECT_THAT(schema.table_names,
              testing::IsSupersetOf({"_sqlite_x", "Article_", "pressmark_",
                                     "position", "article_date", "table"}));
}

}  // namespace
}  // namespace pressmark::cli
