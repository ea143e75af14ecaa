#include "engine/article_id.h"

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

Date DateOf(const std::string& text) { return ParseDate(text).value(); }

const char* const kExtremes[] = {
    "0001-01-01",           "0001-01-01T00:00:00Z", "0001-01-31T23:59:59Z",
    "0001-02-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01",
    "2016-02-29T23:59:59Z", "2021-10-02",           "2021-10-02T00:00:00Z",
    "2021-10-02T11:48:50Z", "9999-12-31",           "9999-12-31T23:59:59Z",
};

// What the order of ids promises, in words of its own: newest first, civil
// days before instants, last inserted first, undated last.
struct Entry {
  std::optional<Date> date;
  std::uint32_t serial = 0;

  auto Rank() const {
    std::int64_t second = date ? -date->seconds() : 0;
    bool instant = date && !date->civil();
    return std::make_tuple(!date, second, instant, kMaxSerial - serial);
  }
  ArticleId id() const { return MakeArticleId(date, serial); }
};

Entry RandomEntry(std::mt19937_64& random) {
  Entry entry;
  // Few seconds and serials, so that each part of the order decides often.
  entry.serial = static_cast<std::uint32_t>(random() % 3);
  if (random() % 8 == 0) return entry;
  auto second = static_cast<std::int64_t>(random() % 5);
  if (random() % 4 == 0) {
    second += static_cast<std::int64_t>(random() % 315'537'000'000);
  }
  Date date;
  date.microseconds = second * kMicrosecondsPerSecond +
                      static_cast<std::int64_t>(random() % 1'000'000);
  date.precision =
      random() % 2 == 0 ? DatePrecision::kDay : DatePrecision::kFraction;
  entry.date = date;
  return entry;
}

TEST(ArticleId, OrderIsNewestFirstThenCivilThenLastInserted) {
  std::mt19937_64 random = test::MakeRandom();
  int differing = 0;
  for (int i = 0; i < test::Rounds(100'000); ++i) {
    Entry left = RandomEntry(random);
    Entry right = RandomEntry(random);
    ASSERT_EQ(left.id() < right.id(), left.Rank() < right.Rank());
    ASSERT_EQ(left.id() == right.id(), left.Rank() == right.Rank());
    if (left.id() != right.id()) ++differing;
  }
  EXPECT_GT(differing, 1000);
}

TEST(ArticleId, GivesBackWhatItWasMadeOf) {
  for (const char* text : kExtremes) {
    Date date = DateOf(text);
    for (std::uint32_t serial : {0u, 1u, 4096u, kMaxSerial}) {
      ArticleId id = MakeArticleId(date, serial);
      EXPECT_EQ(SecondOf(id), date.seconds()) << text;
      EXPECT_EQ(IsCivil(id), date.civil()) << text;
      EXPECT_EQ(SerialOf(id), serial) << text;
      EXPECT_FALSE(IsUndated(id)) << text;
    }
  }
}

TEST(ArticleId, OfTheUndatedHasOnlyASerial) {
  for (std::uint32_t serial : {0u, 1u, 4095u, 4096u, kMaxSerial}) {
    ArticleId id = MakeArticleId(std::nullopt, serial);
    EXPECT_TRUE(IsUndated(id));
    EXPECT_FALSE(IsCivil(id));
    EXPECT_EQ(SerialOf(id), serial);
  }
  EXPECT_EQ(MakeArticleId(std::nullopt, 0).bits, ~std::uint64_t{0});
}

TEST(ArticleId, OfTheUndatedComesAfterTheOldest) {
  EXPECT_LT(LastIdOf(DateOf("0001-01-01T00:00:00Z")), FirstIdOf(std::nullopt));
}

TEST(ArticleId, FractionsOfASecondShareIt) {
  EXPECT_EQ(MakeArticleId(DateOf("2021-10-02T11:48:50.069742Z"), 7),
            MakeArticleId(DateOf("2021-10-02T11:48:50Z"), 7));
}

TEST(ArticleId, OffsetsOfAMomentShareIt) {
  EXPECT_EQ(MakeArticleId(DateOf("2021-10-02T11:48:50Z"), 7),
            MakeArticleId(DateOf("2021-10-02T14:48:50+03:00"), 7));
}

TEST(ArticleId, FirstAndLastBoundTheSerialsOfASecond) {
  Date date = DateOf("2021-10-02");
  EXPECT_EQ(SerialOf(FirstIdOf(date)), kMaxSerial);
  EXPECT_EQ(SerialOf(LastIdOf(date)), 0u);
  EXPECT_LT(LastIdOf(date), FirstIdOf(DateOf("2021-10-02T00:00:00Z")));
  EXPECT_LT(LastIdOf(DateOf("2021-10-02T00:00:00Z")),
            FirstIdOf(DateOf("2021-10-01T23:59:59Z")));
}

TEST(Bucket, HoldsItsIdsAndNoOthers) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    ArticleId id = RandomEntry(random).id();
    Bucket bucket = BucketOf(id);
    ASSERT_LE(FirstIdIn(bucket), id);
    ASSERT_LE(id, LastIdIn(bucket));
    ASSERT_EQ(BucketOf(FirstIdIn(bucket)), bucket);
    ASSERT_EQ(BucketOf(LastIdIn(bucket)), bucket);
    if (LastIdIn(bucket).bits == ~std::uint64_t{0}) continue;
    ASSERT_GT(BucketOf({LastIdIn(bucket).bits + 1}), bucket);
  }
}

