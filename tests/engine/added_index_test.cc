// Indexes that are added to an open store: declared, built beside all else,
// kept over everything that may happen, and dropped.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/keys.h"
#include "engine/reader.h"
#include "tests/engine/naive_terms.h"
#include "tests/engine/store_files.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::Below;
using test::Fails;
using test::IsOk;
using test::ValueOf;
using testing::ElementsAre;
using testing::IsEmpty;

OpenOptions Reading() {
  OpenOptions options;
  options.mode = OpenMode::kRead;
  return options;
}

OpenOptions Stepping(std::size_t step) {
  OpenOptions options;
  options.index_step = step;
  return options;
}

class AddedIndexTest : public testing::Test {
 protected:
  void Reopen(const OpenOptions& options = {}) {
    static_cast<void>(store_.Close().ok());
    store_ = ValueOf(Store::Open(folder_ / "store", options));
  }

  void Write(std::mt19937_64& random, std::size_t most = 20) {
    WriteBatch batch;
    for (std::size_t i = 1 + Below(most, random); i > 0; --i) {
      std::string key = std::to_string(Below(80, random));
      sources_.erase(key);
      if (Below(5, random) == 0) {
        batch.Delete(key);
        continue;
      }
      sources_[key] = test::RandomPathSource(random);
      batch.Put(ValueOf(store_.Prepare(key, sources_[key])));
    }
    ValueOf(store_.Write(std::move(batch)));
  }

  void Compare() {
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    test::ExpectExactIndexes(*snapshot.reader(), sources_);
    EXPECT_THAT(ValueOf(store_.Check()).problems, IsEmpty());
  }

  // "path kind origin", with "…" behind it where it is being built.
  std::vector<std::string> List() {
    std::vector<std::string> list;
    for (const IndexState& index : ValueOf(store_.Indexes())) {
      list.push_back(index.path + ' ' + std::string(FieldKindName(index.kind)) +
                     ' ' + std::string(IndexOriginName(index.origin)) +
                     (index.ready ? "" : "…"));
    }
    return list;
  }

  test::TemporaryFolder folder_;
  Store store_ = ValueOf(Store::Create(folder_ / "store"));
  test::Sources sources_;
};

TEST_F(AddedIndexTest, IsBuiltFromWhatIsThere) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 5; ++i) Write(random);
  EXPECT_THAT(List(), ElementsAre("date date built in", "topic folded built in",
                                  "brand folded built in"));
  ASSERT_THAT(store_.AddIndex("b.c"), IsOk());
  ASSERT_THAT(store_.AddIndex("author"), IsOk());
  ASSERT_THAT(store_.AddIndex(".title", FieldKind::kFolded), IsOk());
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  EXPECT_THAT(List(),
              ElementsAre("date date built in", "topic folded built in",
                          "brand folded built in", "b.c text added",
                          "author folded added", ".title folded added"));
  Compare();
  Write(random);
  Compare();
  ASSERT_THAT(store_.DropIndex("b.c"), IsOk());
  EXPECT_EQ(List().size(), 5u);
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  Compare();
}

TEST_F(AddedIndexTest, IsThereOnceForEachKind) {
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(store_.AddIndex("a"), IsOk());
    ASSERT_THAT(store_.AddIndex("a", FieldKind::kText), IsOk());
    ASSERT_THAT(store_.AddIndex(".a"), IsOk());
    ASSERT_THAT(store_.AddIndex("a", FieldKind::kDate), IsOk());
    ASSERT_THAT(store_.AddIndex("topic"), IsOk());
    ASSERT_THAT(store_.AwaitIndexes(), IsOk());
    EXPECT_EQ(List().size(), 5u);
  }
  EXPECT_THAT(store_.DropIndex("a"),
              Fails(StatusCode::kInvalidArgument,
                    "there are several indexes on a, of kinds text and date"));
  ASSERT_THAT(store_.DropIndex("a", FieldKind::kDate), IsOk());
  EXPECT_THAT(store_.DropIndex("a", FieldKind::kDate),
              Fails(StatusCode::kNotFound, "no index on a of kind date"));
  ASSERT_THAT(store_.DropIndex("a"), IsOk());
  EXPECT_THAT(store_.DropIndex("a"),
              Fails(StatusCode::kNotFound, "no index on a"));
  EXPECT_EQ(List().size(), 3u);
}

