#include "cli/export_sink.h"

#include <utility>

namespace pressmark::cli {

Status ExportSink::Remove(std::string_view) {
  return Unsupported("this export starts from nothing");
}

const std::vector<std::string>& ExportFormats() {
  static const std::vector<std::string> kFormats = {
      "jsonl",  "json", "csv", "tsv",     "markdown",
      "sqlite", "atom", "rss", "jsonfeed"};
  return kFormats;
}

bool IsFolderFormat(std::string_view format) { return format == "markdown"; }

bool IsStreamFormat(std::string_view format) {
  return format != "markdown" && format != "sqlite";
}

Result<std::unique_ptr<ExportSink>> MakeExportSink(
    const ExportOptions& options, const std::optional<ExportTarget>& target,
    const Question& question, const Snapshot& snapshot, ByteWriter* out) {
  if (!IsStreamFormat(options.format)) {
    if (!target) return InvalidArgument(options.format + " wants a name");
    if (IsFolderFormat(options.format)) return MakeTreeSink(*target);
    return MakeSqliteSink(*target, question, snapshot, options.asked);
  }
  if (IsFeedFormat(options.format)) {
    return MakeFeedSink(options, target, question, snapshot, out);
  }
  std::optional<Format> format = FormatNamed(options.format);
  if (!format) return InvalidArgument("no format " + options.format);
  OutputOptions rows;
  rows.format = *format;
  rows.safe = options.safe;
  return MakeRowsSink(rows, target, out);
}

}  // namespace pressmark::cli
