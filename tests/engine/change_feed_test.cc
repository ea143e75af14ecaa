// What a store tells of its changes, and how it forgets them.

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "tests/engine/store_files.h"
#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::SourceOf;
using test::ValueOf;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> LinesOf(Result<ChangeCursor> opened) {
  ChangeCursor cursor = ValueOf(std::move(opened));
  std::vector<std::string> lines;
  while (cursor.Next()) {
    const Change& change = cursor.change();
    lines.push_back(std::to_string(change.sequence) + ' ' +
                    std::string(ChangeKindName(change.kind)) + ' ' +
                    change.key);
  }
  if (!cursor.status().ok()) lines.push_back(cursor.status().ToString());
  return lines;
}

class ChangeFeed : public testing::Test {
 protected:
  void Put(const std::string& key, const std::string& title = "t") {
    ValueOf(store_->Put(key, SourceOf({.title = title})));
  }
  void Delete(const std::string& key) { ValueOf(store_->Delete(key)); }
  Snapshot Now() { return ValueOf(store_->TakeSnapshot()); }
  std::vector<std::string> Since(std::uint64_t since) {
    return LinesOf(Now().Changes(since));
  }
  std::uint64_t Horizon() { return ValueOf(Now().ChangeHorizon()); }
  // Five changes: two articles and a tombstone are left of them.
  void Fill() {
    Put("a");
    Put("b");
    Put("c");
    Delete("b");
    Put("a", "another");
  }

  test::TemporaryFolder folder_;
  std::optional<Store> store_ = ValueOf(Store::Create(folder_ / "store"));
};

TEST_F(ChangeFeed, TellsEachKeyAtItsLastChange) {
  EXPECT_THAT(Since(0), IsEmpty());
  Fill();
  EXPECT_THAT(Since(0), ElementsAre("3 added c", "4 removed b", "5 updated a"));
  EXPECT_THAT(Since(3), ElementsAre("4 removed b", "5 updated a"));
  EXPECT_THAT(Since(5), IsEmpty());
  EXPECT_EQ(LinesOf(Now().Changes()), Since(0));
  EXPECT_EQ(Now().sequence(), 5u);
  Put("b");
  EXPECT_THAT(Since(3), ElementsAre("5 updated a", "6 added b"));
}

TEST_F(ChangeFeed, TakesNoNumberOfTheFuture) {
  Fill();
  EXPECT_THAT(Now().Changes(6),
              Fails(StatusCode::kInvalidArgument,
                    "there is no change 6 yet: the last is 5"));
  EXPECT_THAT(Now().Changes(~std::uint64_t{0}),
              Fails(StatusCode::kInvalidArgument, "no change"));
}

TEST_F(ChangeFeed, IsOfItsSnapshotAlsoWhenTheStoreIsGone) {
  Fill();
  std::optional<Snapshot> snapshot = Now();
  ChangeCursor cursor = ValueOf(snapshot->Changes(0));
  Put("d");
  ASSERT_THAT(store_->ForgetChangesBefore(7), IsOk());
  EXPECT_EQ(ValueOf(snapshot->ChangeHorizon()), 0u);
  EXPECT_EQ(snapshot->sequence(), 5u);
  snapshot.reset();
  store_.reset();
  ASSERT_TRUE(cursor.Next());
  EXPECT_EQ(cursor.change(), (Change{3, ChangeKind::kAdded, "c"}));
  ChangeCursor moved = std::move(cursor);
  ASSERT_TRUE(moved.Next());
  EXPECT_EQ(moved.change(), (Change{4, ChangeKind::kRemoved, "b"}));
}

TEST_F(ChangeFeed, ForgetsRemovalsOnly) {
  Fill();
  EXPECT_EQ(Horizon(), 0u);
  ASSERT_THAT(store_->ForgetChangesBefore(4), IsOk());
  EXPECT_EQ(Horizon(), 3u);
  EXPECT_THAT(Since(3), ElementsAre("4 removed b", "5 updated a"));
  EXPECT_THAT(Now().Changes(2),
              Fails(StatusCode::kInvalidArgument,
                    "after change 2 may be forgotten: the store tells what "
                    "changed since 3"));
  ASSERT_THAT(store_->ForgetChangesBefore(6), IsOk());
  EXPECT_EQ(Horizon(), 5u);
  EXPECT_THAT(Since(5), IsEmpty());
  EXPECT_THAT(LinesOf(Now().Changes()),
              ElementsAre("3 added c", "5 updated a"));
  EXPECT_THAT(ValueOf(store_->Check()).problems, IsEmpty());
  // A key that nothing is known of any more is as any new one.
  Put("b");
  EXPECT_THAT(Since(5), ElementsAre("6 added b"));
  EXPECT_THAT(ValueOf(store_->Check()).problems, IsEmpty());
}

TEST_F(ChangeFeed, HasAHorizonThatOnlyGrows) {
  Fill();
  ASSERT_THAT(store_->ForgetChangesBefore(0), IsOk());
  EXPECT_EQ(Horizon(), 0u);
  ASSERT_THAT(store_->ForgetChangesBefore(5), IsOk());
  ASSERT_THAT(store_->ForgetChangesBefore(2), IsOk());
  EXPECT_EQ(Horizon(), 4u);
  EXPECT_THAT(store_->ForgetChangesBefore(7),
              Fails(StatusCode::kInvalidArgument,
                    "the changes before 7 cannot be forgotten: the last is 5"));
  EXPECT_THAT(store_->ForgetChangesBefore(~std::uint64_t{0}),
              Fails(StatusCode::kInvalidArgument, "the last is 5"));
  EXPECT_EQ(Horizon(), 4u);
}

