#include "engine/index_builder.h"

#include <system_error>
#include <utility>

#include "schema/guard.h"

namespace pressmark::engine {

Status IndexBuilder::Wake(std::optional<std::uint32_t> index) {
  std::lock_guard lock(mutex_);
  if (stopping_) return {};
  if (index) stopped_.erase(*index);
  woken_ = true;
  failure_ = {};
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

void IndexBuilder::GiveUp(std::uint32_t index, Status reason) {
  std::lock_guard lock(mutex_);
  stopped_.insert_or_assign(index, std::move(reason));
}

Status IndexBuilder::failure() const {
  std::lock_guard lock(mutex_);
  return failure_;
}

std::map<std::uint32_t, Status> IndexBuilder::stopped() const {
  std::lock_guard lock(mutex_);
  return stopped_;
}

void IndexBuilder::Forget() {
  std::lock_guard lock(mutex_);
  stopped_.clear();
  failure_ = {};
}

bool IndexBuilder::AwaitIdle(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(
      lock, most, [this] { return stopping_ || (!woken_ && !working_); });
}

Result<bool> IndexBuilder::WorkOnce() {
  return schema::Guarded([this] {
    return work_([this](std::uint32_t number) {
      std::lock_guard lock(mutex_);
      return stopped_.contains(number);
    });
  });
}

void IndexBuilder::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || woken_ || working_; });
    if (stopping_) return;
    woken_ = false;
    working_ = true;
    lock.unlock();
    Result<bool> worked = WorkOnce();
    lock.lock();
    if (!worked.ok()) failure_ = worked.status();
    working_ = worked.ok() && *worked;
    if (!working_) changed_.notify_all();
  }
}

}  // namespace pressmark::engine
