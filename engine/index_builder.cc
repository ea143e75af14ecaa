#include "engine/index_builder.h"

#include <system_error>
#include <utility>

namespace pressmark::engine {

Status IndexBuilder::Wake(std::optional<std::uint32_t> index) {
  std::lock_guard lock(mutex_);
  if (stopping_) return {};
  if (index) stopped_.erase(*index);
  woken_ = true;
  if (!thread_.joinable()) {
    try {
      thread_ = std::thread([this] { Run(); });
    } catch (const std::system_error&) {
      woken_ = false;
      return LimitExceeded("no thread can be started to build indexes");
    }
  }
  changed_.notify_all();
  return {};
}

void IndexBuilder::Stop() {
  std::thread thread;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    thread = std::move(thread_);
    changed_.notify_all();
  }
  if (thread.joinable()) thread.join();
}

std::map<std::uint32_t, Status> IndexBuilder::stopped() const {
  std::lock_guard lock(mutex_);
  return stopped_;
}

void IndexBuilder::Forget() {
  std::lock_guard lock(mutex_);
  stopped_.clear();
}

bool IndexBuilder::AwaitIdle(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(
      lock, most, [this] { return stopping_ || (!woken_ && !working_); });
}

void IndexBuilder::Run() {
  auto is_stopped = [this](std::uint32_t number) {
    std::lock_guard lock(mutex_);
    return stopped_.contains(number);
  };
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || woken_ || working_; });
    if (stopping_) return;
    woken_ = false;
    working_ = true;
    lock.unlock();
    Outcome outcome = work_(is_stopped);
    lock.lock();
    if (outcome.index && !outcome.status.ok()) {
      stopped_.insert_or_assign(*outcome.index, outcome.status);
    }
    working_ = outcome.index.has_value();
    if (!working_) changed_.notify_all();
  }
}

}  // namespace pressmark::engine
