#include "engine/log_sync.h"

namespace pressmark::engine {

void LogSync::Logged(std::uint64_t sequence) {
  std::lock_guard lock(mutex_);
  sequence_ = sequence;
  ++logged_;
}

std::uint64_t LogSync::last() const {
  std::lock_guard lock(mutex_);
  return logged_;
}

Status LogSync::failure() const {
  std::lock_guard lock(mutex_);
  return failure_;
}

Status LogSync::Await(std::uint64_t ticket) {
  std::unique_lock lock(mutex_);
  while (durable_ < ticket) {
    if (!failure_.ok()) return failure_;
    if (leading_) {
      synced_.wait(lock);
    } else {
      failure_ = Lead(&lock);
    }
  }
  return {};
}

Status LogSync::Lead(std::unique_lock<std::mutex>* lock) {
  leading_ = true;
  std::uint64_t logged = logged_;
  std::uint64_t sequence = sequence_;
  lock->unlock();
  Status status = kv_->SyncLog();
  if (status.ok()) status = folder_->WriteWatermark(sequence);
  lock->lock();
  leading_ = false;
  if (status.ok()) durable_ = logged;
  synced_.notify_all();
  return status;
}

}  // namespace pressmark::engine
