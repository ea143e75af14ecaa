// What an earlier export to sqlite becomes when it is brought up to date.
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "cli/export_run.h"
#include "cli/export_sink.h"
#include "cli/sqlite_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

using test::IsOk;
using test::ValueOf;
using ::testing::HasSubstr;

class SqliteExports : public testing::Test {
 protected:
  void Put(const std::string& key, const std::string& front_matter) {
    WriteBatch batch;
    batch.Put(ValueOf(store_.Prepare(
        key, "---\n" + front_matter + "\n---\nBody of " + key + "\n")));
    ValueOf(store_.Write(std::move(batch)));
  }
  void Delete(const std::string& key) {
    WriteBatch batch;
    batch.Delete(key);
    ValueOf(store_.Write(std::move(batch)));
  }
  static Question Asked(const std::string& text) {
    return {ValueOf(Query::Parse(text)), {}, {}};
  }
  ExportTarget Target(const std::string& name) const {
    return {folder_ / name, folder_ / "", Replace::kNo};
  }
  // Hands the rows of the question that `filter` finds to the sink.
  void Fill(ExportSink* sink, const Question& asked, const std::string& filter,
            const Snapshot& snapshot) {
    Question question = ValueOf(QuestionFor(*sink, asked));
    Query query = question.query.And(ValueOf(Query::Parse(filter)));
    Cursor cursor = ValueOf(query.Run(snapshot));
    sink->Begin(cursor.columns());
    while (cursor.Next()) {
      ASSERT_THAT(sink->Row(cursor.row(), cursor.key()), IsOk());
    }
    ASSERT_THAT(cursor.status(), IsOk());
    sink->End({});
  }
  void Export(const std::string& name, const Question& asked) {
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    auto sink = ValueOf(MakeSqliteSink(Target(name), asked, snapshot, ""));
    Fill(sink.get(), asked, "*", snapshot);
    ASSERT_THAT(sink->Commit(), IsOk());
  }
  // All rows of a database, in an order of their own.
  std::string Rows(const std::string& name) const {
    auto file =
        ValueOf(SqliteFile::Open(folder_ / name, SqliteFile::Mode::kUpdate));
    std::string rows;
    for (const std::string select :
         {"SELECT group_concat(r, char(10)) FROM (SELECT json_array(key, "
          "title, "
          "date, brand, slug, front_matter, body, source_hash) r FROM article "
          "ORDER BY key)",
          "SELECT group_concat(r, char(10)) FROM (SELECT json_array(article, "
          "position, topic, date) r FROM topic ORDER BY article, position)",
          "SELECT json_array(store_id, sequence, query) FROM pressmark",
          "PRAGMA integrity_check"}) {
      rows += ValueOf(file->First(select)).value_or("none") + "\n";
    }
    return rows;
  }
  Status OpenStatus(const std::string& name, const std::string& text) {
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    return OpenSqliteSink(Target(name), Asked(text), snapshot, "").status();
  }

  test::TemporaryFolder folder_;
  Store store_ = ValueOf(Store::Create(folder_ / "store", Mapping::BuiltIn()));
};

TEST_F(SqliteExports, BroughtUpToDateAreWhatAFullOneIs) {
  for (char name : {'a', 'b', 'c', 'd'}) {
    Put({name},
        "title: T\ndate: 2021-10-02T01:00:00+02:00\ntopics: [One, Two]");
  }
  Question asked = Asked("has topic");
  Export("db", asked);
  std::string before = Rows("db");
  EXPECT_THAT(before, HasSubstr("2021-10-01T23:00:00Z"));
  Put("b", "title: New\ntopics: [Two, Three, Four]");
  Put("e", "topics: \"it's \\\"\"");
  Delete("c");
  Put("d", "title: without");
  Snapshot snapshot = ValueOf(store_.TakeSnapshot());
  for (bool commits : {false, true}) {
    EarlierExport earlier =
        ValueOf(OpenSqliteSink(Target("db"), asked, snapshot, ""));
    EXPECT_EQ(earlier.sequence, 4u);
    Fill(earlier.sink.get(), asked, "@key in [b, d, e]", snapshot);
    for (const char* key : {"c", "d", "never there"}) {
      EXPECT_THAT(earlier.sink->Remove(key), IsOk());
    }
    if (!commits) continue;
    EXPECT_THAT(earlier.sink->Commit(), IsOk());
  }
  EXPECT_NE(Rows("db"), before);
  Export("full", asked);
  EXPECT_EQ(Rows("db"), Rows("full"));
}

