#include "engine/turn_mutex.h"

namespace pressmark::engine {

void TurnMutex::lock() {
  std::unique_lock lock(mutex_);
  ++waiting_;
  writer_.wait(lock, [this] { return !held_ && before_ != 0; });
  --waiting_;
  held_ = true;
  if (before_) --*before_;
}

void TurnMutex::unlock() {
  std::lock_guard lock(mutex_);
  held_ = false;
  bool background = before_ && (*before_ == 0 || waiting_ == 0);
  (background ? background_ : writer_).notify_one();
}

void TurnMutex::LockInBackground() {
  std::unique_lock lock(mutex_);
  asking_.wait(lock, [this] { return !before_; });
  before_ = waiting_;
  background_.wait(
      lock, [this] { return !held_ && (*before_ == 0 || waiting_ == 0); });
  before_.reset();
  held_ = true;
  asking_.notify_one();
}

std::size_t TurnMutex::waiting() const {
  std::lock_guard lock(mutex_);
  return waiting_;
}

}  // namespace pressmark::engine
