#include "query/id_stream_algebra.h"

#include <algorithm>
#include <cstddef>
#include <utility>

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

// The same, by strides that are passed over as a whole.
std::size_t Stride(IdSpan ids, std::size_t from, std::uint64_t id) {
  constexpr std::size_t kStride = 8;
  while (from + kStride <= ids.size() && ids[from + kStride - 1] < id) {
    from += kStride;
  }
  std::size_t end = std::min(from + kStride, ids.size());
  std::size_t below = 0;
  for (std::size_t i = from; i < end; ++i) below += ids[i] < id ? 1 : 0;
  return from + below;
}

bool AreFewBeside(IdSpan few, IdSpan many, std::size_t ratio) {
  return many.size() / ratio > few.size();
}

// Calls visit(run, id, both) for each of the few: the run are the many that it
// passes over, `both` whether it is one of them itself. Returns what is left of
// the many. Whatever the order of ids, a run begins where the last one ended.
template <typename Visit>
IdSpan ForEachOfFew(IdSpan few, IdSpan many, Visit visit) {
  bool gallop = AreFewBeside(few, many, kGallopRatio);
  std::size_t from = 0;
  for (std::uint64_t id : few) {
    std::size_t place =
        gallop ? Gallop(many, from, id) : Stride(many, from, id);
    bool both = place < many.size() && many[place] == id;
    visit(many.subspan(from, place - from), id, both);
    from = place + (both ? 1 : 0);
  }
  return many.subspan(from);
}

// Calls visit(a, b) for the first left of each, and passes over the lesser,
// until one set is used up; returns how many of each it passed. Without a
// branch that depends on the data, which would be guessed wrong half of the
// time: so is `visit` to be.
template <typename Visit>
std::pair<std::size_t, std::size_t> Walk(IdSpan left, IdSpan right,
                                         Visit visit) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() && j < right.size()) {
    std::uint64_t a = left[i];
    std::uint64_t b = right[j];
    visit(a, b);
    i += a <= b ? 1 : 0;
    j += b <= a ? 1 : 0;
  }
  return {i, j};
}

// Fills a vector from the front, without asking each time for room.
class Filler {
 public:
  Filler(IdVector* ids, std::size_t most) : ids_(*ids) { ids_.resize(most); }
  ~Filler() { ids_.resize(size_); }
  Filler(const Filler&) = delete;
  Filler& operator=(const Filler&) = delete;

  // The id stays where `keep`, else the next takes its place.
  void Put(std::uint64_t id, bool keep) {
    ids_[size_] = id;
    size_ += keep ? 1 : 0;
  }
  void Append(IdSpan ids) {
    ids.CopyTo(ids_.data() + size_);
    size_ += ids.size();
  }

 private:
  IdVector& ids_;
  std::size_t size_ = 0;
};

}  // namespace

void Intersect(IdSpan left, IdSpan right, IdVector* result) {
  if (left.size() > right.size()) std::swap(left, right);
  // One more: what is put last may not be kept.
  Filler common(result, left.size() + 1);
  if (AreFewBeside(left, right, kStrideRatio)) {
    ForEachOfFew(left, right, [&](IdSpan, std::uint64_t id, bool both) {
      common.Put(id, both);
    });
  } else {
    Walk(left, right,
         [&](std::uint64_t a, std::uint64_t b) { common.Put(a, a == b); });
  }
}

std::size_t CountCommon(IdSpan left, IdSpan right) {
  if (left.size() > right.size()) std::swap(left, right);
  std::size_t count = 0;
  if (AreFewBeside(left, right, kStrideRatio)) {
    ForEachOfFew(left, right, [&](IdSpan, std::uint64_t, bool both) {
      count += both ? 1 : 0;
    });
  } else {
    Walk(left, right,
         [&](std::uint64_t a, std::uint64_t b) { count += a == b ? 1 : 0; });
  }
  return count;
}

void Subtract(IdSpan left, IdSpan right, IdVector* result) {
  Filler rest(result, left.size() + 1);
  if (AreFewBeside(left, right, kStrideRatio)) {
    ForEachOfFew(left, right, [&](IdSpan, std::uint64_t id, bool both) {
      rest.Put(id, !both);
    });
  } else if (AreFewBeside(right, left, kStrideRatio)) {
    rest.Append(ForEachOfFew(right, left, [&](IdSpan run, std::uint64_t, bool) {
      rest.Append(run);
    }));
  } else {
    std::size_t passed =
        Walk(left, right, [&](std::uint64_t a, std::uint64_t b) {
          rest.Put(a, a < b);
        }).first;
    rest.Append(left.subspan(passed));
  }
}

void Unite(IdSpan left, IdSpan right, IdVector* result) {
  if (left.size() > right.size()) std::swap(left, right);
  Filler either(result, left.size() + right.size());
  if (AreFewBeside(left, right, kStrideRatio)) {
    either.Append(
        ForEachOfFew(left, right, [&](IdSpan run, std::uint64_t id, bool) {
          either.Append(run);
          either.Put(id, true);
        }));
    return;
  }
  auto [i, j] = Walk(left, right, [&](std::uint64_t a, std::uint64_t b) {
    either.Put(std::min(a, b), true);
  });
  either.Append(left.subspan(i));
  either.Append(right.subspan(j));
}

void SortAndMerge(IdVector* ids) {
  std::sort(ids->begin(), ids->end());
  ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
}

}  // namespace pressmark::query
