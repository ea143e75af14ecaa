#include "engine/posting_block.h"

#include <cstring>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

using Ids = std::vector<std::uint64_t>;

Ids IdsOf(std::string_view block) {
  Result<PostingBlockView> view = PostingBlockView::Parse(block);
  EXPECT_TRUE(view.ok()) << view.status().ToString();
  Ids buffer;
  IdSpan ids = view->Ids(&buffer);
  EXPECT_EQ(ids.size(), view->count());
  return Ids(ids.begin(), ids.end());
}

std::string WithTail(const Ids& ids, const std::vector<PostingChange>& tail) {
  std::string base = EncodePostingBlock(ids);
  return EncodePostingBlockWithTail(*PostingBlockView::Parse(base), tail);
}

TEST(PostingBlock, IsTheseBytes) {
  EXPECT_EQ(WithTail({0x0102, 0x0304}, {{0x0102, false}, {0x0506, true}}),
            std::string("\1\0\0\0"
                        "\2\0\0\0"
                        "\2\0\0\0"
                        "\2\0\0\0"
                        "\2\1\0\0\0\0\0\0"
                        "\4\3\0\0\0\0\0\0"
                        "\2\1\0\0\0\0\0\0"
                        "\6\5\0\0\0\0\0\0"
                        "\0\1",
                        50));
}

TEST(PostingBlock, GivesBackItsIds) {
  EXPECT_EQ(IdsOf(EncodePostingBlock({})), Ids());
  Ids ids = {0, 1, 5, ~std::uint64_t{0}};
  EXPECT_EQ(IdsOf(EncodePostingBlock(ids)), ids);
}

TEST(PostingBlock, TakesItsTailIn) {
  EXPECT_EQ(IdsOf(WithTail({2, 4, 6}, {{1, true}})), (Ids{1, 2, 4, 6}));
  EXPECT_EQ(IdsOf(WithTail({2, 4, 6}, {{4, false}})), (Ids{2, 6}));
  EXPECT_EQ(IdsOf(WithTail({2, 4, 6}, {{2, false}, {5, true}, {9, true}})),
            (Ids{4, 5, 6, 9}));
  EXPECT_EQ(IdsOf(WithTail({2}, {{2, false}})), Ids());
  EXPECT_EQ(IdsOf(WithTail({}, {{2, true}})), Ids{2});
}

TEST(PostingBlock, CountsWithoutReadingIds) {
  std::string block = WithTail({2, 4, 6}, {{2, false}, {5, true}, {9, true}});
  EXPECT_EQ(PostingBlockView::Parse(block)->count(), 4u);
}

TEST(PostingBlock, IsReadAtAnyAlignment) {
  Ids ids = {3, 1'000'000'007, ~std::uint64_t{0} - 1};
  std::string block = EncodePostingBlock(ids);
  std::vector<std::uint64_t> words(block.size() / 8 + 2);
  auto* bytes = reinterpret_cast<char*>(words.data());
  for (std::size_t shift = 0; shift < 8; ++shift) {
    std::memcpy(bytes + shift, block.data(), block.size());
    auto view = PostingBlockView::Parse({bytes + shift, block.size()});
    ASSERT_TRUE(view.ok());
    Ids buffer;
    IdSpan read = view->Ids(&buffer);
    EXPECT_EQ(Ids(read.begin(), read.end()), ids);
    EXPECT_TRUE(buffer.empty()) << "copied though it need not be";
  }
}

TEST(PostingBlock, AgreesWithASet) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(2000); ++i) {
    // At times so many that places in them are far apart.
    std::uint64_t limit = i % 20 == 0 ? 3000 : 100;
    std::uint64_t rare = i % 3 == 0 ? 400 : 4;
    std::set<std::uint64_t> model;
    while (model.size() < static_cast<std::size_t>(i % 40) * limit / 100) {
      model.insert(random() % limit);
    }
    Ids ids(model.begin(), model.end());
    std::vector<PostingChange> tail;
    for (std::uint64_t id = 0; id < limit; ++id) {
      if (random() % rare != 0) continue;
      bool present = !model.contains(id);
      present ? (void)model.insert(id) : (void)model.erase(id);
      tail.push_back({id, present});
    }
    std::string block = WithTail(ids, tail);
    ASSERT_EQ(IdsOf(block), Ids(model.begin(), model.end()));
    ASSERT_TRUE(PostingBlockView::Parse(block)->Validate().ok());
    Ids few;
    std::size_t among = 0;
    for (std::uint64_t id = 0; id < limit; ++id) {
      if (random() % rare != 0) continue;
      few.push_back(id);
      among += model.contains(id) ? 1 : 0;
    }
    ASSERT_EQ(PostingBlockView::Parse(block)->CountAmong(few), among);
  }
}

