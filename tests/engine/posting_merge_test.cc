#include "engine/posting_merge.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

using Ids = std::vector<std::uint64_t>;
using Changes = std::vector<PostingChange>;

std::string Operand(const Changes& changes) {
  return EncodePostingOperand(changes);
}

std::string Apply(std::optional<std::string_view> base,
                  const std::vector<std::string>& operands) {
  std::vector<std::string_view> views(operands.begin(), operands.end());
  return ApplyPostingOperands(base, views);
}

std::optional<std::string> Combine(const std::vector<std::string>& operands) {
  std::vector<std::string_view> views(operands.begin(), operands.end());
  return CombinePostingOperands(views);
}

Ids IdsOf(std::string_view block) {
  Result<PostingBlockView> view = PostingBlockView::Parse(block);
  EXPECT_TRUE(view.ok()) << view.status().ToString();
  if (!view.ok()) return {};
  EXPECT_TRUE(view->Validate().ok()) << view->Validate().ToString();
  Ids buffer;
  IdSpan ids = view->Ids(&buffer);
  EXPECT_EQ(ids.size(), view->count());
  return Ids(ids.begin(), ids.end());
}

Ids Numbers(std::uint64_t from, std::uint64_t count) {
  Ids ids;
  for (std::uint64_t i = 0; i < count; ++i) ids.push_back(from + 2 * i);
  return ids;
}

TEST(PostingOperand, IsTheseBytes) {
  EXPECT_EQ(Operand({{0x0304, true}, {0x0102, false}}),
            std::string("\1\2\1\0\0\0\0\0\0\0\4\3\0\0\0\0\0\0\1", 19));
}

TEST(PostingOperand, KeepsTheLastWordOnAnId) {
  EXPECT_EQ(Operand({{1, true}, {2, true}, {1, false}}),
            Operand({{1, false}, {2, true}}));
}

TEST(PostingMerge, BuildsABlockFromNothing) {
  EXPECT_EQ(Apply(std::nullopt, {Operand({{5, true}}), Operand({{3, true}})}),
            EncodePostingBlock(Ids{3, 5}));
  EXPECT_EQ(Apply(std::nullopt, {}), EncodePostingBlock({}));
}

TEST(PostingMerge, LaterOperandsWin) {
  std::string block = EncodePostingBlock(Ids{1, 2});
  EXPECT_EQ(IdsOf(Apply(block, {Operand({{1, false}}), Operand({{1, true}})})),
            (Ids{1, 2}));
  EXPECT_EQ(IdsOf(Apply(block, {Operand({{3, true}}), Operand({{3, false}})})),
            (Ids{1, 2}));
}

TEST(PostingMerge, LeavesAnEmptyBlockWhereAllIdsGo) {
  std::string block = EncodePostingBlock(Ids{1});
  EXPECT_TRUE(IsEmptyPostingBlock(Apply(block, {Operand({{1, false}})})));
}

TEST(PostingMerge, WritesSmallBlocksAnew) {
  std::string block = EncodePostingBlock(Numbers(0, 511));
  std::string merged = Apply(block, {Operand({{1, true}})});
  EXPECT_EQ(PostingBlockView::Parse(merged)->tail_count(), 0u);
  EXPECT_EQ(IdsOf(merged).size(), 512u);
}

TEST(PostingMerge, GivesLargeBlocksATail) {
  std::string block = EncodePostingBlock(Numbers(0, 512));
  std::string merged =
      Apply(block, {Operand({{1, true}, {4, false}, {6, true}})});
  Result<PostingBlockView> view = PostingBlockView::Parse(merged);
  EXPECT_EQ(view->tail_count(), 2u) << "6 was there already";
  EXPECT_EQ(view->sorted_count(), 512u);
  EXPECT_EQ(view->count(), 512u);
  EXPECT_EQ(merged.substr(kPostingHeaderBytes, 512 * 8),
            block.substr(kPostingHeaderBytes));
}

TEST(PostingMerge, LeavesOutOfTheTailWhatIsUndone) {
  std::string block = EncodePostingBlock(Numbers(0, 512));
  std::string merged = Apply(block, {Operand({{1, true}, {4, false}})});
  EXPECT_EQ(Apply(merged, {Operand({{1, false}, {4, true}})}), block);
}

TEST(PostingMerge, WritesAnewWhereTheTailIsTooLong) {
  std::string block = EncodePostingBlock(Numbers(0, 512));
  std::size_t longest = 8 + 512 / 4;
  Changes changes;
  for (std::size_t i = 0; i < longest; ++i)
    changes.push_back({2 * i + 1, true});
  std::string merged = Apply(block, {Operand(changes)});
  EXPECT_EQ(PostingBlockView::Parse(merged)->tail_count(), longest);
  merged = Apply(merged, {Operand({{5000, true}})});
  EXPECT_EQ(PostingBlockView::Parse(merged)->tail_count(), 0u);
  EXPECT_EQ(IdsOf(merged).size(), 512 + longest + 1);
}

