#ifndef PRESSMARK_ENGINE_INDEX_BUILDER_H_
#define PRESSMARK_ENGINE_INDEX_BUILDER_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <pressmark/result.h>
#include <pressmark/status.h>

namespace pressmark::engine {

// The thread that builds and deletes indexes, a chunk at a time, beside all
// else. It is there once it was first woken. Any thread may call any method,
// but Stop and the destructor only one that `work` does not wait for.
class IndexBuilder {
 public:
  // Does the next chunk of an index that is not excluded, and gives up the one
  // that it fails for. Whether there was anything to do; what fails for no
  // index ends the work.
  using Excluded = std::function<bool(std::uint32_t)>;
  using Work = std::function<Result<bool>(const Excluded&)>;

  explicit IndexBuilder(Work work) : work_(std::move(work)) {}
  // As Stop.
  ~IndexBuilder() { Stop(); }
  IndexBuilder(const IndexBuilder&) = delete;
  IndexBuilder& operator=(const IndexBuilder&) = delete;

  // There is something to do, also for an index that was given up.
  // kLimitExceeded where the system gives no thread; nothing is done then.
  Status Wake(std::optional<std::uint32_t> index = std::nullopt);
  // Ends after the chunk under way; nothing wakes it again.
  void Stop();

  // No more chunks of this index, for the reason given.
  void GiveUp(std::uint32_t index, Status reason);
  // The indexes that it has given up, by number, each with the reason.
  std::map<std::uint32_t, Status> stopped() const;
  // Forgets them: they are no more.
  void Forget();

  // What ended the work before it was done, until it is woken again.
  Status failure() const;

  // Returns once there is nothing to do, with true, or after the time given.
  bool AwaitIdle(std::chrono::milliseconds most);

 private:
  void Run();
  Result<bool> WorkOnce();

  const Work work_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;
  bool woken_ = false;
  bool working_ = false;
  bool stopping_ = false;
  std::map<std::uint32_t, Status> stopped_;
  Status failure_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_INDEX_BUILDER_H_
