#include "query/diagnostic.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "schema/utf8.h"

namespace pressmark::query {

namespace {

char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Optimal string alignment distance (Damerau-Levenshtein without edits inside
// a transposition), on bytes, ASCII case ignored.
std::size_t Distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> previous(right.size() + 1);
  std::vector<std::size_t> current(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      char a = LowerAscii(left[i - 1]);
      char b = LowerAscii(right[j - 1]);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1,
                             previous[j - 1] + (a == b ? 0u : 1u)});
      bool swapped = i > 1 && j > 1 && a == LowerAscii(right[j - 2]) &&
                     LowerAscii(left[i - 2]) == b;
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[right.size()];
}

constexpr std::size_t kLongestWord = 64;

}  // namespace

Status AtSpan(const Status& status, std::string_view text, parser::Span span) {
  std::string_view before = text.substr(0, span.begin);
  std::string_view marked =
      text.substr(before.size(), span.end - before.size());
  std::size_t last_break = before.rfind('\n');
  std::string_view line = last_break == std::string_view::npos
                              ? before
                              : before.substr(last_break + 1);
  TextPosition position;
  position.line = static_cast<std::uint32_t>(
      1 + std::count(before.begin(), before.end(), '\n'));
  position.column =
      static_cast<std::uint32_t>(1 + schema::CountCodePoints(line));
  position.length = static_cast<std::uint32_t>(schema::CountCodePoints(marked));
  return status.At(position);
}

std::string_view Nearest(std::string_view word,
                         std::span<const std::string> candidates) {
  if (word.empty() || word.size() > kLongestWord) return {};
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > word.size() + best) continue;
    if (word.size() > candidate.size() + best) continue;
    std::size_t distance = Distance(word, candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace pressmark::query
