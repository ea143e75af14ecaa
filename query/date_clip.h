#ifndef PRESSMARK_QUERY_DATE_CLIP_H_
#define PRESSMARK_QUERY_DATE_CLIP_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/article_id.h"
#include "query/id_stream_algebra.h"

namespace pressmark::query {

// The first id that can lie in a bucket at or after `bucket`; nothing beyond
// the last bucket. `bucket` may be any number.
std::optional<std::uint64_t> FirstIdFrom(engine::Bucket bucket);

// The bucket of the earliest month that a date can have.
engine::Bucket OldestDatedBucket();

// A set of articles that is decided by their ids alone: by date and by whether
// that date is a civil day. A value; threads may share one.
//
// Where the query's zone is not UTC, a civil day and the instants of the same
// id range belong to different intervals; so the set holds two lists of
// ranges, of inverted seconds as ids begin with (the undated are the last).
class DateClip {
 public:
  // Inverted seconds [first, last].
  struct Range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool operator==(const Range&) const = default;
  };
  // Ids [first, last], of civil days, of instants, or of both.
  struct IdRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool civil = false;
    bool instant = false;
  };

  static DateClip Everything();
  static DateClip Nothing();
  // Every article with a date.
  static DateClip Dated();
  // The articles whose date, as a moment (of a civil day: its beginning in the
  // zone), lies in [begin, end), microseconds since 0001-01-01T00:00Z; either
  // may be open. Where a bound is not a whole second the set takes in the
  // second it cuts, and `*exact` is set to false.
  static DateClip Within(std::optional<std::int64_t> begin,
                         std::optional<std::int64_t> end,
                         std::int16_t zone_minutes, bool* exact);

  DateClip And(const DateClip& other) const;
  DateClip Or(const DateClip& other) const;
  // What is in any of them. Linear in their ranges, times the logarithm of
  // their number.
  static DateClip AnyOf(std::vector<DateClip> clips);
  DateClip Not() const;

  bool empty() const { return civil_.empty() && instant_.empty(); }
  bool everything() const;
  bool operator==(const DateClip&) const = default;

  // The set as id ranges, ascending and apart from each other.
  std::vector<IdRange> IdRanges() const;

 private:
  using Ranges = std::vector<Range>;  // ascending, apart by at least one

  DateClip(Ranges civil, Ranges instant)
      : civil_(std::move(civil)), instant_(std::move(instant)) {}

  static Ranges Common(const Ranges& left, const Ranges& right);
  static Ranges Complement(const Ranges& ranges);

  Ranges civil_;
  Ranges instant_;
};

// A clip made ready to cut posting lists with.
class IdClipper {
 public:
  explicit IdClipper(const DateClip& clip) : ranges_(clip.IdRanges()) {}

  // The first bucket at or after `bucket` that can hold an id of the set;
  // nothing where there is none. Logarithmic in the ranges.
  std::optional<engine::Bucket> NextBucket(engine::Bucket bucket) const;
  // All buckets that can hold one lie before this one.
  engine::Bucket End() const;
  // Whether every id that can lie in the bucket is in the set.
  bool CoversAll(engine::Bucket bucket) const;
  // The ids of the set among `ids`; replaces `result`.
  void Filter(IdSpan ids, IdVector* result) const;
  // How many that are.
  std::uint64_t Count(IdSpan ids) const;

 private:
  // Calls visit(ids, range) with the ids that lie in each range, of civil days
  // or not.
  template <typename Visit>
  void ForEachPart(IdSpan ids, Visit visit) const;
  // The first range that does not end before `id`.
  std::vector<DateClip::IdRange>::const_iterator RangeAt(
      std::uint64_t id) const;

  std::vector<DateClip::IdRange> ranges_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_DATE_CLIP_H_
