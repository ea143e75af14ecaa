#ifndef PRESSMARK_CLI_OUTPUT_H_
#define PRESSMARK_CLI_OUTPUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/cursor.h>

#include "cli/bar.h"
#include "cli/byte_writer.h"

namespace pressmark::cli {

// How the rows of an answer are written. README.md describes each.
enum class Format : std::uint8_t {
  kTable,
  kJson,
  kJsonLines,
  kCsv,
  kTsv,
  kKeys,
  kMarkdown,
};

// "jsonl" and so on; nothing for other names.
std::optional<Format> FormatNamed(std::string_view name);
std::string_view FormatName(Format format);

struct OutputOptions {
  Format format = Format::kJsonLines;
  // Columns of the terminal, for kTable.
  std::size_t width = 0;
  // csv, tsv: an apostrophe in front of texts that a spreadsheet would take
  // for a formula. Such a file no longer says what the articles say.
  bool safe = false;
  // keys: a NUL after each instead of a line break, so that any key is whole.
  bool zero_ended = false;
  // Whoever reads is a terminal, which controls in keys could harm.
  bool terminal = false;
  // Beside the rows of a group and its count, for kTable.
  Bars bars = Bars::kNone;
  bool colour = false;  // for kTable
};

// The options for standard output, which is a terminal or not: a table there
// in its width, with what it shows of bars and colours, and lines elsewhere.
OutputOptions OptionsForOutput(bool terminal);

// kInvalidArgument where an option is given that is for another format.
Status CheckOutputOptions(const OutputOptions& options);

// Writes one answer: Begin, then Row for each, then End. Rows go out as they
// come; a table holds back the first hundred to measure them.
class RowWriter {
 public:
  virtual ~RowWriter() = default;

  virtual void Begin(const std::vector<Column>& columns) = 0;
  // Writes a row: one cell a column, and the key of its article, empty for a
  // row of aggregates. kInvalidArgument where the format cannot show it.
  virtual Status Row(const std::vector<Cell>& cells, std::string_view key) = 0;
  // `next` is the token of the following page, where there is one.
  virtual void End(const std::optional<std::string>& next) = 0;
  // Whether that token stands in what was written, or is of no use to its
  // readers: whoever asked need not be told it.
  virtual bool keeps_next() const { return false; }
};

// Writes to `out`, which must outlive it.
std::unique_ptr<RowWriter> MakeRowWriter(const OutputOptions& options,
                                         ByteWriter* out);

// The makers behind MakeRowWriter, by family of formats.
// No member of `*` is written under the name `reserved`.
std::unique_ptr<RowWriter> MakeJsonWriter(bool lines, ByteWriter* out,
                                          std::string_view reserved = {});
std::unique_ptr<RowWriter> MakeCsvWriter(bool safe, ByteWriter* out);
std::unique_ptr<RowWriter> MakeTsvWriter(bool safe, ByteWriter* out);
std::unique_ptr<RowWriter> MakeKeysWriter(bool terminal, bool zero_ended,
                                          ByteWriter* out);
std::unique_ptr<RowWriter> MakeTableWriter(const OutputOptions& options,
                                           ByteWriter* out);
std::unique_ptr<RowWriter> MakeMarkdownWriter(ByteWriter* out);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_OUTPUT_H_
