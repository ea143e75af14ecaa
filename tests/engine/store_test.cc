#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <pressmark/store.h>

#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::SourceOf;
using test::ValueOf;
using testing::ElementsAre;
using testing::IsEmpty;

class StoreTest : public testing::Test {
 protected:
  std::string path() const { return folder_ / "store"; }
  Store Create() { return ValueOf(Store::Create(path())); }
  Store Open(OpenOptions options = {}) {
    return ValueOf(Store::Open(path(), options));
  }
  static OpenOptions Reading() {
    OpenOptions options;
    options.mode = OpenMode::kRead;
    return options;
  }
  static void ExpectSound(const Store& store) {
    CheckReport report = ValueOf(store.Check());
    EXPECT_THAT(report.problems, IsEmpty());
    Snapshot snapshot = ValueOf(store.TakeSnapshot());
    EXPECT_EQ(report.articles, snapshot.article_count());
  }

  test::TemporaryFolder folder_;
};

TEST_F(StoreTest, GivesBackWhatWasPut) {
  Store store = Create();
  std::string source = SourceOf({.topics = {"Bread"}, .body = "a\0b\xff"});
  EXPECT_EQ(ValueOf(store.Put("a.md", source)), WriteEffect::kAdded);
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  EXPECT_EQ(ValueOf(snapshot.Source("a.md")), source);
  Article article = ValueOf(snapshot.Get("a.md"));
  EXPECT_EQ(article.key(), "a.md");
  EXPECT_EQ(article.sequence(), 1u);
  EXPECT_GT(article.imported(), 0);
  EXPECT_THAT(article.field("topic"), ElementsAre(FieldValue("Bread")));
  EXPECT_THAT(article.field("no such field"), IsEmpty());
  EXPECT_EQ(article.front_matter().Find("date")->text(), "2021-10-02");
  EXPECT_EQ(snapshot.article_count(), 1u);
  EXPECT_EQ(snapshot.sequence(), 1u);
  ExpectSound(store);
}

TEST_F(StoreTest, KnowsNoArticleThatWasNeverPut) {
  Store store = Create();
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  EXPECT_THAT(snapshot.Get("a"), Fails(StatusCode::kNotFound, "\"a\""));
  EXPECT_THAT(snapshot.Source("a"), Fails(StatusCode::kNotFound, "\"a\""));
  EXPECT_EQ(ValueOf(snapshot.Find("a")), std::nullopt);
  EXPECT_EQ(snapshot.sequence(), 0u);
}

TEST_F(StoreTest, TellsWhatBecameOfEachWrite) {
  Store store = Create();
  std::string source = SourceOf({});
  EXPECT_EQ(ValueOf(store.Put("a", source)), WriteEffect::kAdded);
  EXPECT_EQ(ValueOf(store.Put("a", source)), WriteEffect::kUnchanged);
  EXPECT_EQ(ValueOf(store.Put("a", source + "!")), WriteEffect::kUpdated);
  EXPECT_EQ(ValueOf(store.Delete("a")), WriteEffect::kRemoved);
  EXPECT_EQ(ValueOf(store.Delete("a")), WriteEffect::kAbsent);
  EXPECT_EQ(ValueOf(store.Put("a", source)), WriteEffect::kAdded);
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).sequence(), 4u);
  ExpectSound(store);
}

TEST_F(StoreTest, WritesWhatIsUnchangedOnlyWhenAsked) {
  Store store = Create();
  WriteOptions rewrite;
  rewrite.rewrite_unchanged = true;
  ValueOf(store.Put("a", SourceOf({})));
  EXPECT_EQ(ValueOf(store.Put("a", SourceOf({}), rewrite)),
            WriteEffect::kUpdated);
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).sequence(), 2u);
  ExpectSound(store);
}