TEST(PostingMerge, AnyOperandAgainChangesNothing) {
  std::string block = EncodePostingBlock(Numbers(0, 600));
  std::string operand = Operand({{1, true}, {4, false}});
  std::string once = Apply(block, {operand});
  EXPECT_EQ(Apply(once, {operand}), once);
  EXPECT_EQ(Apply(block, {operand, operand, operand}), once);
}

Changes RandomChanges(std::uint64_t ids, std::mt19937_64& random) {
  Changes changes(1 + test::Below(5, random));
  for (PostingChange& change : changes) {
    change = {random() % ids, random() % 2 == 0};
  }
  return changes;
}

// Splits operands anywhere into runs, and combines some of the runs, as a
// compaction might.
std::vector<std::string> Regroup(const std::vector<std::string>& operands,
                                 std::mt19937_64& random) {
  std::vector<std::string> regrouped;
  for (std::size_t i = 0; i < operands.size();) {
    std::size_t run = 1 + test::Below(operands.size() - i, random);
    std::vector<std::string> part(
        operands.begin() + static_cast<long>(i),
        operands.begin() + static_cast<long>(i + run));
    if (random() % 3 == 0) {
      regrouped.insert(regrouped.end(), part.begin(), part.end());
    } else {
      regrouped.push_back(*Combine(part));
    }
    i += run;
  }
  return regrouped;
}

// Applies operands in several steps, as reads and compactions in between do.
std::string ApplyInSteps(std::optional<std::string> block,
                         const std::vector<std::string>& operands,
                         std::mt19937_64& random) {
  for (std::size_t i = 0; i < operands.size();) {
    std::size_t run = 1 + test::Below(operands.size() - i, random);
    block = Apply(block, {operands.begin() + static_cast<long>(i),
                          operands.begin() + static_cast<long>(i + run)});
    i += run;
  }
  return block.value_or(EncodePostingBlock({}));
}

TEST(PostingMerge, AnyGroupingGivesTheSetOfIds) {
  std::mt19937_64 random = test::MakeRandom();
  std::size_t tails = 0;
  for (int i = 0; i < test::Rounds(600); ++i) {
    std::uint64_t universe = i % 2 == 0 ? 20 : 1500;
    std::set<std::uint64_t> model;
    for (std::uint64_t id = 0; id < universe; ++id) {
      if (random() % 2 == 0) model.insert(id);
    }
    std::optional<std::string> base;
    if (random() % 4 == 0) {
      model.clear();
    } else {
      base = EncodePostingBlock(Ids(model.begin(), model.end()));
    }
    std::vector<std::string> operands;
    for (std::size_t n = test::Below(200, random); n > 0; --n) {
      Changes changes = RandomChanges(universe, random);
      for (const PostingChange& change : changes) {
        change.present ? (void)model.insert(change.id)
                       : (void)model.erase(change.id);
      }
      operands.push_back(Operand(changes));
      if (random() % 8 == 0) operands.push_back(operands.back());
    }
    Ids expected(model.begin(), model.end());
    ASSERT_EQ(IdsOf(Apply(base, operands)), expected);
    ASSERT_EQ(IdsOf(Apply(base, Regroup(operands, random))), expected);
    std::string stepped = ApplyInSteps(base, Regroup(operands, random), random);
    ASSERT_EQ(IdsOf(stepped), expected);
    tails += PostingBlockView::Parse(stepped)->tail_count();
  }
  EXPECT_GT(tails, 0u);
}

TEST(PostingMerge, KeepsAnUnreadableBaseAsItIs) {
  std::string operand = Operand({{1, true}});
  std::string merged = Apply("no block", {operand});
  EXPECT_TRUE(IsDamagedPostingBlock(merged));
  EXPECT_NE(merged.find("no block"), merged.npos);
  EXPECT_NE(merged.find(operand), merged.npos);
}

TEST(PostingMerge, KeepsAnUnreadableOperandAsItIs) {
  std::string block = EncodePostingBlock(Ids{1, 2});
  std::string merged = Apply(block, {Operand({{3, true}}), "no operand"});
  EXPECT_TRUE(IsDamagedPostingBlock(merged));
  EXPECT_NE(merged.find(block), merged.npos);
  EXPECT_NE(merged.find("no operand"), merged.npos);
}

TEST(PostingMerge, LeavesADamagedBlockAsItIs) {
  std::string damaged = Apply("no block", {Operand({{1, true}})});
  EXPECT_EQ(Apply(damaged, {Operand({{2, true}}), "no operand"}), damaged);
}

