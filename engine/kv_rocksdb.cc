#include "engine/kv_rocksdb.h"

#include <cassert>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

#include "engine/kv_rocksdb_database.h"
#include "engine/kv_rocksdb_options.h"
#include "engine/kv_rocksdb_status.h"
#include "engine/merge_rules.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;
using SharedDatabase = std::shared_ptr<const RocksDatabase>;

constexpr std::chrono::seconds kSharedFor(1);

class RocksStore : public KvStore {
 public:
  explicit RocksStore(SharedDatabase database)
      : database_(std::move(database)) {}
  ~RocksStore() override { (void)RocksStore::Close(); }

  Status Write(KvBatch batch, bool sync) override;
  Status WriteUnlogged(KvBatch batch) override;
  Status SyncLog() override;
  Result<std::shared_ptr<const KvSnapshot>> Snapshot() const override;
  Status Flush() override;
  Status Compact() override;
  Status SetAutomaticCompaction(bool on) override;
  Status Checkpoint(const std::string& folder) const override;
  Result<KvFamilySize> Size(Family family) const override;
  Status VerifyChecksums() const override;
  Status Close() override;

 private:
  // The database, for the length of a call; kInvalidArgument once closed.
  Result<SharedDatabase> Acquire() const;
  // Calls `function` with the database, and sees to what it throws;
  // kReadOnly where it is open for reading only.
  template <typename Function>
  Status WithWritable(Function function) const;

  // Puts into tables what only memory holds, so that no logged write outlives
  // an earlier one that was not. Under `unlogged_mutex_`.
  Status FlushUnlogged(const RocksDatabase& database);

  // What was read before a write, done or failed, is no longer the present.
  void ForgetPresent();

  mutable std::mutex mutex_;
  // The snapshot of the present state, once one was asked for.
  mutable std::shared_ptr<const KvSnapshot> present_;
  mutable Clock::time_point taken_;
  std::uint64_t writes_ = 0;
  SharedDatabase database_;  // null once closed
  // Held over whatever writes or flushes, so that no logged write slips past
  // one that is in memory alone.
  std::mutex unlogged_mutex_;
  bool unlogged_ = false;
};

// Appends the operations and lets go of each as it goes: a batch is large.
Status AppendOperations(const RocksDatabase& database, KvBatch* batch,
                        rocksdb::WriteBatch* writes) {
  for (KvBatch::Operation& operation : batch->operations) {
    rocksdb::ColumnFamilyHandle* family = database.family(operation.family);
    rocksdb::Status status;
    switch (operation.kind) {
      case KvBatch::Kind::kPut:
        status = writes->Put(family, operation.key, operation.value);
        break;
      case KvBatch::Kind::kDelete:
        status = writes->Delete(family, operation.key);
        break;
      case KvBatch::Kind::kMerge:
        assert(MergeRulesOf(operation.family) != nullptr);
        status = writes->Merge(family, operation.key, operation.value);
        break;
    }
    if (!status.ok()) return FromRocksDb(status);
    operation.key = std::string();
    operation.value = std::string();
  }
  return {};
}

Status CompactFamily(const RocksDatabase& database, Family family) {
  return FromRocksDb(database.db->CompactRange(
      CompactionOptions(family), database.family(family), nullptr, nullptr));
}

Status FlushAll(const RocksDatabase& database) {
  return FromRocksDb(
      database.db->Flush(rocksdb::FlushOptions(), database.families));
}

std::size_t BytesOf(const KvBatch& batch) {
  std::size_t bytes = 0;
  for (const KvBatch::Operation& operation : batch.operations) {
    bytes += operation.key.size() + operation.value.size() + 16;
  }
  return bytes;
}

Status WriteBatchTo(const RocksDatabase& database, KvBatch* batch,
                    const rocksdb::WriteOptions& options) {
  rocksdb::WriteBatch writes(BytesOf(*batch), 0, kProtectionBytes, 0);
  if (Status s = AppendOperations(database, batch, &writes); !s.ok()) return s;
  return FromRocksDb(database.db->Write(options, &writes));
}

Result<SharedDatabase> RocksStore::Acquire() const {
  std::lock_guard lock(mutex_);
  if (database_ == nullptr) return InvalidArgument("the store is closed");
  return database_;
}

