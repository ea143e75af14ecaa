#include "engine/card_reader.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/batch_plan.h"
#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

// A sound card that says nothing but a key.
std::string CardOfKey(const std::string& key) {
  return std::string("\1", 1) + static_cast<char>(key.size()) + '\0' + key;
}

class CardReaderTest : public testing::Test {
 protected:
  void Put(ArticleId id, const std::string& card) {
    KvBatch batch;
    PutCard(id, card, &batch);
    ASSERT_THAT(kv_->Write(std::move(batch), false), IsOk());
  }
  CardReader Open() { return CardReader(ValueOf(kv_->Snapshot())); }

  std::shared_ptr<KvStore> kv_ = MakeMemoryStore();
};

std::vector<ArticleId> IdsOfManyDays() {
  std::vector<ArticleId> ids;
  for (const char* date :
       {"2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29T23:59:59Z",
        "2024-02-28T11:00:00Z", "2024-02-20", "2010-01-01", "0001-01-01"}) {
    // One second's articles take more than one page.
    for (std::uint32_t serial = 0; serial < 600; serial += 57) {
      ids.push_back(MakeArticleId(ParseDate(date), serial));
    }
  }
  for (std::uint32_t serial = 0; serial < 1000; serial += 90) {
    ids.push_back(MakeArticleId(std::nullopt, serial));
  }
  return ids;
}

TEST_F(CardReaderTest, ReadsAnyIdsInAnyOrder) {
  std::mt19937_64 random = test::MakeRandom();
  std::vector<ArticleId> ids = IdsOfManyDays();
  for (ArticleId id : ids) Put(id, CardOfKey(std::to_string(id.bits)));
  CardReader reader = Open();
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint64_t> asked;
    for (std::size_t i = 0; i <= test::Below(100, random); ++i) {
      asked.push_back(ids[test::Below(ids.size(), random)].bits);
    }
    if (round % 3 == 0) std::sort(asked.begin(), asked.end());
    if (round % 3 == 1) std::sort(asked.rbegin(), asked.rend());
    auto cards = ValueOf(reader.Read(asked));
    ASSERT_EQ(cards.size(), asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
      ASSERT_EQ(cards[i].key(), std::to_string(asked[i]));
    }
  }
}

TEST_F(CardReaderTest, ACardThatIsLostOrDamagedIsCorruption) {
  ArticleId there = MakeArticleId(ParseDate("2024-02-29"), 1);
  ArticleId same_page = MakeArticleId(ParseDate("2024-02-29"), 2);
  ArticleId other_page = MakeArticleId(ParseDate("2024-02-28"), 2);
  ArticleId damaged = MakeArticleId(ParseDate("2024-02-27"), 2);
  Put(there, CardOfKey("a"));
  Put(damaged, "?");
  CardReader reader = Open();
  for (std::uint64_t id : {same_page.bits, other_page.bits}) {
    std::vector<std::uint64_t> asked = {there.bits, id};
    EXPECT_THAT(reader.Read(asked),
                Fails(StatusCode::kCorruption,
                      std::to_string(id) + ": its card is lost"));
  }
  std::vector<std::uint64_t> asked = {damaged.bits};
  EXPECT_THAT(reader.Read(asked),
              Fails(StatusCode::kCorruption, "a card is damaged"));
  asked = {there.bits};
  EXPECT_EQ(ValueOf(reader.Read(asked))[0].key(), "a");
}

TEST(CardPageKeys, AscendWithTheIdsOfOneSecondAndByDay) {
  std::vector<ArticleId> ids = IdsOfManyDays();
  std::sort(ids.begin(), ids.end());
  std::string before;
  for (ArticleId id : ids) {
    std::string key = CardPageKey(CardPageOf(id));
    ASSERT_EQ(key.size(), 6u);
    ASSERT_EQ(ParseCardPageKey(key), CardPageOf(id));
    std::string day = key.substr(0, 4);
    ASSERT_LE(before.substr(0, std::min<std::size_t>(before.size(), 4)), day);
    before = key;
  }
  auto day = [](const char* date) {
    return CardPageDays(CardPageOf(MakeArticleId(ParseDate(date), 0)));
  };
  EXPECT_EQ(day("2024-02-01") - day("2024-02-29"), 7u);
  EXPECT_NE(day("2024-02-25"), day("2024-02-29"));
  EXPECT_EQ(day("2024-02-29"), day("2024-02-29T23:59:59Z"));
  EXPECT_EQ(day("2024-02-28"), day("2024-02-29T00:59:59+01:00"));
  for (const char* other : {"", "12345", "1234567"}) {
    EXPECT_EQ(ParseCardPageKey(other), std::nullopt);
  }
}

}  // namespace
}  // namespace pressmark::engine
