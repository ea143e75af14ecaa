#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "engine/change_horizon.h"
#include "engine/saved_queries.h"
#include "engine/store_state.h"

// What a store does with its list of changes and its saved queries: batches
// that change no article.

namespace pressmark::engine {

namespace {

Status BeyondNext(std::uint64_t before, std::uint64_t last) {
  return InvalidArgument("the changes before " + std::to_string(before) +
                         " cannot be forgotten: the last is " +
                         std::to_string(last));
}

}  // namespace

Status StoreState::LogRecords(
    const std::function<Status(const KvSnapshot&, KvBatch*)>& plan) {
  std::unique_lock lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  if (!writer.ok()) return writer.status();
  auto snapshot = (*writer)->database()->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  KvBatch batch;
  if (Status s = plan(**snapshot, &batch); !s.ok()) return s;
  if (Status s = (*writer)->LogRecords(std::move(batch)); !s.ok()) return s;
  std::uint64_t ticket = (*writer)->last_ticket();
  lock.unlock();
  return (*writer)->Await(ticket);
}

Status StoreState::SaveQuery(const SavedQuery& query) {
  return LogRecords([&](const KvSnapshot& snapshot, KvBatch* batch) {
    return PlanSave(snapshot, query, options_.limits, batch);
  });
}

Status StoreState::DropSavedQuery(std::string_view name) {
  return LogRecords([&](const KvSnapshot& snapshot, KvBatch* batch) {
    return PlanDrop(snapshot, name, batch);
  });
}

Status StoreState::ForgetChangesBefore(std::uint64_t before) {
  std::uint64_t horizon = 0;
  Status s = LogRecords([&](const KvSnapshot& snapshot, KvBatch* batch) {
    Result<Counters> counters = ReadCounters(snapshot);
    if (!counters.ok()) return counters.status();
    std::uint64_t last = counters->sequence;
    if (before != 0 && before - 1 > last) return BeyondNext(before, last);
    Result<std::uint64_t> present = ReadHorizon(snapshot, last);
    if (!present.ok()) return present.status();
    // What an earlier call did not finish is finished by this one.
    horizon = std::max(*present, before);
    if (horizon != *present) PutHorizon(horizon, batch);
    return Status();
  });
  for (std::uint64_t from = 0; s.ok() && from < horizon;) {
    s = ForgetStep(&from, horizon);
  }
  return s.ok() ? Compact() : s;
}

Status StoreState::ForgetStep(std::uint64_t* from, std::uint64_t horizon) {
  write_mutex_.LockInBackground();
  std::lock_guard lock(write_mutex_, std::adopt_lock);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  if (!writer.ok()) return writer.status();
  auto snapshot = (*writer)->database()->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  KvBatch batch;
  Result<std::uint64_t> next =
      PlanForgetting(**snapshot, *from, horizon,
                     std::max<std::size_t>(1, options_.index_step), &batch);
  if (!next.ok()) return next.status();
  *from = *next;
  return (*writer)->LogRecords(std::move(batch));
}

}  // namespace pressmark::engine
