#include "engine/id_allocator.h"

#include <gtest/gtest.h>

#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::ValueOf;

class IdAllocatorTest : public testing::Test {
 protected:
  void Take(const std::optional<Date>& date, std::uint32_t serial) {
    KvBatch batch;
    batch.Put(Family::kArticles, IdKey(MakeArticleId(date, serial)), {});
    ASSERT_TRUE(kv_->Write(std::move(batch), true).ok());
  }
  std::shared_ptr<const KvSnapshot> Snapshot() {
    return ValueOf(kv_->Snapshot());
  }

  std::shared_ptr<KvStore> kv_ = MakeMemoryStore();
  std::optional<Date> day_ = ParseDate("2021-10-02");
  std::optional<Date> instant_ = ParseDate("2021-10-02T00:00:00Z");
};

TEST_F(IdAllocatorTest, BeginsAtZeroAndCountsUp) {
  auto snapshot = Snapshot();
  IdAllocator ids(*snapshot, Family::kArticles);
  for (std::uint32_t serial = 0; serial < 3; ++serial) {
    for (const std::optional<Date>& date :
         {day_, instant_, std::optional<Date>()}) {
      EXPECT_EQ(ValueOf(ids.Next(date)), MakeArticleId(date, serial));
    }
  }
}

TEST_F(IdAllocatorTest, GoesOnAfterTheLastOfTheSecond) {
  Take(day_, 3);
  Take(day_, 7);
  Take(instant_, 100);
  Take(std::nullopt, 1);
  Take(ParseDate("2021-10-03"), 500);
  Take(ParseDate("2021-10-01"), 600);
  auto snapshot = Snapshot();
  IdAllocator ids(*snapshot, Family::kArticles);
  EXPECT_EQ(ValueOf(ids.Next(day_)), MakeArticleId(day_, 8));
  EXPECT_EQ(ValueOf(ids.Next(day_)), MakeArticleId(day_, 9));
  EXPECT_EQ(ValueOf(ids.Next(instant_)), MakeArticleId(instant_, 101));
  EXPECT_EQ(ValueOf(ids.Next(std::nullopt)), MakeArticleId(std::nullopt, 2));
}

TEST_F(IdAllocatorTest, SaysWhereASecondIsFull) {
  Take(day_, kMaxSerial - 1);
  Take(std::nullopt, kMaxSerial);
  auto snapshot = Snapshot();
  IdAllocator ids(*snapshot, Family::kArticles);
  EXPECT_EQ(ValueOf(ids.Next(day_)), MakeArticleId(day_, kMaxSerial));
  EXPECT_THAT(ids.Next(day_),
              Fails(StatusCode::kLimitExceeded, "the second of 2021-10-02"));
  EXPECT_THAT(ids.Next(day_), Fails(StatusCode::kLimitExceeded, ""));
  EXPECT_THAT(ids.Next(std::nullopt),
              Fails(StatusCode::kLimitExceeded, "without a date"));
  EXPECT_TRUE(ids.Next(instant_).ok());
}

TEST_F(IdAllocatorTest, PassesOnWhatItCannotRead) {
  KvBatch batch;
  batch.Put(Family::kArticles, IdKey(FirstIdOf(day_)) + "x", {});
  ASSERT_TRUE(kv_->Write(std::move(batch), true).ok());
  auto snapshot = Snapshot();
  IdAllocator ids(*snapshot, Family::kArticles);
  EXPECT_THAT(ids.Next(day_), Fails(StatusCode::kCorruption, "articles"));
}

}  // namespace
}  // namespace pressmark::engine
