#ifndef PRESSMARK_CLI_EXPORT_FILE_H_
#define PRESSMARK_CLI_EXPORT_FILE_H_

#include <memory>
#include <optional>

#include <pressmark/result.h>

#include "cli/atomic_file.h"
#include "cli/byte_writer.h"
#include "cli/export_target.h"

namespace pressmark::cli {

// The one file that an export writes: at a target, there complete or not at
// all, or standard output.
class ExportFile {
 public:
  // A file at the target, or where there is none `out`, which must outlive it.
  // As AtomicFile::Create.
  static Result<ExportFile> Create(const std::optional<ExportTarget>& target,
                                   ByteWriter* out);

  // What goes into it; stays where it is when this is moved.
  ByteWriter& writer() const { return *writer_; }
  // The file's failure. That of standard output is told by whoever owns it: a
  // reader that left is no reason for a message.
  Status status() const { return file_ ? writer_->status() : Status(); }
  // As AtomicFile::Commit; nothing of standard output.
  Status Commit() { return file_ ? file_->Commit() : Status(); }

 private:
  std::unique_ptr<AtomicFile> file_;  // null for standard output
  ByteWriter* writer_ = nullptr;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_FILE_H_