TEST(Bucket, AscendsWithTheIds) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    ArticleId left = RandomEntry(random).id();
    ArticleId right = RandomEntry(random).id();
    ASSERT_LE(BucketOf(std::min(left, right)), BucketOf(std::max(left, right)));
  }
}

// A clip that is open to the future begins with the first id there can be.
TEST(ArticleId, NoBucketStandsBeforeThatOfTheFirstId) {
  Bucket first = BucketOf({0});
  EXPECT_LE(first, BucketOf(FirstIdOf(DateOf("9999-12-31T23:59:59Z"))));
  EXPECT_EQ(first, 0u);
}

TEST(Bucket, IsAMonth) {
  EXPECT_EQ(BucketOf(FirstIdOf(DateOf("2021-10-01"))),
            BucketOf(LastIdOf(DateOf("2021-10-31T23:59:59Z"))));
  EXPECT_EQ(BucketOf(FirstIdOf(DateOf("2021-10-01"))) + 1,
            BucketOf(LastIdOf(DateOf("2021-09-30T23:59:59Z"))));
  EXPECT_EQ(BucketOf(FirstIdOf(DateOf("2021-01-01"))) + 1,
            BucketOf(LastIdOf(DateOf("2020-12-31"))));
}

TEST(Bucket, OfExtremeDatesHoldsThem) {
  for (const char* text : kExtremes) {
    Date date = DateOf(text);
    Bucket bucket = BucketOf(FirstIdOf(date));
    EXPECT_EQ(bucket, BucketOf(LastIdOf(date))) << text;
    EXPECT_LE(FirstIdIn(bucket), FirstIdOf(date)) << text;
    EXPECT_GE(LastIdIn(bucket), LastIdOf(date)) << text;
    EXPECT_LT(bucket, kFirstUndatedBucket) << text;
  }
}

TEST(Bucket, OfTheUndatedTakes4096Serials) {
  Bucket last = BucketOf(MakeArticleId(std::nullopt, 0));
  EXPECT_EQ(BucketOf(MakeArticleId(std::nullopt, 4095)), last);
  EXPECT_EQ(BucketOf(MakeArticleId(std::nullopt, 4096)), last - 1);
  EXPECT_EQ(BucketOf(MakeArticleId(std::nullopt, kMaxSerial)),
            kFirstUndatedBucket);
  EXPECT_EQ(LastIdIn(last).bits, ~std::uint64_t{0});
}

}  // namespace
}  // namespace pressmark::engine