TEST_F(AddedIndexTest, SaysWhatItCannotBe) {
  struct Case {
    const char* path;
    std::optional<FieldKind> kind;
    const char* words;
  };
  for (const Case& c : {
           Case{"date", {}, "date needs no index"},
           {"author", FieldKind::kText, "author is a field of kind folded"},
           {"@key", {}, "are the system's"},
           {"a..b", {}, "character 3: expected a name"},
           {"", {}, "expected a name"},
       }) {
    EXPECT_THAT(store_.AddIndex(c.path, c.kind),
                Fails(StatusCode::kInvalidArgument, c.words));
  }
  EXPECT_THAT(
      store_.DropIndex("topic"),
      Fails(StatusCode::kInvalidArgument,
            "the index on topic is the mapping's; it goes with a mapping "
            "that defines the field topic without index: true"));
  EXPECT_EQ(List().size(), 3u);
}

TEST_F(AddedIndexTest, OutlivesRemapUnderTheFieldsName) {
  std::mt19937_64 random = test::MakeRandom();
  Mapping first = ValueOf(Mapping::Parse(R"(fields:
  x: { kind: text, paths: [b.x] }
  rank: { kind: folded, paths: [b.c] }
)"));
  ASSERT_THAT(store_.Remap(first), IsOk());
  for (int i = 0; i < 5; ++i) Write(random);
  for (const char* path : {"rank", "author", "a", "d.e"}) {
    ASSERT_THAT(store_.AddIndex(path), IsOk());
  }
  // Whether they are ready by now or not, they are then.
  Mapping second = ValueOf(Mapping::Parse(R"(fields:
  rank: { kind: text, paths: [a] }
indexes: [d.e, never]
)"));
  ASSERT_THAT(store_.Remap(second), IsOk());
  EXPECT_THAT(List(), ElementsAre("date date built in", "topic folded built in",
                                  "brand folded built in", "rank text added",
                                  "author folded added", "a text added",
                                  "d.e text mapping", "never text mapping"));
  Compare();
  EXPECT_THAT(store_.DropIndex("d.e"),
              Fails(StatusCode::kInvalidArgument, "mapping"));
  ASSERT_THAT(store_.Remap(Mapping::BuiltIn()), IsOk());
  // No field is named rank any more, and the mapping has let go of two.
  EXPECT_THAT(List(), ElementsAre("date date built in", "topic folded built in",
                                  "brand folded built in", "rank text added",
                                  "author folded added", "a text added"));
  Compare();
  Write(random);
  ASSERT_THAT(store_.Rebuild(), IsOk());
  EXPECT_EQ(List().size(), 6u);
  Compare();
}

TEST_F(AddedIndexTest, IsFinishedByTheNextToWrite) {
  std::mt19937_64 random = test::MakeRandom();
  Reopen(Stepping(1));
  for (int i = 0; i < 12; ++i) Write(random);
  for (int round = 0; round < 5; ++round) {
    ASSERT_THAT(store_.AddIndex("d.e", FieldKind::kDate), IsOk());
    Reopen(Reading());
    bool ready = List().back() == "d.e date added";
    if (ready) {
      EXPECT_THAT(store_.AwaitIndexes(), IsOk());
    } else {
      EXPECT_THAT(store_.AwaitIndexes(),
                  Fails(StatusCode::kReadOnly, "reading"));
    }
    Compare();
    Reopen(Stepping(1));
    ASSERT_THAT(store_.AwaitIndexes(), IsOk());
    Compare();
    ASSERT_THAT(store_.DropIndex("d.e"), IsOk());
    Reopen(Reading());
    EXPECT_EQ(List().size(), 3u);
    Compare();
    Reopen(Stepping(1));
  }
}

TEST_F(AddedIndexTest, IsWatchedWhileItIsBuilt) {
  std::mt19937_64 random = test::MakeRandom();
  Reopen(Stepping(1));
  for (int i = 0; i < 12; ++i) Write(random);
  ASSERT_THAT(store_.AddIndex("a"), IsOk());
  int calls = 0;
  Status status = store_.AwaitIndexes([&](const auto& states) {
    ++calls;
    EXPECT_EQ(states.size(), 4u);
    EXPECT_EQ(states.back().path, "a");
    EXPECT_LE(states.back().articles_done, sources_.size());
    EXPECT_EQ(states.back().articles, sources_.size());
    return false;
  });
  if (calls > 0) {
    EXPECT_THAT(status, Fails(StatusCode::kInterrupted, "ready"));
  }
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  EXPECT_EQ(ValueOf(store_.Indexes()).back().articles_done, sources_.size());
  Compare();
}

// Flips a byte of the record that a key has, and gives the record before.
void DamageRecord(const std::filesystem::path& store, const std::string& key) {
  test::ChangeDatabase(
      test::DatabaseOf(store),
      [&key](const engine::KvSnapshot& kv, engine::KvBatch* batch) {
        auto scan = ValueOf(kv.Scan(engine::Family::kArticles, {}, {}));
        for (scan->Seek({}); scan->Valid(); scan->Next()) {
          std::string value(scan->value());
          if (value.find(key) == value.npos) continue;
          value[value.size() / 2] ^= 1;
          batch->Put(engine::Family::kArticles, std::string(scan->key()),
                     value);
        }
      });
}

TEST_F(AddedIndexTest, TellsWhyItIsNotBuilt) {
  for (int i = 0; i < 40; ++i) {
    ValueOf(store_.Put("key " + std::to_string(100 + i), "---\na: 1\n---\n"));
  }
  ASSERT_THAT(store_.Close(), IsOk());
  DamageRecord(folder_ / "store", "key 120");
  store_ = ValueOf(Store::Open(folder_ / "store", Stepping(3)));
  ASSERT_THAT(store_.AddIndex("a"), IsOk());
  EXPECT_THAT(store_.AwaitIndexes(),
              Fails(StatusCode::kCorruption, "index on a: article id "));
  IndexState state = ValueOf(store_.Indexes()).back();
  EXPECT_FALSE(state.ready);
  EXPECT_THAT(state.stopped, Fails(StatusCode::kCorruption, "article id "));
  EXPECT_GT(state.articles_done, 10u);
  EXPECT_LT(state.articles_done, 40u);
  EXPECT_EQ(ValueOf(store_.TakeSnapshot()).reader()->indexes().size(), 3u);
  // The store goes on; what is given up may be dropped.
  ValueOf(store_.Put("another", "---\na: 2\n---\n"));
  ASSERT_THAT(store_.AddIndex("c"), IsOk());
  EXPECT_THAT(store_.AwaitIndexes(), Fails(StatusCode::kCorruption, "index"));
  ASSERT_THAT(store_.DropIndex("c"), IsOk());
  EXPECT_THAT(store_.AwaitIndexes(), Fails(StatusCode::kCorruption, "on a"));
  ASSERT_THAT(store_.Rebuild(), IsOk());
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  EXPECT_TRUE(ValueOf(store_.Indexes()).back().ready);
  EXPECT_THAT(ValueOf(store_.Indexes()).back().stopped, IsOk());
  EXPECT_THAT(ValueOf(store_.Check()).problems, IsEmpty());
}

TEST_F(AddedIndexTest, WhatIsGivenUpCanBeDropped) {
  ValueOf(store_.Put("one key", "---\na: 1\n---\n"));
  ASSERT_THAT(store_.Close(), IsOk());
  DamageRecord(folder_ / "store", "one key");
  store_ = ValueOf(Store::Open(folder_ / "store"));
  ASSERT_THAT(store_.AddIndex("a"), IsOk());
  ASSERT_THAT(store_.AwaitIndexes(), Fails(StatusCode::kCorruption, "on a"));
  ASSERT_THAT(store_.DropIndex("a"), IsOk());
  EXPECT_THAT(store_.AwaitIndexes(), IsOk());
  EXPECT_EQ(List().size(), 3u);
}

TEST_F(AddedIndexTest, AskedForOnceMoreIsTriedAgain) {
  ValueOf(store_.Put("one key", "---\na: 1\n---\n"));
  ASSERT_THAT(store_.Close(), IsOk());
  DamageRecord(folder_ / "store", "one key");
  store_ = ValueOf(Store::Open(folder_ / "store"));
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(store_.AddIndex("a"), IsOk());
    EXPECT_THAT(store_.AwaitIndexes(), Fails(StatusCode::kCorruption, "on a"));
    EXPECT_EQ(List().size(), 4u);
  }
}

TEST_F(AddedIndexTest, NeedsAStoreThatMayBeWritten) {
  ASSERT_THAT(store_.AddIndex("a"), IsOk());
  Reopen(Reading());
  EXPECT_THAT(store_.AddIndex("b"), Fails(StatusCode::kReadOnly, "reading"));
  EXPECT_THAT(store_.DropIndex("a"), Fails(StatusCode::kReadOnly, "reading"));
  ASSERT_THAT(store_.Close(), IsOk());
  for (const Status& status :
       {store_.AddIndex("b"), store_.DropIndex("a"), store_.AwaitIndexes(),
        store_.Indexes().status()}) {
    EXPECT_THAT(status, Fails(StatusCode::kInvalidArgument, "closed"));
  }
}

TEST_F(AddedIndexTest, WaitsInARestrictedStoreForItsRebuild) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 12; ++i) Write(random);
  ASSERT_THAT(store_.AddIndex("a"), IsOk());
  ASSERT_THAT(store_.Close(), IsOk());
  // As another version would leave it in the middle of building.
  test::ChangeDatabase(
      test::DatabaseOf(folder_ / "store"),
      [](const engine::KvSnapshot&, engine::KvBatch* batch) {
        auto put = [batch](std::string name, std::string value) {
          batch->Put(engine::Family::kCatalog, std::move(name),
                     std::move(value));
        };
        put(std::string(engine::kDerivationName), std::string(16, 'x'));
        put("building/" + std::string("\0\0\0\3", 4), std::string(8, '\0'));
      });
  store_ = ValueOf(Store::Open(folder_ / "store"));
  ASSERT_EQ(List().back(), "a text added…");
  EXPECT_THAT(store_.AddIndex("b"), Fails(StatusCode::kReadOnly, "rebuilt"));
  EXPECT_THAT(store_.AwaitIndexes(), Fails(StatusCode::kReadOnly, "rebuilt"));
  ASSERT_THAT(store_.Rebuild(), IsOk());
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  EXPECT_EQ(List().size(), 4u);
  Compare();
}