TEST_F(StoreTest, RefusesBadArticlesAndKeys) {
  Store store = Create();
  EXPECT_THAT(store.Put("a", "no front matter"),
              Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(store.Put("", SourceOf({})),
              Fails(StatusCode::kInvalidArgument, "key is empty"));
  EXPECT_THAT(store.Put("\xff", SourceOf({})),
              Fails(StatusCode::kInvalidArgument, "not UTF-8"));
  EXPECT_THAT(store.Put(std::string(1024, 'k'), SourceOf({})), IsOk());
  EXPECT_THAT(store.Put(std::string(1025, 'k'), SourceOf({})),
              Fails(StatusCode::kLimitExceeded, "1024 bytes"));
  EXPECT_THAT(store.Delete(""),
              Fails(StatusCode::kInvalidArgument, "key is empty"));
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).article_count(), 1u);
}

TEST_F(StoreTest, TakesBatchesUpToTheLimit) {
  OpenOptions options;
  options.limits.batch_bytes = SourceOf({}).size() * 2;
  Store store = ValueOf(Store::Create(path(), Mapping::BuiltIn(), options));
  WriteBatch batch;
  batch.Put(ValueOf(store.Prepare("a", SourceOf({}))));
  batch.Put(ValueOf(store.Prepare("b", SourceOf({}))));
  EXPECT_EQ(batch.size(), 2u);
  EXPECT_THAT(store.Write(std::move(batch)), IsOk());
  WriteBatch larger;
  larger.Put(ValueOf(store.Prepare("c", SourceOf({}))));
  larger.Put(ValueOf(store.Prepare("d", SourceOf({.body = "A body.\n!"}))));
  EXPECT_THAT(store.Write(std::move(larger)),
              Fails(StatusCode::kLimitExceeded, "a batch of"));
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).article_count(), 2u);
}

TEST_F(StoreTest, AnEmptyBatchWritesNothing) {
  Store store = Create();
  WriteOutcome outcome = ValueOf(store.Write(WriteBatch()));
  EXPECT_THAT(outcome.effects, IsEmpty());
  EXPECT_EQ(outcome.sequence, 0u);
}

TEST_F(StoreTest, ASnapshotIsUnmovedByLaterWrites) {
  Store store = Create();
  ValueOf(store.Put("a", SourceOf({.title = "first"})));
  Snapshot before = ValueOf(store.TakeSnapshot());
  Snapshot copy = before;
  ValueOf(store.Put("a", SourceOf({.date = "2020-01-01", .title = "second"})));
  ValueOf(store.Put("b", SourceOf({})));
  for (const Snapshot& snapshot : {before, copy}) {
    EXPECT_THAT(ValueOf(snapshot.Get("a")).field("title"),
                ElementsAre(FieldValue("first")));
    EXPECT_EQ(snapshot.article_count(), 1u);
    EXPECT_EQ(snapshot.sequence(), 1u);
    EXPECT_EQ(ValueOf(snapshot.Find("b")), std::nullopt);
  }
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).article_count(), 2u);
}

TEST_F(StoreTest, ASnapshotAndAnArticleOutliveTheStore) {
  std::optional<Snapshot> snapshot;
  {
    Store store = Create();
    ValueOf(store.Put("a", SourceOf({})));
    snapshot = ValueOf(store.TakeSnapshot());
    EXPECT_THAT(store.Close(), IsOk());
  }
  Article article = ValueOf(snapshot->Get("a"));
  EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kBusy, path()));
  snapshot.reset();
  EXPECT_EQ(article.key(), "a");
  EXPECT_THAT(Store::Open(path()), IsOk());
}

TEST_F(StoreTest, OpensWithEverythingThatWasWritten) {
  for (int i = 0; i < 3; ++i) {
    Store store = i == 0 ? Create() : Open();
    ValueOf(store.Put(std::to_string(i), SourceOf({.topics = {"t"}})));
  }
  Store store = Open();
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).article_count(), 3u);
  ExpectSound(store);
}

