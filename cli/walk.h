#ifndef PRESSMARK_CLI_WALK_H_
#define PRESSMARK_CLI_WALK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>

#include <pressmark/status.h>

#include "cli/files.h"

namespace pressmark::cli {

// Whether a file of this name is taken for an article: *.md, *.markdown and
// *.html, unless hidden.
bool HasArticleName(std::string_view name);

// What a walk comes by.
struct WalkEntry {
  enum class Kind : std::uint8_t {
    kFile,    // perhaps a FIFO or device; opening it tells
    kLink,    // a symbolic link with the name of an article
    kFolder,  // one that could not be read; `status` says why
  };

  Kind kind = Kind::kFile;
  std::string path;  // below the root; segments parted by '/'
  Status status;
};

// Walks a folder for files that are named as articles, in the byte order of
// their paths below it. Passes over hidden names and over links to folders, so
// that no loop is possible. Iterative; holds the names of the folders it is
// in, and no descriptor between calls. Not for two threads at once.
class Walk {
 public:
  // `skip` is a folder to pass over, wherever it lies. A `base` other than the
  // working folder is the descriptor of the folder that a relative root is
  // taken from; it must stay open.
  explicit Walk(std::string root, std::optional<FileIdentity> skip = {},
                int base = AT_FDCWD);

  // The next entry; nothing at the end.
  std::optional<WalkEntry> Next();

 private:
  struct Name {
    std::string name;  // a folder's ends in '/'
    bool link = false;
  };
  struct Folder {
    std::size_t path_length = 0;  // of path_, this folder's own
    std::vector<Name> names;      // the next one last
  };

  // Lists the folder at path_ and makes it the innermost.
  Status Enter();
  // The names in an open folder that matter, the first in order last.
  static Status List(Descriptor descriptor, std::vector<Name>* names);

  std::string root_;
  std::optional<FileIdentity> skip_;
  int base_;
  std::string path_;  // of the innermost folder, "" or ending in '/'
  std::vector<Folder> folders_;
  Status root_status_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_WALK_H_
