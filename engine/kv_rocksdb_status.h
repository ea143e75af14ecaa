#ifndef PRESSMARK_ENGINE_KV_ROCKSDB_STATUS_H_
#define PRESSMARK_ENGINE_KV_ROCKSDB_STATUS_H_

#include <exception>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include <rocksdb/status.h>

#include <pressmark/status.h>

namespace pressmark::engine {

// RocksDB's outcome as ours: a full disk or quota is kNoSpace, a lock that
// another holds kBusy. Ok stays ok.
Status FromRocksDb(const rocksdb::Status& status);

// As FromRocksDb, of an attempt to open: there a missing file and a family
// that is not the one expected are damage too.
Status FromRocksDbOpen(const rocksdb::Status& status);

// Calls `function`, which returns a Status or a Result, and turns what RocksDB
// or the standard library throws meanwhile into a status.
template <typename Function>
auto Guard(Function&& function) -> decltype(function()) {
  try {
    return std::forward<Function>(function)();
  } catch (const std::bad_alloc&) {
    return IoError("storage: out of memory");
  } catch (const std::system_error& thrown) {
    return IoError(std::string("storage: the system gives no thread: ") +
                   thrown.what());
  } catch (const std::exception& thrown) {
    return Internal(std::string("storage: ") + thrown.what());
  }
}

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_ROCKSDB_STATUS_H_
