#include "cli/export_file.h"

#include <utility>

namespace pressmark::cli {

Result<ExportFile> ExportFile::Create(const std::optional<ExportTarget>& target,
                                      ByteWriter* out) {
  ExportFile made;
  made.writer_ = out;
  if (!target) return made;
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(*target);
  if (!file.ok()) return file.status();
  made.file_ = std::move(*file);
  made.writer_ = &made.file_->writer();
  return made;
}

}  // namespace pressmark::cli
