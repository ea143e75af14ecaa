#ifndef PRESSMARK_CLI_IMPORT_PRUNE_H_
#define PRESSMARK_CLI_IMPORT_PRUNE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/snapshot.h>

#include "cli/files.h"
#include "cli/held_folder.h"

namespace pressmark::cli {

// An import's folder, and the articles in a store that came from it.
struct PruneScope {
  const HeldFolder& folder;
  std::string label;  // also what stands before the keys, unless empty
  std::optional<FileIdentity> skip;  // a folder to pass over
  // Of the folder, and of the articles: what is below this path of it alone.
  // Empty: all.
  std::string place;
};

struct PruneCount {
  std::uint64_t gone = 0;   // articles of the label whose file is gone
  std::uint64_t total = 0;  // articles of the label
  std::uint64_t files = 0;  // in the folder, named as articles
};

// Ok where so many may be removed: more than half only by `force`.
// kInvalidArgument.
Status CheckHalf(const PruneCount& count, bool force);

// Adds the article of the scope's place itself, where the label has one and no
// file is there.
Status FindGoneFile(const Snapshot& snapshot, const PruneScope& scope,
                    std::vector<std::string>* gone);

// Holds the keys of the label, in order, against a walk of the folder, and
// calls `gone` with each key whose file is no longer there; a status from it
// ends the walk. A file that cannot be read is there; links are. kIoError
// where a folder cannot be read: what lies in it is not known to be gone.
// Memory is that of a walk.
//
// Where there is no folder at the scope's place, all that was below it is gone;
// where nobody can tell, kIoError.
Result<PruneCount> ForEachGone(
    const Snapshot& snapshot, const PruneScope& scope,
    const std::function<Status(const std::string& key)>& gone);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_PRUNE_H_
