#include "engine/changes.h"

#include <limits>

#include <gtest/gtest.h>

#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

class ChangesTest : public testing::Test {
 protected:
  void Put(const Change& change, std::uint64_t earlier = 0) {
    KvBatch batch;
    PutChange(change, earlier, &batch);
    Write(std::move(batch));
  }
  void Write(KvBatch batch) {
    ASSERT_THAT(kv_->Write(std::move(batch), true), IsOk());
  }
  // The changes after a number as "number key", then perhaps an error.
  std::vector<std::string> After(std::uint64_t sequence) {
    auto cursor = ValueOf(
        OpenChanges(*ValueOf(kv_->Snapshot()), sequence, last_, nullptr));
    std::vector<std::string> lines;
    while (cursor.Next()) {
      const Change& change = cursor.change();
      lines.push_back(std::to_string(change.sequence) + ' ' + change.key);
    }
    if (!cursor.status().ok()) lines.push_back(cursor.status().ToString());
    EXPECT_FALSE(cursor.Next()) << "once ended, for good";
    return lines;
  }

  std::shared_ptr<KvStore> kv_ = MakeMemoryStore();
  std::uint64_t last_ = std::numeric_limits<std::uint64_t>::max();
};

using Lines = std::vector<std::string>;

TEST_F(ChangesTest, StandInCommitOrderEachKeyOnce) {
  Put({1, ChangeKind::kAdded, "b"});
  Put({2, ChangeKind::kAdded, "a"});
  Put({300, ChangeKind::kUpdated, "b"}, 1);
  Put({70'000, ChangeKind::kRemoved, "a"}, 2);
  Put({70'001, ChangeKind::kAdded, ""});
  EXPECT_EQ(After(0), (Lines{"300 b", "70000 a", "70001 "}));
  EXPECT_EQ(After(299), (Lines{"300 b", "70000 a", "70001 "}));
  EXPECT_EQ(After(300), (Lines{"70000 a", "70001 "}));
  EXPECT_EQ(After(70'001), Lines{});
  EXPECT_EQ(After(std::numeric_limits<std::uint64_t>::max()), Lines{});
}

TEST_F(ChangesTest, SayWhatHappened) {
  for (ChangeKind kind :
       {ChangeKind::kAdded, ChangeKind::kUpdated, ChangeKind::kRemoved}) {
    Put({7, kind, std::string("k\0y", 3)});
    Change change = *ValueOf(ReadChange(*ValueOf(kv_->Snapshot()), 7));
    EXPECT_EQ(change.kind, kind);
    EXPECT_EQ(change.key, std::string("k\0y", 3));
  }
  EXPECT_EQ(ValueOf(ReadChange(*ValueOf(kv_->Snapshot()), 8)), std::nullopt);
}

TEST_F(ChangesTest, HaveNames) {
  EXPECT_EQ(ChangeKindName(ChangeKind::kAdded), "added");
  EXPECT_EQ(ChangeKindName(ChangeKind::kUpdated), "updated");
  EXPECT_EQ(ChangeKindName(ChangeKind::kRemoved), "removed");
}

// A number that the store has not given yet is no change that was made.
TEST_F(ChangesTest, EndAtOneBeyondTheLast) {
  Put({1, ChangeKind::kAdded, "a"});
  Put({3, ChangeKind::kAdded, "b"});
  last_ = 2;
  EXPECT_EQ(After(0), (Lines{"1 a", "change 3 lies beyond the last, 2"}));
  last_ = 3;
  EXPECT_EQ(After(0), (Lines{"1 a", "3 b"}));
}

TEST_F(ChangesTest, EndAtOneThatIsDamaged) {
  Put({1, ChangeKind::kAdded, "a"});
  for (const std::string& value :
       {std::string(), std::string("\1"), std::string("\1\0x", 3),
        std::string("\1\4x"), std::string("\2\1x")}) {
    KvBatch batch;
    batch.Put(Family::kChanges, ChangeKey(2), value);
    Write(std::move(batch));
    EXPECT_EQ(After(0), (Lines{"1 a", "change 2 is damaged"}));
    EXPECT_THAT(ReadChange(*ValueOf(kv_->Snapshot()), 2),
                Fails(StatusCode::kCorruption, "change 2"));
  }
}

}  // namespace
}  // namespace pressmark::engine