TEST_F(StoreTest, ReadersShareAndAWriterIsAlone) {
  { Store store = Create(); }
  {
    Store first = Open(Reading());
    Store second = Open(Reading());
    EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kBusy, path()));
  }
  Store writer = Open();
  EXPECT_THAT(Store::Open(path(), Reading()), Fails(StatusCode::kBusy, path()));
}

TEST_F(StoreTest, AReaderSeesUnflushedWritesAndWritesNothing) {
  {
    Store store = Create();
    ValueOf(store.Put("a", SourceOf({})));
  }
  Store reader = Open(Reading());
  EXPECT_EQ(ValueOf(reader.TakeSnapshot()).article_count(), 1u);
  EXPECT_THAT(reader.Put("b", SourceOf({})),
              Fails(StatusCode::kReadOnly, "reading only"));
  EXPECT_THAT(reader.Delete("a"), Fails(StatusCode::kReadOnly, ""));
  EXPECT_THAT(reader.Flush(), Fails(StatusCode::kReadOnly, ""));
  EXPECT_THAT(reader.Compact(), Fails(StatusCode::kReadOnly, ""));
  EXPECT_THAT(reader.Rebuild(), Fails(StatusCode::kReadOnly, ""));
  EXPECT_THAT(reader.BeginBulk(), Fails(StatusCode::kReadOnly, ""));
  EXPECT_THAT(reader.Prepare("b", SourceOf({})), IsOk());
  ExpectSound(reader);
  EXPECT_THAT(reader.Close(), IsOk());
}

TEST_F(StoreTest, RefusesCallsOnceClosed) {
  Store store = Create();
  EXPECT_THAT(store.Close(), IsOk());
  EXPECT_THAT(store.Close(), Fails(StatusCode::kInvalidArgument, "closed"));
  EXPECT_THAT(store.Put("a", SourceOf({})),
              Fails(StatusCode::kInvalidArgument, "closed"));
  EXPECT_THAT(store.TakeSnapshot(),
              Fails(StatusCode::kInvalidArgument, "closed"));
  EXPECT_THAT(store.Check(), Fails(StatusCode::kInvalidArgument, "closed"));
  Store moved = std::move(store);
  EXPECT_THAT(store.Flush(), Fails(StatusCode::kInvalidArgument, "moved"));
}

TEST_F(StoreTest, IsOfNoUseToAForkedChild) {
  Store store = Create();
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    bool refused =
        store.Put("a", SourceOf({})).status().code() ==
            StatusCode::kUnsupported &&
        store.TakeSnapshot().status().code() == StatusCode::kUnsupported;
    { Store gone = std::move(store); }
    ::_exit(refused ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  // The child has not taken the parent's lock with it.
  EXPECT_THAT(store.Put("a", SourceOf({})), IsOk());
  EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kBusy, ""));
}

TEST_F(StoreTest, KeysAreListedByLabel) {
  Store store = Create();
  WriteBatch batch;
  for (const char* key : {"a", "b", "c"}) {
    batch.Put(ValueOf(store.Prepare(key, SourceOf({}))), "site");
  }
  batch.Put(ValueOf(store.Prepare("d", SourceOf({}))));
  batch.Put(ValueOf(store.Prepare("e", SourceOf({}))), "site");
  batch.Delete("e");
  ValueOf(store.Write(std::move(batch)));
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  EXPECT_THAT(ValueOf(snapshot.Keys("", "site", 10)),
              ElementsAre("a", "b", "c"));
  EXPECT_THAT(ValueOf(snapshot.Keys("b", "site", 1)), ElementsAre("b"));
  EXPECT_THAT(ValueOf(snapshot.Keys("", "", 10)), ElementsAre("d"));
  EXPECT_EQ(ValueOf(snapshot.Find("a"))->label, "site");
  EXPECT_EQ(ValueOf(snapshot.Find("a"))->source_hash,
            ValueOf(snapshot.Get("a")).hash());
}