TEST_F(SqliteExports, NotCommittedChangesNothing) {
  Put("a", "title: T");
  Question asked = Asked("*");
  Export("db", asked);
  std::string before = Rows("db");
  Put("a", "title: U");
  {
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    EarlierExport earlier =
        ValueOf(OpenSqliteSink(Target("db"), asked, snapshot, ""));
    Fill(earlier.sink.get(), asked, "*", snapshot);
    auto fresh = ValueOf(MakeSqliteSink(Target("new"), asked, snapshot, ""));
    Fill(fresh.get(), asked, "*", snapshot);
  }
  EXPECT_EQ(Rows("db"), before);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new"));
}

// A journal of a killed update would be rolled into the next file of its name.
TEST_F(SqliteExports, TakeNoJournalOfWhatTheyReplace) {
  for (char name = 'a'; name < 'z'; ++name) Put({name}, "title: T");
  Export("db", Asked("*"));
  std::string rows = Rows("db");
  auto held =
      ValueOf(SqliteFile::Open(folder_ / "db", SqliteFile::Mode::kUpdate));
  ASSERT_THAT(held->Execute("PRAGMA cache_size=1; BEGIN IMMEDIATE; UPDATE "
                            "article SET body = hex(zeroblob(30000))"),
              IsOk());
  for (bool there : {true, false}) {
    std::string name = there ? "hot" : "gone";
    if (there) std::filesystem::copy_file(folder_ / "db", folder_ / name);
    std::filesystem::copy_file(folder_ / "db-journal",
                               folder_ / (name + "-journal"));
    std::ofstream(folder_ / (name + "-wal")) << "left";
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    ExportTarget target = Target(name);
    target.replace = Replace::kYes;
    auto sink = ValueOf(MakeSqliteSink(target, Asked("*"), snapshot, ""));
    Fill(sink.get(), Asked("*"), "*", snapshot);
    ASSERT_THAT(sink->Commit(), IsOk());
    for (const char* ending : {"-journal", "-wal", "-shm"}) {
      EXPECT_FALSE(std::filesystem::exists(folder_ / (name + ending)));
    }
    EXPECT_EQ(Rows(name), rows);
    EXPECT_THAT(Rows(name), testing::EndsWith("ok\n"));
  }
  // Nor is a database replaced while others write it.
  EXPECT_EQ(SqliteFile::Settle(folder_ / "db").code(), StatusCode::kBusy);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "db-journal"));
}

TEST_F(SqliteExports, AreFilledWithoutAJournal) {
  std::ofstream(folder_ / "new").close();
  for (auto [mode, journal] : {std::pair(SqliteFile::Mode::kFill, "off"),
                               {SqliteFile::Mode::kUpdate, "delete"}}) {
    auto file = ValueOf(SqliteFile::Open(folder_ / "new", mode));
    EXPECT_EQ(ValueOf(file->First("PRAGMA journal_mode")), journal);
  }
}

TEST_F(SqliteExports, OnlyWhatIsTheSameExportIsBroughtUpToDate) {
  Put("a", "title: T");
  Export("db", Asked("*"));
  EXPECT_THAT(OpenStatus("db", "*"), IsOk());
  EXPECT_THAT(OpenStatus("db", "has title").ToString(),
              HasSubstr("by another query"));
  Snapshot snapshot = ValueOf(store_.TakeSnapshot());
  EXPECT_THAT(OpenSqliteSink(Target("db"), Asked("*"), snapshot, "x")
                  .status()
                  .ToString(),
              HasSubstr("other values of --param"));
  std::ofstream(folder_ / "text") << std::string(5'000, 'x');
  EXPECT_EQ(OpenStatus("text", "*").code(), StatusCode::kCorruption);
  std::ofstream(folder_ / "empty") << "";
  EXPECT_THAT(OpenStatus("empty", "*").ToString(),
              HasSubstr("no export of this version"));
  EXPECT_FALSE(OpenStatus("absent", "*").ok());
  {
    auto file =
        ValueOf(SqliteFile::Open(folder_ / "db", SqliteFile::Mode::kUpdate));
    ASSERT_THAT(file->Execute("UPDATE pressmark SET sequence = 'x'"), IsOk());
    EXPECT_THAT(OpenStatus("db", "*").ToString(), HasSubstr("does not tell"));
    ASSERT_THAT(file->Execute("UPDATE pressmark SET store_id = 'x'"), IsOk());
  }
  EXPECT_THAT(OpenStatus("db", "*").ToString(), HasSubstr("another store"));
}

}  // namespace
}  // namespace pressmark::cli
