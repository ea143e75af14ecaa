#ifndef PRESSMARK_ENGINE_DATABASE_H_
#define PRESSMARK_ENGINE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <mutex>

#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/result.h>

#include "engine/catalog.h"
#include "engine/kv.h"
#include "engine/reader.h"
#include "engine/store_folder.h"

namespace pressmark::engine {

// One generation of a store's database, open, and what its catalog says.
// Shared by the store and all its snapshots: the folder stays locked, and the
// files there, until the last of them is gone. Threads may share it.
class Database {
 public:
  // Makes the database of `format`, which must not be there, with an empty
  // store's catalog. Publishes nothing.
  static Result<std::shared_ptr<Database>> Create(
      std::shared_ptr<StoreFolder> folder, const StoreFormat& format,
      const Mapping& mapping, const IndexCatalog& indexes,
      const OpenOptions& options);
  // Opens the folder's present one.
  static Result<std::shared_ptr<Database>> Open(
      std::shared_ptr<StoreFolder> folder, const OpenOptions& options);

  // Reads the catalog of what was opened or made.
  static Result<std::shared_ptr<Database>> Load(
      std::shared_ptr<StoreFolder> folder, const StoreFormat& format,
      std::shared_ptr<KvStore> kv, const OpenOptions& options);

  Database(std::shared_ptr<StoreFolder> folder, std::uint64_t generation,
           std::shared_ptr<KvStore> kv,
           std::shared_ptr<const CatalogState> catalog);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  StoreFolder& folder() const { return *folder_; }
  const std::shared_ptr<StoreFolder>& shared_folder() const { return folder_; }
  KvStore& kv() const { return *kv_; }
  // As it is now.
  std::shared_ptr<const CatalogState> catalog() const;
  // Logs a batch that changes the catalog, and puts `next` in its place, in
  // one: no reader sees the one without the other. Where it fails the catalog
  // stays.
  Status Change(KvBatch batch, std::shared_ptr<const CatalogState> next);

  // The present state, kept alive with all of this.
  static Result<std::shared_ptr<const Reader>> Read(
      const std::shared_ptr<const Database>& database);

  // Another generation took its place: its files go when it does.
  void Retire() { retired_ = true; }

 private:
  std::shared_ptr<StoreFolder> folder_;
  std::uint64_t generation_;
  std::shared_ptr<KvStore> kv_;
  // Held while a snapshot is taken, and while the catalog changes.
  mutable std::mutex catalog_mutex_;
  std::shared_ptr<const CatalogState> catalog_;
  // The counters of the snapshot that was last read.
  mutable std::weak_ptr<const KvSnapshot> counted_;
  mutable Counters counters_;
  bool retired_ = false;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_DATABASE_H_
