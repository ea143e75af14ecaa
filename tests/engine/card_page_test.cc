#include "engine/card_page.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/fixed_integer.h"
#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

using testing::HasSubstr;
using Cards = std::map<std::uint64_t, std::string>;

std::string Put(std::uint64_t id, const std::string& card) {
  return EncodeCardOperand({id, card});
}
std::string Remove(std::uint64_t id) {
  return EncodeCardOperand({id, std::nullopt});
}

std::string Apply(std::optional<std::string_view> base,
                  const std::vector<std::string>& operands) {
  std::vector<std::string_view> views(operands.begin(), operands.end());
  return ApplyCardOperands(base, views);
}

std::string Combine(const std::vector<std::string>& operands) {
  std::vector<std::string_view> views(operands.begin(), operands.end());
  auto combined = CombineCardOperands(views);
  EXPECT_TRUE(combined.has_value());
  return combined.value_or("");
}

Settlement Settle(std::string_view page) {
  std::string settled;
  return SettleCardPage(page, &settled);
}

Cards CardsOf(std::string_view bytes) {
  Result<CardPageView> page = CardPageView::Open(bytes);
  EXPECT_TRUE(page.ok()) << page.status().ToString();
  Cards cards;
  if (!page.ok()) return cards;
  EXPECT_TRUE(page->Validate().ok()) << page->Validate().ToString();
  for (std::size_t i = 0; i < page->count(); ++i) {
    EXPECT_EQ(page->LowerBound(0, page->id(i)), i);
    cards[page->id(i)] = *page->card(i);
  }
  return cards;
}

TEST(CardPage, TakesCardsInAndOut) {
  std::string page = Apply(std::nullopt, {Put(7, "seven"), Put(3, "")});
  EXPECT_EQ(CardsOf(page), (Cards{{3, ""}, {7, "seven"}}));
  page = Apply(page, {Remove(3), Put(7, "SEVEN"), Put(5, "five")});
  EXPECT_EQ(CardsOf(page), (Cards{{5, "five"}, {7, "SEVEN"}}));
  EXPECT_EQ(Settle(page), Settlement::kKeep);
  page = Apply(page, {Remove(5), Remove(7), Remove(9)});
  EXPECT_EQ(CardsOf(page), Cards());
  EXPECT_EQ(Settle(page), Settlement::kDrop);
}

TEST(CardPage, FindsTheFirstIdThatIsNotLess) {
  std::string bytes = Apply(std::nullopt, {Put(2, "b"), Put(4, "d")});
  Result<CardPageView> page = CardPageView::Open(bytes);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->LowerBound(0, 1), 0u);
  EXPECT_EQ(page->LowerBound(0, 3), 1u);
  EXPECT_EQ(page->LowerBound(1, 4), 1u);
  EXPECT_EQ(page->LowerBound(0, 5), 2u);
}

// Against a map: any number of operands, merged at once, one after another,
// combined before, or twice, give the same.
TEST(CardPage, DoesAsAMapDoes) {
  std::mt19937_64 random = test::MakeRandom();
  for (int round = 0; round < test::Rounds(500); ++round) {
    Cards model;
    std::optional<std::string> page;
    for (int step = 0; step < 20; ++step) {
      std::vector<std::string> operands;
      for (std::size_t i = 0; i <= test::Below(6, random); ++i) {
        std::uint64_t id = test::Below(24, random);
        if (test::Below(3, random) == 0) {
          operands.push_back(Remove(id));
          model.erase(id);
        } else {
          std::string card(test::Below(40, random),
                           static_cast<char>('a' + random() % 26));
          operands.push_back(Put(id, card));
          model[id] = card;
        }
      }
      std::optional<std::string> one_by_one = page;
      for (const std::string& each : operands) {
        one_by_one = Apply(one_by_one, {each});
      }
      std::string at_once = Apply(page, operands);
      ASSERT_EQ(at_once, *one_by_one);
      ASSERT_EQ(at_once, Apply(page, {Combine(operands)}));
      ASSERT_EQ(at_once, Apply(at_once, operands));
      ASSERT_EQ(CardsOf(at_once), model);
      page = at_once;
    }
  }
}

TEST(CardPage, KeepsWhatItCannotRead) {
  std::string page = Apply(std::nullopt, {Put(7, "seven")});
  std::string damaged = Apply(page, {"no operand"});
  Result<CardPageView> view = CardPageView::Open(damaged);
  ASSERT_FALSE(view.ok());
  EXPECT_THAT(view.status().ToString(), HasSubstr("marked as damaged"));
  EXPECT_THAT(damaged, HasSubstr("no operand"));
  EXPECT_THAT(damaged, HasSubstr(page));
  EXPECT_EQ(Apply(damaged, {Put(8, "eight")}), damaged);
  EXPECT_THAT(Apply("no page", {Put(8, "eight")}), HasSubstr("no page"));
  std::vector<std::string_view> operands = {"no operand"};
  EXPECT_EQ(CombineCardOperands(operands), std::nullopt);
}

TEST(CardPage, OfAnotherFormatIsToldSo) {
  std::string page = Apply(std::nullopt, {Put(7, "seven")});
  page[0] = 2;
  EXPECT_EQ(CardPageView::Open(page).status().code(),
            StatusCode::kUnsupportedFormat);
  page[0] = 0;
  EXPECT_EQ(CardPageView::Open(page).status().code(), StatusCode::kCorruption);
}

// Whatever the bytes are, what opens can be read, and a merge never fails.
TEST(CardPage, OfGarbledBytesIsRefusedOrRead) {
  std::mt19937_64 random = test::MakeRandom();
  std::string sound =
      Apply(std::nullopt, {Put(1, "one"), Put(2, "two"), Put(900, "")});
  std::string operand = Combine({Put(2, "TWO"), Remove(1)});
  for (int round = 0; round < test::Rounds(20'000); ++round) {
    std::string bytes = sound;
    std::string change = operand;
    for (std::string* each : {&bytes, &change}) {
      if (test::Below(3, random) == 0) continue;
      (*each)[test::Below(each->size(), random)] = static_cast<char>(random());
      if (test::Below(2, random) == 0) {
        each->resize(test::Below(each->size() + 1, random));
      }
    }
    Result<CardPageView> page = CardPageView::Open(bytes);
    if (page.ok()) {
      for (std::size_t i = 0; i < page->count(); ++i) {
        Result<std::string_view> card = page->card(i);
        ASSERT_LE(card.ok() ? card->size() : 0, bytes.size());
      }
    }
    if (bytes.size() < 2) continue;
    std::string merged = Apply(bytes, {change});
    Result<CardPageView> after = CardPageView::Open(merged);
    if (after.ok()) {
      ASSERT_TRUE(after->Validate().ok());
    } else if (bytes[1] != 1) {
      ASSERT_THAT(merged, HasSubstr(change));
    }
  }
}

}  // namespace
}  // namespace pressmark::engine
