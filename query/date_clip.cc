#include "query/date_clip.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <pressmark/date.h>

namespace pressmark::query {

namespace {

using engine::ArticleId;
using engine::Bucket;

constexpr int kSecondShift = engine::kSerialBits + 1;
constexpr std::uint64_t kCivilBit = std::uint64_t{1} << engine::kSerialBits;
constexpr std::uint64_t kUndatedSecond = (std::uint64_t{1} << 39) - 1;
constexpr std::int64_t kMicrosecondsPerMinute = 60 * kMicrosecondsPerSecond;

std::int64_t RoundDown(std::int64_t microseconds) {
  std::int64_t second = microseconds / kMicrosecondsPerSecond;
  return microseconds % kMicrosecondsPerSecond < 0 ? second - 1 : second;
}

std::int64_t RoundUp(std::int64_t microseconds) {
  return -RoundDown(-microseconds);
}

// Seconds [begin, end) as inverted seconds; nothing where none is a date's.
std::vector<DateClip::Range> Inverted(std::int64_t begin, std::int64_t end) {
  begin = std::max<std::int64_t>(begin, 0);
  end = std::min(end, engine::kLastSecond + 1);
  if (begin >= end) return {};
  return {{static_cast<std::uint64_t>(engine::kLastSecond - (end - 1)),
           static_cast<std::uint64_t>(engine::kLastSecond - begin)}};
}

bool Contains(const std::vector<DateClip::Range>& ranges,
              std::uint64_t second) {
  auto after = std::upper_bound(
      ranges.begin(), ranges.end(), second,
      [](std::uint64_t s, const DateClip::Range& r) { return s < r.first; });
  return after != ranges.begin() && std::prev(after)->last >= second;
}

// Bounds far outside the calendar, which no shift by a zone takes over the
// edge of 64 bits.
constexpr std::int64_t kBeforeAll = -kMicrosecondsPerSecond * kSecondsPerDay;
constexpr std::int64_t kAfterAll =
    (engine::kLastSecond + kSecondsPerDay) * kMicrosecondsPerSecond;

// Of a range of civil days alone, or of instants alone: whether the id is one.
bool Takes(const DateClip::IdRange& range, std::uint64_t id) {
  return ((id & kCivilBit) == 0) == range.civil;
}

std::int64_t Clamp(std::int64_t moment) {
  return std::clamp(moment, kBeforeAll, kAfterAll);
}

}  // namespace

Bucket OldestDatedBucket() {
  Date earliest;
  return engine::BucketOf(engine::LastIdOf(earliest));
}

std::optional<std::uint64_t> FirstIdFrom(Bucket bucket) {
  if (bucket > engine::BucketOf(engine::LastIdOf(std::nullopt))) {
    return std::nullopt;
  }
  bool between =
      bucket > OldestDatedBucket() && bucket < engine::kFirstUndatedBucket;
  return engine::FirstIdIn(between ? engine::kFirstUndatedBucket : bucket).bits;
}

DateClip DateClip::Everything() {
  return DateClip({{0, kUndatedSecond}}, {{0, kUndatedSecond}});
}

DateClip DateClip::Nothing() { return DateClip({}, {}); }

DateClip DateClip::Dated() {
  return DateClip({{0, kUndatedSecond - 1}}, {{0, kUndatedSecond - 1}});
}

DateClip DateClip::Within(std::optional<std::int64_t> begin,
                          std::optional<std::int64_t> end,
                          std::int16_t zone_minutes, bool* exact) {
  std::int64_t low = begin ? Clamp(*begin) : kBeforeAll;
  std::int64_t high = end ? Clamp(*end) : kAfterAll;
  if (low >= high) return Nothing();
  if (low % kMicrosecondsPerSecond != 0) *exact = false;
  if (high % kMicrosecondsPerSecond != 0) *exact = false;
  // A civil day's id says its beginning in UTC; in a zone to the east it began
  // by so much earlier.
  std::int64_t shift = zone_minutes * kMicrosecondsPerMinute;
  return DateClip(Inverted(RoundUp(low + shift), RoundUp(high + shift)),
                  Inverted(RoundDown(low), RoundUp(high)));
}

bool DateClip::everything() const {
  constexpr Range kAll{0, kUndatedSecond};
  return civil_.size() == 1 && civil_.front() == kAll && instant_.size() == 1 &&
         instant_.front() == kAll;
}

DateClip::Ranges DateClip::Common(const Ranges& left, const Ranges& right) {
  Ranges common;
  auto a = left.begin();
  auto b = right.begin();
  while (a != left.end() && b != right.end()) {
    Range both{std::max(a->first, b->first), std::min(a->last, b->last)};
    if (both.first <= both.last) common.push_back(both);
    if (a->last < b->last) {
      ++a;
    } else {
      ++b;
    }
  }
  return common;
}

DateClip::Ranges DateClip::Complement(const Ranges& ranges) {
  Ranges complement;
  std::uint64_t next = 0;
  for (const Range& range : ranges) {
    if (range.first > next) complement.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kUndatedSecond) complement.push_back({next, kUndatedSecond});
  return complement;
}

DateClip DateClip::And(const DateClip& other) const {
  return DateClip(Common(civil_, other.civil_),
                  Common(instant_, other.instant_));
}

DateClip DateClip::Or(const DateClip& other) const {
  return Not().And(other.Not()).Not();
}

DateClip DateClip::AnyOf(std::vector<DateClip> clips) {
  if (clips.empty()) return Nothing();
  for (std::size_t step = 1; step < clips.size(); step *= 2) {
    for (std::size_t i = 0; i + step < clips.size(); i += 2 * step) {
      clips[i] = clips[i].Or(clips[i + step]);
    }
  }
  return clips.front();
}

DateClip DateClip::Not() const {
  return DateClip(Complement(civil_), Complement(instant_));
}

std::vector<DateClip::IdRange> DateClip::IdRanges() const {
  std::vector<std::uint64_t> edges;
  for (const Ranges* ranges : {&civil_, &instant_}) {
    for (const Range& range : *ranges) {
      edges.push_back(range.first);
      edges.push_back(range.last + 1);
    }
  }
  SortAndMerge(&edges);
  std::vector<IdRange> result;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    bool civil = Contains(civil_, edges[i]);
    bool instant = Contains(instant_, edges[i]);
    if (!civil && !instant) continue;
    // One past the undated wraps to 0 when shifted, and 0 - 1 is the last id.
    std::uint64_t last = (edges[i + 1] << kSecondShift) - 1;
    result.push_back({edges[i] << kSecondShift, last, civil, instant});
  }
  return result;
}

