#ifndef PRESSMARK_ENGINE_WRITER_H_
#define PRESSMARK_ENGINE_WRITER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/options.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/batch_plan.h"
#include "engine/catalog.h"
#include "engine/database.h"
#include "engine/index_work.h"
#include "engine/known_paths.h"
#include "engine/kv.h"
#include "engine/log_sync.h"
#include "engine/prepared_article.h"
#include "engine/taken_serials.h"

namespace pressmark::engine {

// The one that writes an open database. Await may be called from any thread;
// everything else under the store's write lock.
//
// A write or sync that fails leaves it unknown what a crash now would leave:
// from then on every write fails with kReadOnly.
class Writer {
 public:
  // Reads the counters and known paths.
  static Result<std::shared_ptr<Writer>> Open(
      std::shared_ptr<Database> database);

  Writer(std::shared_ptr<Database> database, const Counters& counters,
         KnownPaths paths);

  // Logs a batch without waiting for the disk; in bulk, one that nobody will
  // await at once stays in memory. Writes nothing where nothing changes.
  // `ticket` is set to what Await takes to make it durable, together with all
  // that was found unchanged.
  Result<WriteOutcome> Write(std::vector<WriteOperation> operations,
                             const WriteOptions& options,
                             std::uint64_t* ticket);
  Status Await(std::uint64_t ticket);

  // Writes what is kept back and makes everything durable in tables.
  Status Flush();

  // Logs records that change neither an article nor what Database::catalog
  // gives; an empty batch is none.
  Status LogRecords(KvBatch batch);

  // Declares an index, or takes it out of the catalog; both leave the rest to
  // WorkOnIndex. `ticket` as with Write.
  Status AddIndex(IndexDefinition index, std::uint64_t* ticket);
  Status DropIndex(std::uint32_t number, std::uint64_t* ticket);
  // The next chunk of building or deleting an index.
  Status WorkOnIndex(std::uint32_t number, const ChunkLimits& limits);

  // The ticket of all that is logged. May be called from any thread.
  std::uint64_t last_ticket() const { return log_.last(); }

  // See Store::BeginBulk and EndBulk.
  Status BeginBulk();
  Status EndBulk();

  const std::shared_ptr<Database>& database() const { return database_; }

  // kReadOnly once a write or sync has failed.
  Status CheckSound() const;

 private:
  enum class Logging : bool { kSpared, kDone };

  // Counts the paths of a batch that changes something, and logs it.
  Status LogPlan(BatchPlan* plan, Logging logging);
  // Logs a batch; the counters are those after it.
  Status Log(KvBatch batch, const Counters& counters,
             Logging logging = Logging::kDone);
  // Logs a batch that changes the catalog.
  Status LogChange(CatalogChange change);
  Status Failed(const Status& status);

  std::shared_ptr<Database> database_;
  Counters counters_;
  KnownPaths paths_;
  TakenSerials serials_;
  LogSync log_;
  bool bulk_ = false;
  Status failure_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_WRITER_H_
