#ifndef PRESSMARK_ENGINE_KV_ROCKSDB_OPTIONS_H_
#define PRESSMARK_ENGINE_KV_ROCKSDB_OPTIONS_H_

#include <cstddef>
#include <vector>

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include "engine/kv.h"

namespace pressmark::engine {

// RocksDB's options as this project needs them. What is not set is RocksDB's
// default. `env` may be null.
rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env);

// The families in their order, then RocksDB's own "default", which stays
// empty. They share one cache of `cache_bytes`.
std::vector<rocksdb::ColumnFamilyDescriptor> FamilyDescriptors(
    std::size_t cache_bytes);

// How a family is compacted by hand.
rocksdb::CompactRangeOptions CompactionOptions(Family family);

// Write batches are made with so many bytes of protection an entry, which go
// with it from the caller's memory to the log and the memtable.
inline constexpr std::size_t kProtectionBytes = 8;

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_ROCKSDB_OPTIONS_H_
