#include "engine/database.h"

#include <utility>

#include "engine/kv_rocksdb.h"

namespace pressmark::engine {

Database::Database(std::shared_ptr<StoreFolder> folder,
                   std::uint64_t generation, std::shared_ptr<KvStore> kv,
                   std::shared_ptr<const CatalogState> catalog)
    : folder_(std::move(folder)),
      generation_(generation),
      kv_(std::move(kv)),
      catalog_(std::move(catalog)) {}

Database::~Database() {
  kv_.reset();
  // What cannot be removed now is removed when the store is next opened.
  if (retired_) static_cast<void>(folder_->RemoveDatabase(generation_).ok());
}

Result<std::shared_ptr<Database>> Database::Create(
    std::shared_ptr<StoreFolder> folder, const StoreFormat& format,
    const Mapping& mapping, const IndexCatalog& indexes,
    const OpenOptions& options) {
  auto kv =
      CreateRocksDb(folder->Database(format.generation).native(), options);
  if (!kv.ok()) return kv.status();
  KvBatch batch;
  PutCatalog(format, mapping, indexes, {}, &batch);
  if (Status s = (*kv)->Write(std::move(batch), true); !s.ok()) return s;
  // Into a table: a store that loses its log must still know what it is.
  if (Status s = (*kv)->Flush(); !s.ok()) return s;
  return Load(std::move(folder), format, *std::move(kv), options);
}

Result<std::shared_ptr<Database>> Database::Open(
    std::shared_ptr<StoreFolder> folder, const OpenOptions& options) {
  if (Status s = folder->CheckDatabase(); !s.ok()) return s;
  StoreFormat format = folder->format();
  auto kv = OpenRocksDb(folder->Database(format.generation).native(),
                        options.mode, options);
  if (!kv.ok()) return kv.status();
  return Load(std::move(folder), format, *std::move(kv), options);
}

std::shared_ptr<const CatalogState> Database::catalog() const {
  std::lock_guard lock(catalog_mutex_);
  return catalog_;
}

Status Database::Change(KvBatch batch,
                        std::shared_ptr<const CatalogState> next) {
  std::lock_guard lock(catalog_mutex_);
  if (Status s = kv_->Write(std::move(batch), false); !s.ok()) return s;
  catalog_ = std::move(next);
  return {};
}

Result<std::shared_ptr<Database>> Database::Load(
    std::shared_ptr<StoreFolder> folder, const StoreFormat& format,
    std::shared_ptr<KvStore> kv, const OpenOptions& options) {
  auto snapshot = kv->Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  Result<CatalogState> catalog =
      ReadCatalog(**snapshot, format, options.limits);
  if (!catalog.ok()) return catalog.status();
  if (options.verify_records) {
    catalog->record_trust = schema::RecordTrust::kVerify;
  }
  return std::make_shared<Database>(
      std::move(folder), format.generation, std::move(kv),
      std::make_shared<const CatalogState>(*std::move(catalog)));
}

Result<std::shared_ptr<const Reader>> Database::Read(
    const std::shared_ptr<const Database>& database) {
  std::lock_guard lock(database->catalog_mutex_);
  auto snapshot = database->kv().Snapshot();
  std::shared_ptr<const CatalogState> catalog = database->catalog_;
  if (!snapshot.ok()) return snapshot.status();
  if (database->counted_.lock() != *snapshot) {
    Result<Counters> counters = ReadCounters(**snapshot);
    if (!counters.ok()) return counters.status();
    database->counters_ = *counters;
    database->counted_ = *snapshot;
  }
  return std::make_shared<const Reader>(
      *std::move(snapshot), std::move(catalog), database->counters_, database);
}

}  // namespace pressmark::engine
