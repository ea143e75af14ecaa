#ifndef PRESSMARK_CLI_IMPORTER_H_
#define PRESSMARK_CLI_IMPORTER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/mapping.h>
#include <pressmark/snapshot.h>
#include <pressmark/store.h>

#include "cli/exit_status.h"
#include "cli/held_folder.h"
#include "cli/import_files.h"
#include "cli/import_progress.h"
#include "cli/import_prune.h"
#include "cli/import_summary.h"
#include "cli/prepared_file.h"
#include "cli/session.h"

namespace pressmark::cli {

// What `import` was asked to do; README.md tells what each means.
struct ImportOptions {
  std::vector<std::string> paths;
  bool watch = false;  // prunes too
  std::string mapping_file;
  std::string prefix;  // --as
  unsigned threads = 1;
  bool remap = false;
  bool prune = false;
  bool force = false;
  bool dry_run = false;
  bool strict = false;
  bool acknowledge = false;
  bool json = false;
  bool verbose = false;
};

// One run of `import`: opens or makes the store, brings its mapping in line,
// writes the files in batches, prunes, and ends when all of it is durable.
// Either Run or Follow is called, once.
class Importer {
 public:
  // Both must outlive it.
  Importer(const ImportOptions& options, Session& session);

  // The whole import, with all that is to be said about it.
  ExitStatus Run();
  // Only what is at these places of the folder that is imported: takes its
  // files in, and removes the label's articles whose file is gone, unless the
  // folder is no longer in place by then. Where they were not `seen_going`,
  // more than half of them needs --force, and a folder without files removes
  // none. One batch, unless that would be too large. The store is closed in the
  // end.
  ExitStatus Follow(Store store, HeldFolder* folder,
                    const std::set<std::string>& places, bool seen_going);

  // Whether the import came to its end, for all files that it had to refuse.
  bool finished() const { return finished_; }
  // Whether Follow left articles there whose files may be gone.
  bool held_back() const { return held_back_; }

 private:
  // The steps. Each gives kDone where the next may follow, else says why not.
  ExitStatus CheckPaths();
  ExitStatus ReadMapping();
  ExitStatus OpenTarget();
  ExitStatus ApplyMapping();
  ExitStatus ImportAll();
  ExitStatus TakeAll(ImportFiles files);
  ExitStatus Prune();
  ExitStatus Close();

  // Those of them that touch what the user named.
  ExitStatus Prepare();
  ExitStatus Execute();
  ExitStatus Take(PreparedFile file);
  ExitStatus TakeReady(PreparedFile file);
  void Warn(const std::string& message);
  // Gathers a deletion, and writes where that is enough for a batch.
  Status Delete(const std::string& key);
  // Writes what is gathered; WritePending also acknowledges it.
  Status WriteBatched();
  ExitStatus WritePending();
  void Account(const WriteOutcome& outcome);
  ExitStatus FindGoneAt(const PruneScope& scope, bool seen_going,
                        std::vector<std::string>* gone);
  ExitStatus DeleteGone(const Snapshot& snapshot, const PruneScope& scope);
  PrepareContext Context() const;
  void Report();
  std::optional<FileIdentity> StoreIdentity() const;

  const ImportOptions& options_;
  Session& session_;
  ImportProgress progress_;
  ImportSummary summary_;
  std::optional<Mapping> mapping_;  // that of --mapping
  std::optional<Store> store_;      // none where a dry run found none
  std::optional<Snapshot> before_;  // its state when the import began
  WriteBatch batch_;
  std::vector<std::string> acknowledgements_;  // keys, in order
  bool following_ = false;
  bool held_back_ = false;
  bool finished_ = false;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORTER_H_
