#include "cli/held_folder.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

#include "schema/utf8.h"

namespace pressmark::cli {

HeldFolder::HeldFolder(std::string path, Descriptor descriptor,
                       FileIdentity identity)
    : path_(std::move(path)),
      descriptor_(std::move(descriptor)),
      identity_(identity) {}

Result<HeldFolder> HeldFolder::Open(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat information = {};
  if (!descriptor.valid() || ::fstat(descriptor.get(), &information) != 0) {
    return SystemError(errno, schema::EscapeControls(path));
  }
  return HeldFolder(path, std::move(descriptor),
                    {information.st_dev, information.st_ino});
}

bool HeldFolder::InPlace() {
  in_place_ = in_place_ && IdentityOf(path_) == identity_;
  return in_place_;
}

}  // namespace pressmark::cli
