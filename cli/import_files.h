#ifndef PRESSMARK_CLI_IMPORT_FILES_H_
#define PRESSMARK_CLI_IMPORT_FILES_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <pressmark/result.h>

#include "cli/files.h"
#include "cli/walk.h"

namespace pressmark::cli {

// A file to be imported, and the key it goes under.
struct ImportFile {
  std::string path;  // as it is opened, and named in messages
  std::string key;
  // A file the user named may be a link, one that was come by may not.
  Links links = Links::kRefuse;
  // A link that a walk came by: passed over, but not gone.
  bool skipped_link = false;
  // Not ok: why nothing can be read here (a folder that cannot be opened, a
  // key that another file has taken).
  Status problem;
};

// Whether `path` is a folder, also where a link leads to it.
bool IsFolder(const std::string& path, Links links = Links::kFollow);

// Whether one of the paths is that of a folder which `path` lies in; the empty
// path is that of all.
bool IsBelowAny(const std::string& path, const std::set<std::string>& paths);

// Ok where something is at each path. kNotFound, kIoError.
Status CheckImportPaths(const std::vector<std::string>& paths);

// The files below folders, and files named one by one, in the byte order of
// their keys: the key of a file below a folder is its path there, that of a
// named file its name, both behind a prefix. Holds what the walks hold, and
// nothing for a file. Not for two threads at once.
class ImportFiles {
 public:
  // As CheckImportPaths. `prefix`, unless empty, stands before every key and a
  // '/'. `skip` is a folder to pass over.
  static Result<ImportFiles> Open(const std::vector<std::string>& paths,
                                  const std::string& prefix,
                                  std::optional<FileIdentity> skip);

  // Likewise the files at some places of one folder, which are paths below it:
  // those files themselves, and what is below those that are folders. Where
  // nothing is, no file is.
  static ImportFiles At(const std::string& folder,
                        const std::set<std::string>& places,
                        const std::string& prefix,
                        std::optional<FileIdentity> skip);

  // The next file; nothing at the end. Of several files with one key the
  // first path given wins, the others have a `problem`.
  std::optional<ImportFile> Next();

 private:
  // One path given, and the file it comes to next.
  struct Source {
    std::size_t number = 0;  // of the path, as given
    std::string root;
    std::string key_prefix;      // empty, or ending in '/'
    std::unique_ptr<Walk> walk;  // of a folder
    ImportFile head;
  };

  static bool ComesLater(const Source& left, const Source& right);
  // Moves a source on to its next file; false at its end.
  static bool Advance(Source* source);
  void Push(Source source);

  std::vector<Source> sources_;  // a heap, the first key on top
  std::string last_key_;
  std::string last_path_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_FILES_H_
