#ifndef PRESSMARK_CLI_PREPARED_FILE_H_
#define PRESSMARK_CLI_PREPARED_FILE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/article.h>
#include <pressmark/batch.h>
#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/snapshot.h>
#include <pressmark/store.h>

#include "cli/import_files.h"

namespace pressmark::cli {

// What became of a file before anything is written.
struct PreparedFile {
  enum class Outcome : std::uint8_t {
    kReady,      // `article` is to be written
    kUnchanged,  // the store has the same source
    kSkipped,    // no article, and none was expected; `status` says why
    kRefused,    // cannot be an article; `status` says why
    kFailed,     // the store failed; `status` says how
  };

  ImportFile file;
  Outcome outcome = Outcome::kReady;
  Status status;
  bool stored = false;  // the store has an article under the key
  std::vector<Warning> warnings;
  std::optional<PreparedArticle> article;  // unless nothing is to be written
};

// What files are prepared against. Used by many threads together; everything
// pointed to must outlive its use.
struct PrepareContext {
  const Store* store = nullptr;        // none: nothing will be written
  const Snapshot* snapshot = nullptr;  // none: there is no store yet
  Mapping mapping;
  Limits limits;
  std::string label;
};

// Reads a file and takes it apart, unless the store has its very source under
// its key. `reserve` is called with its size before it is read.
PreparedFile PrepareFile(const PrepareContext& context, ImportFile file,
                         const std::function<void(std::size_t bytes)>& reserve);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_PREPARED_FILE_H_