TEST_F(StoreTest, TwoThreadsWriteAndBothSeeTheirWrites) {
  Store store = Create();
  constexpr int kWrites = 100;
  auto write = [&store](const std::string& name) {
    for (int i = 0; i < kWrites; ++i) {
      std::string key = name + std::to_string(i);
      ValueOf(store.Put(key, SourceOf({.topics = {name, "both"}})));
      ASSERT_THAT(ValueOf(store.TakeSnapshot()).Get(key), IsOk());
    }
  };
  std::thread other(write, "one");
  write("two");
  other.join();
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  EXPECT_EQ(snapshot.article_count(), 2u * kWrites);
  EXPECT_EQ(snapshot.sequence(), 2u * kWrites);
  ExpectSound(store);
}

TEST_F(StoreTest, RemembersPathsAndTheirKinds) {
  Store store = Create();
  ValueOf(store.Put("a", "---\na: {b: [1, x], \"c d\": null}\n---\n"));
  ValueOf(store.Put("b", "---\na: {b: 2}\n---\n"));
  ValueOf(store.Delete("b"));
  EXPECT_THAT(store.Close(), IsOk());
  Store again = Open();
  std::vector<KnownPath> paths =
      ValueOf(ValueOf(again.TakeSnapshot()).KnownPaths());
  ASSERT_EQ(paths.size(), 3u);
  EXPECT_EQ(paths[0].path, "a");
  EXPECT_EQ(paths[0].mappings, 2u);
  EXPECT_EQ(paths[1].path, "a.\"c d\"");
  EXPECT_EQ(paths[1].nulls, 1u);
  EXPECT_EQ(paths[2].path, "a.b");
  EXPECT_EQ(paths[2].lists, 1u);
  EXPECT_EQ(paths[2].numbers, 2u);
  EXPECT_EQ(paths[2].texts, 1u);
}

TEST_F(StoreTest, TellsItsNumbers) {
  Store store = Create();
  ValueOf(store.Put("a", SourceOf({})));
  ValueOf(store.Put("b", SourceOf({.body = ""})));
  ValueOf(store.Delete("b"));
  StoreStatistics numbers = ValueOf(store.Statistics());
  EXPECT_EQ(numbers.articles, 1u);
  EXPECT_EQ(numbers.sequence, 3u);
  EXPECT_EQ(numbers.source_bytes, SourceOf({}).size());
  EXPECT_GT(numbers.disk_bytes, 0u);
  EXPECT_EQ(numbers.known_paths, 2u);
  EXPECT_EQ(numbers.store_id.size(), 32u);
  EXPECT_EQ(numbers.incarnation, 1u);
  EXPECT_EQ(numbers.families.size(), 9u);
}

TEST_F(StoreTest, FlushesAndCompacts) {
  Store store = Create();
  for (int i = 0; i < 200; ++i) {
    ValueOf(store.Put(std::to_string(i), SourceOf({.topics = {"many"}}),
                      {.sync = false}));
  }
  EXPECT_THAT(store.Flush(), IsOk());
  EXPECT_THAT(store.Compact(), IsOk());
  ExpectSound(store);
}

TEST_F(StoreTest, BulkLastsUntilItIsEnded) {
  {
    Store store = Create();
    EXPECT_THAT(store.EndBulk(), IsOk());
    EXPECT_THAT(store.BeginBulk(), IsOk());
    EXPECT_THAT(store.BeginBulk(), IsOk());
    ValueOf(store.Put("a", SourceOf({})));
  }
  Store store = Open();
  ValueOf(store.Put("b", SourceOf({})));
  EXPECT_THAT(store.EndBulk(), IsOk());
  EXPECT_THAT(store.EndBulk(), IsOk());
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).article_count(), 2u);
  ExpectSound(store);
}

}  // namespace
}  // namespace pressmark
