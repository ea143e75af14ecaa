#include "cli/atomic_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "schema/utf8.h"

namespace pressmark::cli {

Result<std::unique_ptr<AtomicFile>> AtomicFile::Create(
    const ExportTarget& target) {
  if (Status s = CheckFileTarget(target); !s.ok()) return s;
  for (int attempt = 0;; ++attempt) {
    std::filesystem::path temporary = TemporaryName(target, attempt);
    Descriptor descriptor(
        ::open(temporary.c_str(),
               O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (descriptor.valid()) {
      return std::unique_ptr<AtomicFile>(
          new AtomicFile(target, std::move(temporary), std::move(descriptor)));
    }
    if (errno != EEXIST || attempt == kTemporaryAttempts) {
      return SystemError(errno, schema::EscapeControls(temporary.native()));
    }
  }
}

AtomicFile::AtomicFile(ExportTarget target, std::filesystem::path temporary,
                       Descriptor descriptor)
    : target_(std::move(target)),
      temporary_(std::move(temporary)),
      descriptor_(std::move(descriptor)),
      writer_(descriptor_.get(),
              schema::EscapeControls(target_.path.native())) {}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status AtomicFile::Commit() {
  writer_.Flush();
  if (!writer_.ok()) return writer_.status();
  if (::fsync(descriptor_.get()) != 0) {
    return SystemError(errno, schema::EscapeControls(target_.path.native()));
  }
  if (Status s = MoveIntoPlace(temporary_, target_); !s.ok()) return s;
  temporary_.clear();
  return {};
}

}  // namespace pressmark::cli
