#include "cli/output.h"

#include <array>
#include <utility>

#include <unistd.h>

#include "cli/terminal.h"

namespace pressmark::cli {

namespace {

constexpr std::array<std::pair<std::string_view, Format>, 7> kFormats{{
    {"table", Format::kTable},
    {"json", Format::kJson},
    {"jsonl", Format::kJsonLines},
    {"csv", Format::kCsv},
    {"tsv", Format::kTsv},
    {"keys", Format::kKeys},
    {"markdown", Format::kMarkdown},
}};

}  // namespace

std::optional<Format> FormatNamed(std::string_view name) {
  for (const auto& [known, format] : kFormats) {
    if (known == name) return format;
  }
  return std::nullopt;
}

OutputOptions OptionsForOutput(bool terminal) {
  OutputOptions options;
  options.terminal = terminal;
  options.format = terminal ? Format::kTable : Format::kJsonLines;
  options.width = OutputWidth();
  if (!terminal) return options;
  options.bars = ShowsUtf8() ? Bars::kBlocks : Bars::kHashes;
  options.colour = ShowsColour(STDOUT_FILENO);
  return options;
}

Status CheckOutputOptions(const OutputOptions& options) {
  if (!options.zero_ended || options.format == Format::kKeys) return {};
  return InvalidArgument("-0 is for --format keys");
}

std::string_view FormatName(Format format) {
  for (const auto& [name, known] : kFormats) {
    if (known == format) return name;
  }
  return {};
}

std::unique_ptr<RowWriter> MakeRowWriter(const OutputOptions& options,
                                         ByteWriter* out) {
  switch (options.format) {
    case Format::kTable:
      return MakeTableWriter(options, out);
    case Format::kJson:
      return MakeJsonWriter(false, out);
    case Format::kJsonLines:
      return MakeJsonWriter(true, out);
    case Format::kCsv:
      return MakeCsvWriter(options.safe, out);
    case Format::kTsv:
      return MakeTsvWriter(options.safe, out);
    case Format::kKeys:
      return MakeKeysWriter(options.terminal, options.zero_ended, out);
    case Format::kMarkdown:
      return MakeMarkdownWriter(out);
  }
  return nullptr;
}

}  // namespace pressmark::cli
