#ifndef PRESSMARK_ENGINE_RECOVERY_H_
#define PRESSMARK_ENGINE_RECOVERY_H_

#include <memory>
#include <string>

#include <pressmark/options.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/database.h"
#include "engine/store_folder.h"

namespace pressmark::engine {

// A database that may be used, perhaps for less than was asked.
struct SoundDatabase {
  std::shared_ptr<Database> database;
  // Why it may only be read and rebuilt; empty where it may be written.
  std::string restriction;
};

// Opens the folder's database and holds it against what it should be:
//
//   its last change against the watermark: where it lies below, acknowledged
//   writes are lost, which RocksDB recovers without a word;
//   its article count against the list of all articles, so that a cut
//   MANIFEST shows, too;
//   its derivation against this build's.
//
// The first two are refused with kCorruption, unless `options.accept_loss`:
// then the store gets a new incarnation that goes on above the watermark. A
// differing derivation or an unreadable list of all articles restricts it.
Result<SoundDatabase> OpenSound(std::shared_ptr<StoreFolder> folder,
                                const OpenOptions& options);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_RECOVERY_H_