std::vector<DateClip::IdRange>::const_iterator IdClipper::RangeAt(
    std::uint64_t id) const {
  return std::lower_bound(
      ranges_.begin(), ranges_.end(), id,
      [](const DateClip::IdRange& r, std::uint64_t i) { return r.last < i; });
}

std::optional<Bucket> IdClipper::NextBucket(Bucket bucket) const {
  std::optional<std::uint64_t> first = FirstIdFrom(bucket);
  if (!first) return std::nullopt;
  auto range = RangeAt(*first);
  if (range == ranges_.end()) return std::nullopt;
  return std::max(bucket, engine::BucketOf(ArticleId{range->first}));
}

Bucket IdClipper::End() const {
  if (ranges_.empty()) return 0;
  Bucket last = engine::BucketOf(ArticleId{ranges_.back().last});
  return last == std::numeric_limits<Bucket>::max() ? last : last + 1;
}

bool IdClipper::CoversAll(Bucket bucket) const {
  std::uint64_t last = engine::LastIdIn(bucket).bits;
  std::uint64_t next = engine::FirstIdIn(bucket).bits;
  for (auto range = RangeAt(next); range != ranges_.end(); ++range) {
    if (range->first > next || !range->civil || !range->instant) return false;
    if (range->last >= last) return true;
    next = range->last + 1;
  }
  return false;
}

template <typename Visit>
void IdClipper::ForEachPart(IdSpan ids, Visit visit) const {
  if (ids.empty()) return;
  auto from = ids.begin();
  for (auto range = RangeAt(ids.front()); range != ranges_.end(); ++range) {
    from = std::lower_bound(from, ids.end(), range->first);
    auto to = std::upper_bound(from, ids.end(), range->last);
    visit(ids.subspan(from, to), *range);
    if (to == ids.end()) return;
    from = to;
  }
}

void IdClipper::Filter(IdSpan ids, IdVector* result) const {
  result->clear();
  ForEachPart(ids, [&](IdSpan part, const DateClip::IdRange& range) {
    if (range.civil && range.instant) {
      result->insert(result->end(), part.begin(), part.end());
    } else {
      std::copy_if(part.begin(), part.end(), std::back_inserter(*result),
                   [&](std::uint64_t id) { return Takes(range, id); });
    }
  });
}

std::uint64_t IdClipper::Count(IdSpan ids) const {
  std::uint64_t count = 0;
  ForEachPart(ids, [&](IdSpan part, const DateClip::IdRange& range) {
    count += range.civil && range.instant
                 ? part.size()
                 : static_cast<std::uint64_t>(std::count_if(
                       part.begin(), part.end(),
                       [&](std::uint64_t id) { return Takes(range, id); }));
  });
  return count;
}

}  // namespace pressmark::query
