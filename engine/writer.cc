#include "engine/writer.h"

#include <chrono>
#include <new>
#include <string>
#include <utility>

#include "engine/batch_plan.h"
#include "engine/index_work.h"

namespace pressmark::engine {

namespace {

std::int64_t Now() {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

Status Unknown(const Status& status) {
  return Status(status.code(),
                std::string(status.message()) +
                    "; whether the write was made shows when the store is "
                    "opened again");
}

}  // namespace

Writer::Writer(std::shared_ptr<Database> database, const Counters& counters,
               KnownPaths paths)
    : database_(std::move(database)),
      counters_(counters),
      paths_(std::move(paths)),
      serials_(counters.articles == 0),
      log_(&database_->kv(), &database_->folder()) {}

Result<std::shared_ptr<Writer>> Writer::Open(
    std::shared_ptr<Database> database) {
  auto snapshot = database->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  Result<Counters> counters = ReadCounters(**snapshot);
  if (!counters.ok()) return counters.status();
  KnownPaths paths(database->catalog()->limits.known_paths);
  if (Status s = paths.Load(**snapshot); !s.ok()) return s;
  return std::make_shared<Writer>(std::move(database), *counters,
                                  std::move(paths));
}

Status Writer::CheckSound() const {
  Status failure = failure_.ok() ? log_.failure() : failure_;
  if (failure.ok()) return {};
  return ReadOnly("the store takes no writes since one failed (" +
                  failure.ToString() + "); open it again");
}

Status Writer::Failed(const Status& status) {
  if (failure_.ok()) failure_ = status;
  return Unknown(status);
}

Status Writer::Log(KvBatch batch, const Counters& counters, Logging logging) {
  KvStore& kv = database_->kv();
  Status written = logging == Logging::kSpared
                       ? kv.WriteUnlogged(std::move(batch))
                       : kv.Write(std::move(batch), false);
  if (!written.ok()) return Failed(written);
  counters_ = counters;
  log_.Logged(counters.sequence);
  return {};
}

Status Writer::LogPlan(BatchPlan* plan, Logging logging) {
  try {
    for (const SeenPaths& paths : plan->paths) paths_.Count(paths);
    paths_.PutChanged(false, &plan->writes);
    for (auto [first, next] : plan->next_serials) serials_.Take({first}, next);
    for (ArticleId id : plan->left) serials_.Leave(id);
    PutCounters(plan->counters, &plan->writes);
    return Log(std::move(plan->writes), plan->counters, logging);
  } catch (const std::bad_alloc&) {
    // What is counted here may now differ from what is stored.
    return Failed(LimitExceeded("not enough memory"));
  }
}

Result<WriteOutcome> Writer::Write(std::vector<WriteOperation> operations,
                                   const WriteOptions& options,
                                   std::uint64_t* ticket) {
  if (Status s = CheckSound(); !s.ok()) return s;
  auto snapshot = database_->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  Result<BatchPlan> plan =
      PlanBatch(std::move(operations), **snapshot, *database_->catalog(),
                {counters_, Now(), options.rewrite_unchanged, &serials_});
  if (!plan.ok()) return plan.status();
  if (!plan->writes.operations.empty()) {
    Logging logging =
        bulk_ && !options.sync ? Logging::kSpared : Logging::kDone;
    if (Status s = LogPlan(&*plan, logging); !s.ok()) return s;
  }
  *ticket = log_.last();
  return std::move(plan->outcome);
}

Status Writer::Await(std::uint64_t ticket) {
  Status status = log_.Await(ticket);
  return status.ok() ? status : Unknown(status);
}

Status Writer::Flush() {
  if (Status s = CheckSound(); !s.ok()) return s;
  KvBatch batch;
  paths_.PutChanged(true, &batch);
  if (!batch.operations.empty()) {
    if (Status s = Log(std::move(batch), counters_); !s.ok()) return s;
  }
  if (Status s = database_->kv().Flush(); !s.ok()) return Failed(s);
  return Await(log_.last());
}

Status Writer::LogRecords(KvBatch batch) {
  if (Status s = CheckSound(); !s.ok()) return s;
  if (batch.operations.empty()) return {};
  return Log(std::move(batch), counters_);
}

Status Writer::LogChange(CatalogChange change) {
  auto next = std::make_shared<const CatalogState>(std::move(change.catalog));
  Status s = database_->Change(std::move(change.writes), std::move(next));
  if (!s.ok()) return Failed(s);
  log_.Logged(counters_.sequence);
  return {};
}

Status Writer::AddIndex(IndexDefinition index, std::uint64_t* ticket) {
  if (Status s = CheckSound(); !s.ok()) return s;
  Status s =
      LogChange(PlanIndexAddition(*database_->catalog(), std::move(index)));
  *ticket = log_.last();
  return s;
}

Status Writer::DropIndex(std::uint32_t number, std::uint64_t* ticket) {
  if (Status s = CheckSound(); !s.ok()) return s;
  Status s = LogChange(PlanIndexDrop(*database_->catalog(), number));
  *ticket = log_.last();
  return s;
}

Status Writer::WorkOnIndex(std::uint32_t number, const ChunkLimits& limits) {
  if (Status s = CheckSound(); !s.ok()) return s;
  auto snapshot = database_->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  Result<CatalogChange> change =
      PlanIndexChunk(**snapshot, *database_->catalog(), number, limits);
  if (!change.ok()) return change.status();
  return LogChange(*std::move(change));
}

Status Writer::BeginBulk() {
  if (Status s = CheckSound(); !s.ok()) return s;
  KvBatch batch;
  PutBulk(true, &batch);
  if (Status s = Log(std::move(batch), counters_); !s.ok()) return s;
  Status s = database_->kv().SetAutomaticCompaction(false);
  bulk_ = s.ok();
  return s;
}

Status Writer::EndBulk() {
  if (Status s = CheckSound(); !s.ok()) return s;
  auto snapshot = database_->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  Result<bool> bulk = ReadBulk(**snapshot);
  if (!bulk.ok() || !*bulk) return bulk.status();
  bulk_ = false;
  if (Status s = Flush(); !s.ok()) return s;
  if (Status s = database_->kv().Compact(); !s.ok()) return s;
  KvBatch batch;
  PutBulk(false, &batch);
  if (Status s = Log(std::move(batch), counters_); !s.ok()) return s;
  return database_->kv().SetAutomaticCompaction(true);
}

}  // namespace pressmark::engine