TEST_F(AddedIndexTest, IsExactOverAllThatMayHappen) {
  std::mt19937_64 random = test::MakeRandom();
  const char* paths[] = {"a", "b.c", "d.e", "author", ".date"};
  for (int round = 0; round < test::Rounds(120); ++round) {
    SCOPED_TRACE(round);
    const char* path = paths[Below(std::size(paths), random)];
    // Some of each, however few the rounds are.
    switch (round % 12 < 3 ? round % 12 : Below(9, random)) {
      case 0:
      case 1:
        ASSERT_THAT(store_.AddIndex(path), IsOk());
        break;
      case 2: {
        if (Below(2, random) == 0) {
          ASSERT_THAT(store_.AddIndex(path), IsOk());
        }
        Status s = store_.DropIndex(path);
        if (!s.ok()) {
          EXPECT_THAT(s, Fails(StatusCode::kNotFound, "no index"));
        }
        break;
      }
      case 3:
        Reopen(Stepping(1 + Below(12, random)));
        break;
      case 4:
        ASSERT_THAT(Below(3, random) == 0 ? store_.Rebuild() : store_.Flush(),
                    IsOk());
        break;
      case 5:
        ASSERT_THAT(store_.Compact(), IsOk());
        break;
      default:
        Write(random, 6);
    }
    Compare();
    if (HasFailure()) return;
  }
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  Compare();
  ASSERT_THAT(store_.AddIndex("b.c"), IsOk());
  ASSERT_THAT(store_.DropIndex("b.c"), IsOk());
  Compare();
}

}  // namespace
}  // namespace pressmark
