#ifndef PRESSMARK_CLI_ATOMIC_FILE_H_
#define PRESSMARK_CLI_ATOMIC_FILE_H_

#include <filesystem>
#include <memory>

#include <pressmark/result.h>

#include "cli/byte_writer.h"
#include "cli/export_target.h"
#include "cli/files.h"

namespace pressmark::cli {

// A file that is there complete or not at all. Destroyed before Commit it
// leaves nothing behind.
class AtomicFile {
 public:
  // Opens a temporary file beside the target. As CheckFileTarget; kIoError,
  // kNoSpace.
  static Result<std::unique_ptr<AtomicFile>> Create(const ExportTarget& target);

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  // What goes into the file.
  ByteWriter& writer() { return writer_; }
  // Where the file lies until then, for who writes it by its name instead.
  const std::filesystem::path& temporary() const { return temporary_; }
  // Makes the file durable and gives it its name. The writer's failure, or
  // that of the operating system; then the target is what it was.
  Status Commit();

 private:
  AtomicFile(ExportTarget target, std::filesystem::path temporary,
             Descriptor descriptor);

  ExportTarget target_;
  std::filesystem::path temporary_;  // empty once it has gone
  Descriptor descriptor_;
  ByteWriter writer_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_ATOMIC_FILE_H_
