#ifndef PRESSMARK_CLI_HELD_FOLDER_H_
#define PRESSMARK_CLI_HELD_FOLDER_H_

#include <string>

#include <pressmark/result.h>

#include "cli/files.h"

namespace pressmark::cli {

// A folder that is held open: what is looked up from its descriptor is looked
// up in this one, wherever it is moved and whatever takes its place. Its file
// system cannot be unmounted meanwhile.
class HeldFolder {
 public:
  // Links are followed. kNotFound; kIoError.
  static Result<HeldFolder> Open(const std::string& path);

  const std::string& path() const { return path_; }
  int descriptor() const { return descriptor_.get(); }
  const FileIdentity& identity() const { return identity_; }
  // Whether its path leads to it still. Once it did not, it never does again.
  bool InPlace();

 private:
  HeldFolder(std::string path, Descriptor descriptor, FileIdentity identity);

  std::string path_;
  Descriptor descriptor_;
  FileIdentity identity_;
  bool in_place_ = true;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_HELD_FOLDER_H_