TEST(PostingMerge, DoesNotBuildOnATailThatIsWrong) {
  std::string block = EncodePostingBlock(Numbers(0, 600));
  std::string merged = Apply(block, {Operand({{1, true}})});
  merged.back() = 0;
  EXPECT_TRUE(IsDamagedPostingBlock(Apply(merged, {Operand({{3, true}})})));
}

TEST(PostingMerge, DoesNotBuildOnAnArrayOutOfOrder) {
  std::vector<std::uint64_t> ids = {2, 1};
  std::string merged = Apply(EncodePostingBlock(ids), {Operand({{3, true}})});
  EXPECT_TRUE(IsDamagedPostingBlock(merged));
}

TEST(PostingMerge, CombinesNothingThatCannotBeRead) {
  EXPECT_FALSE(Combine({Operand({{1, true}}), "no operand"}));
  EXPECT_FALSE(Combine({"", Operand({{1, true}})}));
}

TEST(PostingMerge, RefusesOperandsOutOfOrder) {
  std::string twice = Operand({{1, true}});
  twice += twice.substr(1);
  EXPECT_FALSE(Combine({twice}));
  std::string marked = Operand({{1, true}});
  marked.back() = 2;
  EXPECT_FALSE(Combine({marked}));
}

// Whatever a base and operands are turned into, the result is a block that is
// sound, or one marked as damaged.
std::string Garble(std::string bytes, std::mt19937_64& random) {
  switch (test::Below(4, random)) {
    case 0:
      bytes.resize(test::Below(bytes.size() + 1, random));
      break;
    case 1:
      bytes.append(1 + test::Below(20, random), static_cast<char>(random()));
      break;
    case 2:
      for (char& byte : bytes) byte = static_cast<char>(random());
      break;
    default:
      if (bytes.empty()) break;
      bytes[test::Below(bytes.size(), random)] ^=
          static_cast<char>(1 << random() % 8);
  }
  return bytes;
}

TEST(PostingMerge, NeverFailsOnGarbledBytes) {
  std::mt19937_64 random = test::MakeRandom();
  int damaged = 0;
  int sound = 0;
  for (int i = 0; i < test::Rounds(4000); ++i) {
    std::string base = EncodePostingBlock(Numbers(0, i % 3 == 0 ? 600 : 9));
    base = Apply(base, {Operand(RandomChanges(1500, random))});
    std::vector<std::string> operands;
    for (std::size_t n = test::Below(6, random); n > 0; --n) {
      operands.push_back(Operand(RandomChanges(1500, random)));
      if (random() % 4 == 0) {
        operands.back() = Garble(operands.back(), random);
      }
    }
    if (random() % 2 == 0) base = Garble(base, random);
    std::string merged = Apply(base, operands);
    if (IsDamagedPostingBlock(merged)) {
      ++damaged;
      ASSERT_FALSE(PostingBlockView::Parse(merged).ok());
    } else {
      ++sound;
      Result<PostingBlockView> view = PostingBlockView::Parse(merged);
      ASSERT_TRUE(view.ok()) << view.status().ToString();
      ASSERT_TRUE(view->Validate().ok());
      Ids buffer;
      ASSERT_EQ(view->Ids(&buffer).size(), view->count());
    }
    (void)Combine(operands);
  }
  EXPECT_GT(damaged, 100);
  EXPECT_GT(sound, 100);
}

TEST(PostingMerge, ACompactionSettlesBlocks) {
  Ids ids;
  for (std::uint64_t id = 0; id < 1000; ++id) ids.push_back(2 * id);
  std::string block = EncodePostingBlock(ids);
  std::string settled;
  EXPECT_EQ(SettlePostingBlock(block, &settled), Settlement::kKeep);
  std::string with_tail = Apply(block, {Operand({{7, true}, {8, false}})});
  ASSERT_EQ(PostingBlockView::Parse(with_tail)->tail_count(), 2u);
  ASSERT_EQ(SettlePostingBlock(with_tail, &settled), Settlement::kReplace);
  EXPECT_EQ(PostingBlockView::Parse(settled)->tail_count(), 0u);
  EXPECT_EQ(IdsOf(settled), IdsOf(with_tail));
  EXPECT_EQ(SettlePostingBlock(EncodePostingBlock({}), &settled),
            Settlement::kDrop);
  for (const std::string& damaged :
       {std::string("no block"), Apply("no block", {Operand({{1, true}})})}) {
    EXPECT_EQ(SettlePostingBlock(damaged, &settled), Settlement::kKeep);
  }
}

}  // namespace
}  // namespace pressmark::engine
