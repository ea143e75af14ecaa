#include "cli/bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace pressmark::cli {

namespace {

constexpr std::size_t kEighths = 8;
constexpr std::string_view kFull = "█";
// By how many eighths of a column they fill.
constexpr std::array<std::string_view, kEighths> kParts = {"",  "▏", "▎", "▍",
                                                           "▌", "▋", "▊", "▉"};

}  // namespace

std::string Bar(std::uint64_t value, std::uint64_t greatest,
                std::size_t columns, Bars bars) {
  if (value == 0 || greatest == 0 || columns == 0 || bars == Bars::kNone) {
    return {};
  }
  double part =
      std::min(1.0, static_cast<double>(value) / static_cast<double>(greatest));
  std::size_t steps = bars == Bars::kBlocks ? kEighths : 1;
  auto length = static_cast<std::size_t>(
      std::lround(part * static_cast<double>(columns * steps)));
  length = std::max<std::size_t>(length, 1);
  if (bars == Bars::kHashes) return std::string(length, '#');
  std::string bar;
  for (std::size_t i = 0; i < length / kEighths; ++i) bar += kFull;
  return bar.append(kParts[length % kEighths]);
}

}  // namespace pressmark::cli
