#ifndef PRESSMARK_CLI_IMPORT_PRUNE_H_
#define PRESSMARK_CLI_IMPORT_PRUNE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <pressmark/result.h>
#include <pressmark/snapshot.h>

#include "cli/files.h"

namespace pressmark::cli {

// An import's folder, and the articles in a store that came from it.
struct PruneScope {
  std::string folder;
  std::string label;  // also what stands before the keys, unless empty
  std::optional<FileIdentity> skip;  // a folder to pass over
};

struct PruneCount {
  std::uint64_t gone = 0;   // articles of the label whose file is gone
  std::uint64_t total = 0;  // articles of the label
};

// Holds the keys of the label, in order, against a walk of the folder, and
// calls `gone` with each key whose file is no longer there; a status from it
// ends the walk. A file that cannot be read is there; links are. kIoError
// where a folder cannot be read: what lies in it is not known to be gone.
// Memory is that of a walk.
Result<PruneCount> ForEachGone(
    const Snapshot& snapshot, const PruneScope& scope,
    const std::function<Status(const std::string& key)>& gone);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_PRUNE_H_
