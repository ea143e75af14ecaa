#ifndef PRESSMARK_ENGINE_LOG_SYNC_H_
#define PRESSMARK_ENGINE_LOG_SYNC_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include <pressmark/status.h>

#include "engine/kv.h"
#include "engine/store_folder.h"

namespace pressmark::engine {

// Makes logged writes durable, for all who wait at one sync: the first to ask
// leads, those who come while it syncs are done by the next. After each sync
// the watermark is set. Any thread may call any method.
class LogSync {
 public:
  // Both must outlive it.
  LogSync(KvStore* kv, StoreFolder* folder) : kv_(kv), folder_(folder) {}

  // A batch was logged, and `sequence` is the store's last.
  void Logged(std::uint64_t sequence);
  // The ticket of the last batch logged.
  std::uint64_t last() const;

  // Returns once the batch of this ticket and all before are durable. Fails
  // for good with the first sync that failed.
  Status Await(std::uint64_t ticket);
  // What that sync failed with; ok before.
  Status failure() const;

 private:
  Status Lead(std::unique_lock<std::mutex>* lock);

  KvStore* kv_;
  StoreFolder* folder_;
  mutable std::mutex mutex_;
  std::condition_variable synced_;
  std::uint64_t logged_ = 0;
  std::uint64_t sequence_ = 0;
  std::uint64_t durable_ = 0;
  bool leading_ = false;
  Status failure_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_LOG_SYNC_H_