TEST_F(ChangeFeed, KeepsItsHorizonOverARebuild) {
  Fill();
  ASSERT_THAT(store_->ForgetChangesBefore(5), IsOk());
  Delete("c");
  std::vector<std::string> before = Since(4);
  ASSERT_THAT(store_->Rebuild(), IsOk());
  EXPECT_EQ(Horizon(), 4u);
  EXPECT_EQ(Since(4), before);
  EXPECT_THAT(before, ElementsAre("5 updated a", "6 removed c"));
  store_.reset();
  store_ = ValueOf(Store::Open(folder_ / "store"));
  EXPECT_EQ(Horizon(), 4u);
}

// After a damage that leaves it unknown what is forgotten, all may be.
TEST_F(ChangeFeed, BeginsAnewWhereTheHorizonWasLost) {
  Fill();
  store_.reset();
  test::ChangeDatabase(test::DatabaseOf(folder_ / "store"),
                       [](const engine::KvSnapshot&, engine::KvBatch* batch) {
                         batch->Put(engine::Family::kCatalog, "horizon", "?");
                       });
  store_ = ValueOf(Store::Open(folder_ / "store"));
  EXPECT_THAT(Now().ChangeHorizon(), Fails(StatusCode::kCorruption, "horizon"));
  EXPECT_THAT(Now().Changes(5), Fails(StatusCode::kCorruption, "horizon"));
  EXPECT_THAT(store_->ForgetChangesBefore(6),
              Fails(StatusCode::kCorruption, "horizon"));
  EXPECT_EQ(LinesOf(Now().Changes()).size(), 3u);
  ASSERT_THAT(store_->Rebuild(), IsOk());
  EXPECT_EQ(Horizon(), 5u);
  EXPECT_THAT(Now().Changes(4), Fails(StatusCode::kInvalidArgument, "since 5"));
  EXPECT_THAT(Since(5), IsEmpty());
}

TEST_F(ChangeFeed, EndsAtAChangeThatIsDamaged) {
  Fill();
  store_.reset();
  test::ChangeDatabase(test::DatabaseOf(folder_ / "store"),
                       [](const engine::KvSnapshot&, engine::KvBatch* batch) {
                         batch->Put(engine::Family::kChanges,
                                    std::string(7, '\0') + '\4', "?");
                       });
  store_ = ValueOf(Store::Open(folder_ / "store"));
  EXPECT_THAT(Since(0), ElementsAre("3 added c", "change 4 is damaged"));
  EXPECT_THAT(store_->ForgetChangesBefore(6),
              Fails(StatusCode::kCorruption, "change 4 is damaged"));
  EXPECT_EQ(Horizon(), 5u) << "it was set first";
  ASSERT_THAT(store_->Rebuild(), IsOk());
  ASSERT_THAT(store_->ForgetChangesBefore(0), IsOk());
  EXPECT_THAT(LinesOf(Now().Changes()),
              ElementsAre("3 added c", "5 updated a"));
}

TEST_F(ChangeFeed, SaysWhichStoreItIsOf) {
  Fill();
  StoreIdentity identity = Now().identity();
  StoreStatistics statistics = ValueOf(store_->Statistics());
  EXPECT_EQ(identity.store_id, statistics.store_id);
  EXPECT_EQ(identity.store_id.size(), 32u);
  EXPECT_EQ(identity.incarnation, 1u);
  Store other = ValueOf(Store::Create(folder_ / "other"));
  EXPECT_NE(ValueOf(other.TakeSnapshot()).identity(), identity);
  ASSERT_THAT(store_->Rebuild(), IsOk());
  EXPECT_EQ(Now().identity(), identity);
  store_.reset();
  std::filesystem::remove(folder_.path() / "store" / "watermark");
  OpenOptions options;
  options.accept_loss = true;
  store_ = ValueOf(Store::Open(folder_ / "store", options));
  EXPECT_EQ(Now().identity(), (StoreIdentity{identity.store_id, 2}));
}

// Writers get in between the steps.
TEST_F(ChangeFeed, ForgetsBesideAWriter) {
  constexpr int kTombstones = 1000;
  store_.reset();
  OpenOptions options;
  options.index_step = 1;
  store_ = ValueOf(Store::Open(folder_ / "store", options));
  WriteBatch puts;
  WriteBatch deletes;
  for (int i = 0; i < kTombstones; ++i) {
    puts.Put(ValueOf(store_->Prepare(std::to_string(i), SourceOf({}))));
    deletes.Delete(std::to_string(i));
  }
  ValueOf(store_->Write(std::move(puts)));
  ValueOf(store_->Write(std::move(deletes)));
  std::uint64_t before = Now().sequence() + 1;
  std::atomic<bool> done = false;
  std::uint64_t written = 0;
  std::thread writer([&] {
    for (int i = 0; !done; ++i) {
      WriteOptions unsynced;
      unsynced.sync = false;
      std::string title = std::to_string(i);
      ValueOf(store_->Put("written", SourceOf({.title = title}), unsynced));
      ++written;
    }
  });
  Status status = store_->ForgetChangesBefore(before);
  done = true;
  writer.join();
  ASSERT_THAT(status, IsOk());
  EXPECT_GT(written, 2u);
  EXPECT_THAT(LinesOf(Now().Changes()),
              ElementsAre(AllOf(HasSubstr(std::to_string(Now().sequence())),
                                HasSubstr(" written"))));
  EXPECT_THAT(ValueOf(store_->Check()).problems, IsEmpty());
}

}  // namespace
}  // namespace pressmark
