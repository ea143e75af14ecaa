#include "cli/bar.h"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include "cli/terminal_width.h"

namespace pressmark::cli {
namespace {

TEST(Bar, IsInProportion) {
  EXPECT_EQ(Bar(8, 8, 4, Bars::kBlocks), "████");
  EXPECT_EQ(Bar(4, 8, 4, Bars::kBlocks), "██");
  EXPECT_EQ(Bar(5, 8, 4, Bars::kBlocks), "██▌");
  EXPECT_EQ(Bar(1, 32, 4, Bars::kBlocks), "▏");
  EXPECT_EQ(Bar(31, 32, 4, Bars::kBlocks), "███▉");
  EXPECT_EQ(Bar(5, 8, 4, Bars::kHashes), "###");
}

TEST(Bar, CanBeSeenWhereThereIsSomething) {
  EXPECT_EQ(Bar(1, 1'000'000, 60, Bars::kBlocks), "▏");
  EXPECT_EQ(Bar(1, 1'000'000, 60, Bars::kHashes), "#");
  EXPECT_EQ(Bar(0, 8, 4, Bars::kBlocks), "");
  EXPECT_EQ(Bar(0, 0, 4, Bars::kBlocks), "");
}

TEST(Bar, NeverLeavesItsColumns) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  for (std::uint64_t value : {std::uint64_t{9}, kMost / 2, kMost - 1, kMost}) {
    EXPECT_EQ(DisplayWidth(Bar(value, 8, 4, Bars::kBlocks)), 4u);
    EXPECT_LE(DisplayWidth(Bar(value, kMost, 4, Bars::kBlocks)), 4u);
  }
  EXPECT_EQ(Bar(8, 8, 0, Bars::kBlocks), "");
  EXPECT_EQ(Bar(8, 8, 4, Bars::kNone), "");
}

}  // namespace
}  // namespace pressmark::cli
