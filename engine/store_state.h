#ifndef PRESSMARK_ENGINE_STORE_STATE_H_
#define PRESSMARK_ENGINE_STORE_STATE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include <pressmark/batch.h>
#include <pressmark/index.h>
#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/result.h>
#include <pressmark/saved_query.h>
#include <pressmark/status.h>

#include "engine/database.h"
#include "engine/index_builder.h"
#include "engine/prepared_article.h"
#include "engine/recovery.h"
#include "engine/store_folder.h"
#include "engine/turn_mutex.h"
#include "engine/writer.h"

namespace pressmark::engine {

// The inner state of a Store: its database, and who may do what with it when.
// Writes are taken one after another under one mutex; another, held for
// moments, guards which database and writer are the present ones. Any thread
// may call any method.
class StoreState {
 public:
  static Result<std::shared_ptr<StoreState>> Create(
      const std::filesystem::path& path, const Mapping& mapping,
      const OpenOptions& options);
  static Result<std::shared_ptr<StoreState>> Open(
      const std::filesystem::path& path, const OpenOptions& options);

  StoreState(SoundDatabase sound, std::shared_ptr<Writer> writer,
             const OpenOptions& options);

  // The present database. kUnsupported after a fork, kInvalidArgument once
  // closed.
  Result<std::shared_ptr<Database>> Use() const;

  Result<WriteOutcome> Write(std::vector<WriteOperation> operations,
                             const WriteOptions& options);
  // Rebuilds, under the present mapping where it is null.
  Status Rebuild(const Mapping* mapping);
  Status AddIndex(std::string_view path, std::optional<FieldKind> kind);
  Status DropIndex(std::string_view path, std::optional<FieldKind> kind);
  Result<std::vector<IndexState>> Indexes() const;
  Status AwaitIndexes(const IndexWatch& watch);
  Status ForgetChangesBefore(std::uint64_t before);
  Status SaveQuery(const SavedQuery& query);
  Status DropSavedQuery(std::string_view name);
  Status Flush();
  Status Compact();
  Status BeginBulk();
  Status EndBulk();
  Status Close();

  // Whether this process is a fork of the one that opened the store.
  bool forked() const;
  const Limits& limits() const { return options_.limits; }

 private:
  // The writer, under the write mutex: kReadOnly where there is none.
  Result<std::shared_ptr<Writer>> UseWriter() const;
  // Likewise, and kReadOnly where the store may only be rebuilt.
  Result<std::shared_ptr<Writer>> UseUnrestricted() const;
  Status Replace(const Mapping& mapping, const std::shared_ptr<Database>& old);
  // Logs the records that `plan` puts, and returns once they are durable.
  Status LogRecords(
      const std::function<Status(const KvSnapshot&, KvBatch*)>& plan);
  // Forgets some of what lies before the horizon, from `*from` on.
  Status ForgetStep(std::uint64_t* from, std::uint64_t horizon);
  // Goes on with what was left unfinished.
  void ResumeIndexes();
  Result<bool> WorkOnIndexes(const IndexBuilder::Excluded& excluded);

  const pid_t process_;
  const OpenOptions options_;

  mutable TurnMutex write_mutex_;
  // Guarded by write_mutex_.
  std::string restriction_;

  mutable std::mutex present_mutex_;
  // Guarded by present_mutex_; null once closed, and a reader has no writer.
  // Nothing else here holds the folder, so that closing lets go of its lock.
  std::shared_ptr<Database> database_;
  std::shared_ptr<Writer> writer_;

  // Last, so that it is gone first: it works on all of the above.
  IndexBuilder builder_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_STORE_STATE_H_
