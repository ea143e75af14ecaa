#ifndef PRESSMARK_ENGINE_KV_ROCKSDB_DATABASE_H_
#define PRESSMARK_ENGINE_KV_ROCKSDB_DATABASE_H_

#include <memory>
#include <vector>

#include <rocksdb/db.h>

#include <pressmark/result.h>

#include "engine/kv.h"

namespace pressmark::engine {

// An open RocksDB database with its families. The store, its snapshots, their
// iterators and values share it; the last closes it, without flushing.
struct RocksDatabase {
  RocksDatabase() = default;
  RocksDatabase(const RocksDatabase&) = delete;
  RocksDatabase& operator=(const RocksDatabase&) = delete;
  ~RocksDatabase();

  rocksdb::ColumnFamilyHandle* family(Family family) const {
    return families[static_cast<std::size_t>(family)];
  }

  std::unique_ptr<rocksdb::DB> db;
  // Of FamilyDescriptors, in its order.
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  bool writable = false;
};

// The present state of the database as the port hands it out.
Result<std::shared_ptr<const KvSnapshot>> TakeRocksSnapshot(
    std::shared_ptr<const RocksDatabase> database);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_ROCKSDB_DATABASE_H_
