#include "cli/export_sink.h"

#include <utility>

namespace pressmark::cli {

Status ExportSink::Remove(std::string_view) {
  return Unsupported("this export starts from nothing");
}

const std::vector<std::string>& ExportFormats() {
  static const std::vector<std::string> kFormats = {"jsonl", "json", "csv",
                                                    "tsv", "markdown"};
  return kFormats;
}

bool IsFolderFormat(std::string_view format) { return format == "markdown"; }

Result<std::unique_ptr<ExportSink>> MakeExportSink(
    const ExportOptions& options, const std::optional<ExportTarget>& target,
    const Snapshot&, ByteWriter* out) {
  if (IsFolderFormat(options.format)) {
    if (!target) return InvalidArgument("a folder of files needs a name");
    return MakeTreeSink(*target);
  }
  std::optional<Format> format = FormatNamed(options.format);
  if (!format) return InvalidArgument("no such format");
  OutputOptions rows;
  rows.format = *format;
  rows.safe = options.safe;
  return MakeRowsSink(rows, target, out);
}

}  // namespace pressmark::cli