TEST(PostingBlock, CutOrGrownIsCorrupt) {
  std::string block = WithTail({2, 4, 6}, {{5, true}});
  for (std::size_t length = 0; length < block.size(); ++length) {
    EXPECT_EQ(PostingBlockView::Parse(block.substr(0, length)).status().code(),
              StatusCode::kCorruption)
        << length;
  }
  EXPECT_EQ(PostingBlockView::Parse(block + 'x').status().code(),
            StatusCode::kCorruption);
}

TEST(PostingBlock, OfANewerFormatIsSaidToBe) {
  std::string block = EncodePostingBlock({});
  block[0] = 2;
  EXPECT_EQ(PostingBlockView::Parse(block).status().code(),
            StatusCode::kUnsupportedFormat);
  block[0] = 0;
  EXPECT_EQ(PostingBlockView::Parse(block).status().code(),
            StatusCode::kCorruption);
}

TEST(PostingBlock, AnyFlippedBitIsReadWithoutHarm) {
  std::string block = WithTail({2, 4, 6}, {{4, false}, {5, true}});
  int refused = 0;
  for (std::size_t bit = 0; bit < block.size() * 8; ++bit) {
    std::string flipped = block;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    Result<PostingBlockView> view = PostingBlockView::Parse(flipped);
    if (!view.ok() || !view->Validate().ok()) ++refused;
    Ids buffer;
    if (view.ok()) {
      EXPECT_LE(view->Ids(&buffer).size(), 5u);
    }
  }
  EXPECT_GT(refused, 128) << "all of the header, at least";
}

TEST(PostingBlock, ValidatesOrderTailAndCount) {
  auto validate = [](const std::string& block) {
    return PostingBlockView::Parse(block)->Validate().code();
  };
  EXPECT_EQ(validate(EncodePostingBlock(Ids{1, 2})), StatusCode::kOk);
  EXPECT_EQ(validate(EncodePostingBlock(Ids{2, 1})), StatusCode::kCorruption);
  EXPECT_EQ(validate(EncodePostingBlock(Ids{2, 2})), StatusCode::kCorruption);
  EXPECT_EQ(validate(WithTail({1}, {{3, true}, {2, true}})),
            StatusCode::kCorruption);
  EXPECT_EQ(validate(WithTail({1, 2}, {{2, true}})), StatusCode::kCorruption);
  EXPECT_EQ(validate(WithTail({1, 2}, {{3, false}})), StatusCode::kCorruption);
  std::string miscounted = EncodePostingBlock(Ids{1, 2});
  miscounted[4] = 1;
  EXPECT_EQ(validate(miscounted), StatusCode::kCorruption);
}

TEST(PostingBlock, DamagedKeepsBytesAndReadsAsCorrupt) {
  std::vector<std::string_view> kept = {"base", "", "operand"};
  std::string block = EncodeDamagedPostingBlock(kept);
  EXPECT_TRUE(IsDamagedPostingBlock(block));
  EXPECT_EQ(block.substr(kPostingHeaderBytes),
            std::string("\4\0\0\0base\0\0\0\0\7\0\0\0operand", 23));
  Result<PostingBlockView> view = PostingBlockView::Parse(block);
  EXPECT_EQ(view.status().code(), StatusCode::kCorruption);
  EXPECT_THAT(view.status().message(), testing::HasSubstr("damaged"));
}

TEST(PostingBlock, IsEmptyOnlyWhereItIsSoundAndHoldsNoId) {
  EXPECT_TRUE(IsEmptyPostingBlock(EncodePostingBlock({})));
  EXPECT_TRUE(IsEmptyPostingBlock(WithTail({2}, {{2, false}})));
  EXPECT_FALSE(IsEmptyPostingBlock(EncodePostingBlock(Ids{1})));
  EXPECT_FALSE(IsEmptyPostingBlock(EncodeDamagedPostingBlock({})));
  EXPECT_FALSE(IsEmptyPostingBlock(""));
  std::string miscounted = EncodePostingBlock(Ids{1});
  miscounted[4] = 0;
  EXPECT_FALSE(IsEmptyPostingBlock(miscounted));
}

}  // namespace
}  // namespace pressmark::engine
