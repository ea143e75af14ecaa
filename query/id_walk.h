#ifndef PRESSMARK_QUERY_ID_WALK_H_
#define PRESSMARK_QUERY_ID_WALK_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include <pressmark/status.h>

#include "query/budget.h"
#include "query/id_stream.h"

namespace pressmark::query {

// The two orders that ids themselves give.
enum class IdOrder : std::uint8_t {
  kNewestFirst,  // as ids ascend; the undated last
  kOldestFirst,  // the dated reversed, then the undated as ids ascend
};

// Walks the ids of a stream in order, a bucket at a time. Oldest first, the
// buckets are found by seeking forward from ever earlier months, never by
// walking backward. Not for two threads at once.
class IdWalk {
 public:
  // `budget` must outlive the walk.
  IdWalk(IdStreamPointer stream, IdOrder order, const Budget* budget);

  // Leaves out everything up to and with `id`, which need not be in the
  // stream. Only before the first Next or Skip.
  void StartAfter(std::uint64_t id);
  // To the first id, then the following. False at the end and after an error.
  bool Next();
  std::uint64_t id() const { return id_; }
  // Passes over `count` ids, or as many as there are, whole buckets unread
  // where their headers tell.
  void Skip(std::uint64_t count);

  // Ok at the end of a complete walk.
  const Status& status() const { return status_; }
  engine::PostingCost cost() const { return stream_->cost(); }

 private:
  enum class Phase : std::uint8_t { kStart, kDated, kUndated, kDone };

  // Stands the stream at the following bucket, its ids not yet asked for.
  bool NextBucket();
  bool SeekForward();
  bool SeekBackward();
  // The last bucket before `end` that the stream has; it then stands there.
  bool SeekLastBefore(engine::Bucket end);
  void LoadIds();
  bool Stop(Status status);
  bool reversed() const {
    return order_ == IdOrder::kOldestFirst && phase_ == Phase::kDated;
  }

  IdStreamPointer stream_;
  IdOrder order_;
  const Budget* budget_;
  Phase phase_ = Phase::kStart;
  // Of the bucket at hand: it comes next, or, reversed, before this one.
  engine::Bucket edge_ = 0;
  std::optional<std::uint64_t> after_;
  IdSpan ids_;  // what is left of the bucket, in ascending order
  std::uint64_t id_ = 0;
  Status status_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ID_WALK_H_