template <typename Function>
Status RocksStore::WithWritable(Function function) const {
  Result<SharedDatabase> database = Acquire();
  if (!database.ok()) return database.status();
  if (!(*database)->writable) {
    return ReadOnly("the store is open for reading only");
  }
  return Guard([&] { return function(**database); });
}

void RocksStore::ForgetPresent() {
  std::shared_ptr<const KvSnapshot> past;
  std::lock_guard lock(mutex_);
  ++writes_;
  past.swap(present_);
}

Status RocksStore::Write(KvBatch batch, bool sync) {
  Status status = WithWritable([&](const RocksDatabase& database) {
    std::lock_guard lock(unlogged_mutex_);
    if (Status s = FlushUnlogged(database); !s.ok()) return s;
    rocksdb::WriteOptions options;
    options.sync = sync;
    return WriteBatchTo(database, &batch, options);
  });
  ForgetPresent();
  return status;
}

Status RocksStore::WriteUnlogged(KvBatch batch) {
  Status status = WithWritable([&](const RocksDatabase& database) {
    std::lock_guard lock(unlogged_mutex_);
    unlogged_ = true;
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    return WriteBatchTo(database, &batch, options);
  });
  ForgetPresent();
  return status;
}

Status RocksStore::FlushUnlogged(const RocksDatabase& database) {
  if (!unlogged_) return {};
  Status status = FlushAll(database);
  unlogged_ = !status.ok();
  return status;
}

Status RocksStore::SyncLog() {
  return WithWritable([this](const RocksDatabase& database) {
    {
      std::lock_guard lock(unlogged_mutex_);
      if (Status s = FlushUnlogged(database); !s.ok()) return s;
    }
    return FromRocksDb(database.db->SyncWAL());
  });
}

// As long as nothing is written all who ask share one snapshot, for a second:
// its idle iterators keep the files that a compaction has replaced since.
Result<std::shared_ptr<const KvSnapshot>> RocksStore::Snapshot() const {
  // Goes after the locks.
  std::shared_ptr<const KvSnapshot> past;
  SharedDatabase database;
  std::uint64_t writes = 0;
  {
    std::lock_guard lock(mutex_);
    if (database_ == nullptr) return InvalidArgument("the store is closed");
    bool young = Clock::now() - taken_ < kSharedFor;
    if (present_ != nullptr && young) return present_;
    past.swap(present_);
    database = database_;
    writes = writes_;
  }
  auto snapshot = TakeRocksSnapshot(std::move(database));
  std::lock_guard lock(mutex_);
  // One that a write has overtaken is the past to who asks next.
  bool present = snapshot.ok() && database_ != nullptr && writes == writes_;
  if (present && present_ == nullptr) {
    present_ = *snapshot;
    taken_ = Clock::now();
  }
  return snapshot;
}

Status RocksStore::Flush() {
  return WithWritable([this](const RocksDatabase& database) {
    std::lock_guard lock(unlogged_mutex_);
    unlogged_ = true;
    return FlushUnlogged(database);
  });
}

Status RocksStore::Compact() {
  Status compacted = WithWritable([](const RocksDatabase& database) -> Status {
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
      Status status = CompactFamily(database, static_cast<Family>(i));
      if (!status.ok()) return status;
    }
    // RocksDB does not show the filter what it has just merged: a second round
    // settles what the first has merged.
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
      if (MergeRulesOf(static_cast<Family>(i)) == nullptr) continue;
      Status status = CompactFamily(database, static_cast<Family>(i));
      if (!status.ok()) return status;
    }
    return {};
  });
  // It would keep the files that were replaced.
  ForgetPresent();
  return compacted;
}

Status RocksStore::SetAutomaticCompaction(bool on) {
  return WithWritable([on](const RocksDatabase& database) -> Status {
    for (Family family : {Family::kArticles, Family::kSources}) {
      rocksdb::Status status = database.db->SetOptions(
          database.family(family),
          {{"disable_auto_compactions", on ? "false" : "true"},
           {"compression", on ? "kLZ4Compression" : "kNoCompression"}});
      if (!status.ok()) return FromRocksDb(status);
    }
    return {};
  });
}

Status RocksStore::Checkpoint(const std::string& folder) const {
  return WithWritable([&](const RocksDatabase& database) -> Status {
    rocksdb::Checkpoint* made = nullptr;
    rocksdb::Status status =
        rocksdb::Checkpoint::Create(database.db.get(), &made);
    std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
    if (status.ok()) status = checkpoint->CreateCheckpoint(folder);
    return FromRocksDb(status);
  });
}

