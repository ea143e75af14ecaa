#include "engine/change_horizon.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "engine/batch_plan.h"
#include "engine/changes.h"
#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

class ChangeHorizonTest : public testing::Test {
 protected:
  void Write(KvBatch batch) {
    ASSERT_THAT(kv_->Write(std::move(batch), true), IsOk());
  }
  // A key's last change, and its entry.
  void Put(std::uint64_t sequence, ChangeKind kind, const std::string& key) {
    KvBatch batch;
    PutChange({sequence, kind, key}, 0, &batch);
    KeyEntry entry;
    entry.live = kind != ChangeKind::kRemoved;
    entry.sequence = sequence;
    PutKey(key, entry, &batch);
    Write(std::move(batch));
  }
  Result<std::uint64_t> Forget(std::uint64_t from, std::uint64_t horizon,
                               std::size_t most) {
    KvBatch batch;
    auto next =
        PlanForgetting(*ValueOf(kv_->Snapshot()), from, horizon, most, &batch);
    if (next.ok()) Write(std::move(batch));
    return next;
  }
  // "number key", then the keys that have an entry.
  std::string Left() {
    auto snapshot = ValueOf(kv_->Snapshot());
    auto cursor = ValueOf(OpenChanges(*snapshot, 0, kMost, nullptr));
    std::string left;
    while (cursor.Next()) {
      left += std::to_string(cursor.change().sequence) + ' ';
    }
    auto keys = ValueOf(snapshot->Scan(Family::kKeys, {}, {}));
    for (keys->Seek({}); keys->Valid(); keys->Next()) left += keys->key();
    return left;
  }
  Result<std::uint64_t> Read(std::uint64_t last) {
    return ReadHorizon(*ValueOf(kv_->Snapshot()), last);
  }

  std::shared_ptr<KvStore> kv_ = MakeMemoryStore();
};

TEST_F(ChangeHorizonTest, IsNoneUntilPut) {
  EXPECT_EQ(ValueOf(Read(0)), 0u);
  KvBatch batch;
  PutHorizon(8, &batch);
  ASSERT_EQ(batch.operations.size(), 1u);
  EXPECT_EQ(batch.operations[0].key, "horizon");
  EXPECT_EQ(batch.operations[0].value, std::string("\x08\0\0\0\0\0\0\0", 8));
  Write(std::move(batch));
  EXPECT_EQ(ValueOf(Read(7)), 8u);
  EXPECT_EQ(ValueOf(Read(kMost)), 8u);
  EXPECT_THAT(Read(6), Fails(StatusCode::kCorruption, "horizon"));
}

TEST_F(ChangeHorizonTest, KnowsWhatIsNone) {
  for (const std::string& value :
       {std::string(), std::string(7, '\1'), std::string(9, '\1'),
        std::string(8, '\0')}) {
    KvBatch batch;
    batch.Put(Family::kCatalog, std::string(kHorizonName), value);
    Write(std::move(batch));
    EXPECT_THAT(Read(kMost), Fails(StatusCode::kCorruption, "horizon"));
  }
}

TEST_F(ChangeHorizonTest, TakesRemovalsBelowItAndNothingElse) {
  Put(1, ChangeKind::kRemoved, "a");
  Put(2, ChangeKind::kAdded, "b");
  Put(3, ChangeKind::kRemoved, "c");
  Put(4, ChangeKind::kUpdated, "d");
  Put(5, ChangeKind::kRemoved, "e");
  EXPECT_EQ(ValueOf(Forget(0, 5, 100)), 5u);
  EXPECT_EQ(Left(), "2 4 5 bde");
  EXPECT_EQ(ValueOf(Forget(0, 5, 100)), 5u);
  EXPECT_EQ(Left(), "2 4 5 bde");
}

TEST_F(ChangeHorizonTest, GoesByStepsOfAsManyChanges) {
  for (std::uint64_t i = 1; i <= 5; ++i) {
    Put(i, ChangeKind::kRemoved, std::string(1, static_cast<char>('a' + i)));
  }
  EXPECT_EQ(ValueOf(Forget(0, 6, 2)), 3u);
  EXPECT_EQ(Left(), "3 4 5 def");
  EXPECT_EQ(ValueOf(Forget(3, 6, 2)), 5u);
  EXPECT_EQ(ValueOf(Forget(5, 6, 2)), 6u);
  EXPECT_EQ(Left(), "");
}

// An entry that is another change's stays.
TEST_F(ChangeHorizonTest, LeavesAKeyThatIsNoTombstoneOfThatChange) {
  Put(1, ChangeKind::kRemoved, "a");
  Put(2, ChangeKind::kRemoved, "b");
  KvBatch batch;
  KeyEntry entry;
  entry.sequence = 1;
  PutKey("a", entry, &batch);
  entry.live = false;
  entry.sequence = 9;
  PutKey("b", entry, &batch);
  Write(std::move(batch));
  EXPECT_EQ(ValueOf(Forget(0, 3, 100)), 3u);
  EXPECT_EQ(Left(), "ab");
}

TEST_F(ChangeHorizonTest, StopsAtDamage) {
  Put(1, ChangeKind::kRemoved, "a");
  KvBatch batch;
  batch.Put(Family::kKeys, "a", "\1");
  Write(std::move(batch));
  EXPECT_THAT(Forget(0, 2, 100),
              Fails(StatusCode::kCorruption, "article \"a\""));
  batch = {};
  batch.Put(Family::kChanges, ChangeKey(1), "?");
  Write(std::move(batch));
  EXPECT_THAT(Forget(0, 2, 100), Fails(StatusCode::kCorruption, "change 1"));
}

}  // namespace
}  // namespace pressmark::engine
