#include "engine/taken_serials.h"

#include <gtest/gtest.h>

#include <pressmark/date.h>

namespace pressmark::engine {
namespace {

const ArticleId kSecond = FirstIdOf(ParseDate("2021-10-02T11:48:50Z"));
const ArticleId kOther = FirstIdOf(ParseDate("2021-10-02T11:48:51Z"));

TEST(TakenSerials, KnowEverySecondOfAStoreThatBeganEmpty) {
  TakenSerials serials(true);
  EXPECT_EQ(serials.Find(kSecond), 0u);
  serials.Take(kSecond, 3);
  EXPECT_EQ(serials.Find(kSecond), 3u);
  EXPECT_EQ(serials.Find(kOther), 0u);
}

TEST(TakenSerials, KnowOfAnotherStoreWhatTheyWereTold) {
  TakenSerials serials(false);
  EXPECT_EQ(serials.Find(kSecond), std::nullopt);
  serials.Take(kSecond, 3);
  EXPECT_EQ(serials.Find(kSecond), 3u);
  EXPECT_EQ(serials.Find(kOther), std::nullopt);
}

TEST(TakenSerials, DoNotKnowASecondThatAnArticleLeft) {
  TakenSerials serials(true);
  serials.Take(kSecond, 3);
  serials.Leave({MakeArticleId(ParseDate("2021-10-02T11:48:50Z"), 1)});
  EXPECT_EQ(serials.Find(kSecond), std::nullopt);
  serials.Take(kSecond, 4);
  EXPECT_EQ(serials.Find(kSecond), 4u);
}

TEST(TakenSerials, BeginAnewWhenTheyAreTooMany) {
  TakenSerials serials(true);
  std::uint64_t step = std::uint64_t{kMaxSerial} + 1;
  for (std::uint64_t i = 0; i <= std::uint64_t{1} << 20; ++i) {
    serials.Take({i * step}, 1);
  }
  EXPECT_EQ(serials.Find({0}), std::nullopt);
  EXPECT_EQ(serials.Find({step << 20}), 1u);
}

}  // namespace
}  // namespace pressmark::engine
