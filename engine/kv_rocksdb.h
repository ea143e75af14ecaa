#ifndef PRESSMARK_ENGINE_KV_ROCKSDB_H_
#define PRESSMARK_ENGINE_KV_ROCKSDB_H_

#include <memory>
#include <string>

#include <pressmark/options.h>
#include <pressmark/result.h>

#include "engine/kv.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

// The storage port over RocksDB (rocksdb.org, 7.8). Files whose names begin
// with kv_rocksdb are the only ones that know it.
//
// Nothing that RocksDB throws or asserts on misuse gets out: snapshots,
// iterators and values share ownership of the open database, which is closed
// when the last of them is gone. After a write or sync failed, every later
// write fails too until the store is opened again.
namespace pressmark::engine {

// Makes a new database in `folder`, which must be absent (its parent must be
// there) or empty: kAlreadyExists where it holds anything. `options` gives the
// size of the block cache; `env` is the file system to use, null for the
// machine's own, and must outlive the store and all it handed out.
Result<std::shared_ptr<KvStore>> CreateRocksDb(const std::string& folder,
                                               const OpenOptions& options,
                                               rocksdb::Env* env = nullptr);

// Opens the database in `folder`, as `mode` says and not options.mode. Creates
// nothing. For OpenMode::kRead the folder and its files are not written, and
// no process may write the database meanwhile; the store's writes, Flush,
// Compact and Checkpoint then fail with kReadOnly.
//
//   kNotFound    there is no such folder
//   kBusy        it is open for writing already
//   kCorruption  it is damaged, or holds something that is no regular file;
//                nothing in it was changed
Result<std::shared_ptr<KvStore>> OpenRocksDb(const std::string& folder,
                                             OpenMode mode,
                                             const OpenOptions& options,
                                             rocksdb::Env* env = nullptr);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_ROCKSDB_H_
