#include "engine/kv_rocksdb_status.h"

#include <string_view>

#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

// RocksDB has no code for a lock that is held; these are its words (its
// env/fs_posix.cc), the first for another process, the second for this one.
bool IsLockHeld(std::string_view text) {
  return text.find("While lock file: ") != text.npos ||
         text.find("lock hold by current process") != text.npos;
}

StatusCode IoCodeOf(const rocksdb::Status& status, std::string_view text) {
  if (status.subcode() == rocksdb::Status::kNoSpace ||
      status.subcode() == rocksdb::Status::kSpaceLimit) {
    return StatusCode::kNoSpace;
  }
  return IsLockHeld(text) ? StatusCode::kBusy : StatusCode::kIoError;
}

StatusCode CodeOf(const rocksdb::Status& status, std::string_view text) {
  switch (status.code()) {
    case rocksdb::Status::kNotFound:
      return StatusCode::kNotFound;
    case rocksdb::Status::kCorruption:
      return StatusCode::kCorruption;
    case rocksdb::Status::kNotSupported:
      return StatusCode::kUnsupported;
    case rocksdb::Status::kInvalidArgument:
      return StatusCode::kInvalidArgument;
    case rocksdb::Status::kCompactionTooLarge:
      return StatusCode::kNoSpace;
    case rocksdb::Status::kIOError:
      return IoCodeOf(status, text);
    case rocksdb::Status::kTimedOut:
    case rocksdb::Status::kBusy:
    case rocksdb::Status::kTryAgain:
      return StatusCode::kBusy;
    case rocksdb::Status::kIncomplete:
    case rocksdb::Status::kShutdownInProgress:
    case rocksdb::Status::kAborted:
      return StatusCode::kInterrupted;
    default:
      return StatusCode::kInternal;
  }
}

}  // namespace

Status FromRocksDb(const rocksdb::Status& status) {
  if (status.ok()) return {};
  bool told = status.getState() != nullptr && *status.getState() != '\0';
  std::string text = told ? status.getState() : status.ToString();
  return Status(CodeOf(status, text),
                "storage: " + schema::EscapeControls(text));
}

Status FromRocksDbOpen(const rocksdb::Status& status) {
  Status translated = FromRocksDb(status);
  bool damage = status.IsInvalidArgument() || status.IsNotFound() ||
                status.IsPathNotFound();
  if (!damage) return translated;
  return Corruption(std::string(translated.message()));
}

}  // namespace pressmark::engine
