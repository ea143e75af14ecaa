#include "query/id_walk.h"

#include <algorithm>
#include <utility>

namespace pressmark::query {

using engine::Bucket;

IdWalk::IdWalk(IdStreamPointer stream, IdOrder order, const Budget* budget)
    : stream_(std::move(stream)), order_(order), budget_(budget) {}

void IdWalk::StartAfter(std::uint64_t id) {
  after_ = id;
  bool undated = engine::IsUndated({id});
  bool backward = order_ == IdOrder::kOldestFirst && !undated;
  phase_ = order_ == IdOrder::kOldestFirst && undated ? Phase::kUndated
                                                      : Phase::kDated;
  edge_ = engine::BucketOf({id}) + (backward ? 1 : 0);
}

bool IdWalk::Next() {
  while (ids_.empty()) {
    if (!NextBucket()) return false;
    LoadIds();
    if (!status_.ok()) return false;
  }
  if (reversed()) {
    id_ = ids_.back();
    ids_ = ids_.first(ids_.size() - 1);
  } else {
    id_ = ids_.front();
    ids_ = ids_.subspan(1);
  }
  return true;
}

void IdWalk::Skip(std::uint64_t count) {
  while (count > 0) {
    if (ids_.empty()) {
      if (!NextBucket()) return;
      // The bucket of `after_` is not skipped whole.
      std::uint64_t whole = after_ ? 0 : stream_->Count();
      if (Status s = stream_->status(); !s.ok()) {
        Stop(std::move(s));
        return;
      }
      if (whole > 0 && whole <= count) {
        count -= whole;
        continue;
      }
      LoadIds();
      if (!status_.ok()) return;
    }
    auto passed = std::min<std::uint64_t>(count, ids_.size());
    count -= passed;
    ids_ = reversed() ? ids_.first(ids_.size() - passed) : ids_.subspan(passed);
  }
}

bool IdWalk::Stop(Status status) {
  phase_ = Phase::kDone;
  ids_ = {};
  status_ = std::move(status);
  return false;
}

bool IdWalk::NextBucket() {
  if (phase_ == Phase::kDone) return false;
  if (Status s = budget_->Check(); !s.ok()) return Stop(std::move(s));
  if (phase_ == Phase::kStart) {
    phase_ = Phase::kDated;
    bool oldest_first = order_ == IdOrder::kOldestFirst;
    Bucket end = std::min(OldestDatedBucket() + 1, stream_->End());
    edge_ = oldest_first ? end : 0;
  }
  if (reversed()) {
    if (SeekBackward()) return true;
    if (!stream_->status().ok()) return Stop(stream_->status());
    phase_ = Phase::kUndated;
    edge_ = engine::kFirstUndatedBucket;
  }
  return SeekForward() || Stop(stream_->status());
}

bool IdWalk::SeekForward() {
  if (!stream_->Seek(edge_)) return false;
  edge_ = stream_->bucket() + 1;
  return true;
}

bool IdWalk::SeekBackward() {
  if (!SeekLastBefore(edge_)) return false;
  edge_ = stream_->bucket();
  return true;
}

bool IdWalk::SeekLastBefore(Bucket end) {
  // Steps back, twice as far each time, to the first that finds any.
  Bucket low = end;
  for (Bucket step = 1;; step *= 2) {
    if (low == 0) return false;
    low = end - std::min(end, step);
    bool found = stream_->Seek(low) && stream_->bucket() < end;
    if (!stream_->status().ok()) return false;
    if (found) break;
  }
  // The last one lies in [low, high).
  low = stream_->bucket();
  Bucket high = end;
  while (high - low > 1) {
    Bucket middle = low + (high - low) / 2;
    if (stream_->Seek(middle) && stream_->bucket() < high) {
      low = stream_->bucket();
    } else if (stream_->status().ok()) {
      high = middle;
    } else {
      return false;
    }
  }
  return stream_->Seek(low);
}

void IdWalk::LoadIds() {
  ids_ = stream_->Ids();
  // Before any id goes out: a list that could not be read must not let
  // articles pass that it was to take away.
  if (Status s = stream_->status(); !s.ok()) {
    Stop(std::move(s));
    return;
  }
  if (!after_) return;
  if (reversed()) {
    auto end = std::lower_bound(ids_.begin(), ids_.end(), *after_);
    ids_ = ids_.subspan(ids_.begin(), end);
  } else {
    auto begin = std::upper_bound(ids_.begin(), ids_.end(), *after_);
    ids_ = ids_.subspan(begin, ids_.end());
  }
  after_.reset();
}

}  // namespace pressmark::query
