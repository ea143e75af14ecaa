#ifndef PRESSMARK_ENGINE_STORE_FOLDER_H_
#define PRESSMARK_ENGINE_STORE_FOLDER_H_

#include <cstdint>
#include <filesystem>

#include <sys/types.h>

#include <pressmark/options.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/file.h"
#include "engine/store_format.h"

namespace pressmark::engine {

// The folder of a store, held by its lock until destroyed:
//
//   FORMAT     what it is; see store_format.h. Written last in a creation
//   LOCK       held by flock(2): exclusively to write, shared to read
//   watermark  the last sequence number known to be durable
//   db-<n>     the database of generation n
//
// The lock is on the file itself: it excludes other processes as well as other
// handles of this one, by whatever path they come. Threads may share a folder;
// Publish is for one at a time.
class StoreFolder {
 public:
  // Prepares an absent or empty folder, or what a killed creation left. It is
  // a store once Publish was called. kAlreadyExists where it holds anything
  // else, kBusy where another creates a store there.
  static Result<StoreFolder> Create(const std::filesystem::path& path);

  // Locks the folder of a store and reads its FORMAT. kNotFound where Create
  // would make one, kUnsupportedFormat where it is no store, kBusy, kReadOnly,
  // kCorruption. Changes nothing, but that a writer makes a LOCK that is lost.
  static Result<StoreFolder> Open(const std::filesystem::path& path,
                                  OpenMode mode);

  StoreFolder(StoreFolder&&) noexcept = default;
  StoreFolder& operator=(StoreFolder&&) = delete;
  // Unlocks, also where a forked child still holds the same open file; in such
  // a child it does nothing.
  ~StoreFolder();

  // Whether this process is a fork of the one that opened the folder.
  bool forked() const;

  const std::filesystem::path& path() const { return path_; }
  const StoreFormat& format() const { return format_; }
  // Where the database of a generation lies.
  std::filesystem::path Database(std::uint64_t generation) const;

  // Makes `format`, of the same store id, the store's, durably, in one step.
  Status Publish(const StoreFormat& format);
  // Removes what a killed Rebuild left: the databases of other generations.
  Status RemoveLeftovers() const;
  // Removes a generation's database.
  Status RemoveDatabase(std::uint64_t generation) const;
  // kCorruption unless the present database has what RocksDB may safely be
  // pointed at: a folder whose CURRENT is a regular file.
  Status CheckDatabase() const;

  // kCorruption where the watermark is lost or damaged.
  Result<std::uint64_t> ReadWatermark() const;
  // Not synced: it may only ever fall behind.
  Status WriteWatermark(std::uint64_t sequence) const;
  // Makes a new watermark, durably, whatever lies in its place.
  Status RenewWatermark(std::uint64_t sequence);

 private:
  StoreFolder(std::filesystem::path path, File lock);
  Status Prepare();

  std::filesystem::path path_;
  File lock_;
  pid_t process_;
  File watermark_;
  StoreFormat format_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_STORE_FOLDER_H_
