#include "query/id_stream_algebra.h"

#include <algorithm>
#include <iterator>

namespace pressmark::query {

namespace {

// The first place at or after `from` whose id is not below `id`: doubling
// steps, then a binary search in the last of them.
std::size_t Gallop(IdSpan ids, std::size_t from, std::uint64_t id) {
  std::size_t step = 1;
  std::size_t low = from;
  std::size_t high = from;
  while (high < ids.size() && ids[high] < id) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  auto end =
      ids.begin() + static_cast<std::ptrdiff_t>(std::min(high, ids.size()));
  auto found =
      std::lower_bound(ids.begin() + static_cast<std::ptrdiff_t>(low), end, id);
  return static_cast<std::size_t>(found - ids.begin());
}

bool Differ(std::size_t small, std::size_t large) {
  return large / kGallopRatio > small;
}

// Calls take(id) for each id of both, in order.
template <typename Take>
void ForEachCommon(IdSpan left, IdSpan right, Take take) {
  if (left.size() > right.size()) std::swap(left, right);
  if (Differ(left.size(), right.size())) {
    std::size_t place = 0;
    for (std::uint64_t id : left) {
      place = Gallop(right, place, id);
      if (place == right.size()) return;
      if (right[place] == id) take(id);
    }
    return;
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() && j < right.size()) {
    std::uint64_t a = left[i];
    std::uint64_t b = right[j];
    if (a == b) take(a);
    // Without a branch that depends on the data, which would be guessed wrong
    // half of the time.
    i += a <= b ? 1 : 0;
    j += b <= a ? 1 : 0;
  }
}

}  // namespace

void Intersect(IdSpan left, IdSpan right, IdVector* result) {
  result->clear();
  ForEachCommon(left, right, [&](std::uint64_t id) { result->push_back(id); });
}

std::size_t CountCommon(IdSpan left, IdSpan right) {
  std::size_t count = 0;
  ForEachCommon(left, right, [&](std::uint64_t) { ++count; });
  return count;
}

void Subtract(IdSpan left, IdSpan right, IdVector* result) {
  result->clear();
  if (!Differ(left.size(), right.size())) {
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(*result));
    return;
  }
  std::size_t place = 0;
  for (std::uint64_t id : left) {
    place = Gallop(right, place, id);
    if (place == right.size() || right[place] != id) result->push_back(id);
  }
}

void Unite(IdSpan left, IdSpan right, IdVector* result) {
  result->clear();
  result->reserve(left.size() + right.size());
  std::set_union(left.begin(), left.end(), right.begin(), right.end(),
                 std::back_inserter(*result));
}

void SortAndMerge(IdVector* ids) {
  std::sort(ids->begin(), ids->end());
  ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
}

}  // namespace pressmark::query
