#ifndef PRESSMARK_ENGINE_TURN_MUTEX_H_
#define PRESSMARK_ENGINE_TURN_MUTEX_H_

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>

namespace pressmark::engine {

// A mutex for writers and for work in the background that takes it over and
// over. The work comes after as many writers as were waiting when it asked, and
// before all that come later: it neither holds up the writers nor is held up by
// them for good. Among writers it is as any mutex.
class TurnMutex {
 public:
  // For writers; with unlock, what std::lock_guard takes.
  void lock();
  void unlock();

  // For work in the background, of which one at a time asks and the others
  // wait for it to be let in; unlock lets go of it as well.
  void LockInBackground();

  // Writers that wait for it now.
  std::size_t waiting() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable writer_;
  std::condition_variable background_;
  std::condition_variable asking_;  // other background work
  bool held_ = false;
  std::size_t waiting_ = 0;  // writers
  // Writers whose turn is before the background work; nothing where that does
  // not wait.
  std::optional<std::size_t> before_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TURN_MUTEX_H_