Result<KvFamilySize> RocksStore::Size(Family family) const {
  Result<SharedDatabase> database = Acquire();
  if (!database.ok()) return database.status();
  const RocksDatabase& opened = **database;
  return Guard([&]() -> Result<KvFamilySize> {
    KvFamilySize size;
    rocksdb::ColumnFamilyHandle* handle = opened.family(family);
    if (!opened.db->GetIntProperty(
            handle, rocksdb::DB::Properties::kEstimateNumKeys, &size.keys) ||
        !opened.db->GetIntProperty(
            handle, rocksdb::DB::Properties::kLiveSstFilesSize, &size.bytes)) {
      return Internal("storage: no size of family " +
                      std::string(handle->GetName()));
    }
    return size;
  });
}

Status RocksStore::VerifyChecksums() const {
  Result<SharedDatabase> database = Acquire();
  if (!database.ok()) return database.status();
  return Guard([&] { return FromRocksDb((*database)->db->VerifyChecksum()); });
}

Status RocksStore::Close() {
  SharedDatabase closing;
  {
    std::lock_guard lock(mutex_);
    closing = std::move(database_);
    database_ = nullptr;
  }
  ForgetPresent();
  if (closing == nullptr || !closing->writable) return {};
  return Guard([&] { return FlushAll(*closing); });
}

// A CURRENT that is a FIFO would hang RocksDB, and a link would lead it
// elsewhere.
Status CheckFiles(const std::string& folder) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  if (error == std::errc::no_such_file_or_directory) {
    return NotFound("there is no folder " + schema::Excerpt(folder));
  }
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->symlink_status(error).type() != fs::file_type::regular) {
      return Corruption(schema::Excerpt(entry->path().string()) +
                        " is no regular file");
    }
  }
  if (!error) return {};
  return IoError("cannot list " + schema::Excerpt(folder) + ": " +
                 error.message());
}

Status CheckEmpty(const std::string& folder) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  if (error == std::errc::no_such_file_or_directory) return {};
  if (error) {
    return IoError("cannot list " + schema::Excerpt(folder) + ": " +
                   error.message());
  }
  if (entry == fs::directory_iterator()) return {};
  return AlreadyExists(schema::Excerpt(folder) + " is not empty");
}

Result<std::shared_ptr<KvStore>> OpenDatabase(const std::string& folder,
                                              const rocksdb::DBOptions& options,
                                              OpenMode mode,
                                              std::size_t cache_bytes) {
  auto database = std::make_shared<RocksDatabase>();
  rocksdb::DB* opened = nullptr;
  auto descriptors = FamilyDescriptors(cache_bytes);
  rocksdb::Status status =
      mode == OpenMode::kWrite
          ? rocksdb::DB::Open(options, folder, descriptors, &database->families,
                              &opened)
          : rocksdb::DB::OpenForReadOnly(options, folder, descriptors,
                                         &database->families, &opened);
  database->db.reset(opened);
  database->writable = mode == OpenMode::kWrite;
  if (!status.ok()) return FromRocksDbOpen(status);
  return std::shared_ptr<KvStore>(
      std::make_shared<RocksStore>(std::move(database)));
}

}  // namespace

Result<std::shared_ptr<KvStore>> CreateRocksDb(const std::string& folder,
                                               const OpenOptions& options,
                                               rocksdb::Env* env) {
  return Guard([&]() -> Result<std::shared_ptr<KvStore>> {
    if (Status status = CheckEmpty(folder); !status.ok()) return status;
    rocksdb::DBOptions database_options = DatabaseOptions(env);
    database_options.create_if_missing = true;
    database_options.create_missing_column_families = true;
    database_options.error_if_exists = true;
    return OpenDatabase(folder, database_options, OpenMode::kWrite,
                        options.block_cache_bytes);
  });
}

Result<std::shared_ptr<KvStore>> OpenRocksDb(const std::string& folder,
                                             OpenMode mode,
                                             const OpenOptions& options,
                                             rocksdb::Env* env) {
  return Guard([&]() -> Result<std::shared_ptr<KvStore>> {
    if (Status status = CheckFiles(folder); !status.ok()) return status;
    return OpenDatabase(folder, DatabaseOptions(env), mode,
                        options.block_cache_bytes);
  });
}

}  // namespace pressmark::engine
