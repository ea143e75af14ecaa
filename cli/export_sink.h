#ifndef PRESSMARK_CLI_EXPORT_SINK_H_
#define PRESSMARK_CLI_EXPORT_SINK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/snapshot.h>

#include "cli/byte_writer.h"
#include "cli/export_target.h"
#include "cli/feed_options.h"
#include "cli/output.h"
#include "cli/question.h"

namespace pressmark::cli {

// Where an export's articles go: Begin, Row for each, End, then Commit.
// Destroyed before that, it leaves nothing behind.
//
// Row fails with kInvalidArgument where this one article cannot be taken: it is
// left out, named by the message, and the sink stays usable. Any other failure
// ends the export.
class ExportSink : public RowWriter {
 public:
  // What it wants of each article, as it stands behind `select`; empty where it
  // takes the columns that the question asks for, rows of aggregates too.
  virtual std::string selection() const { return {}; }
  // Takes an article that is no more out of what an earlier export wrote; no
  // error where it is not in there. kUnsupported where nothing earlier is open.
  virtual Status Remove(std::string_view key);
  // Where what Commit gives its name lies until then; empty where what is there
  // is changed, and for streams.
  virtual std::string temporary() const { return {}; }
  // Makes all of it durable and gives it its name. Nothing may follow.
  virtual Status Commit() = 0;
};

// What is made of the articles.
struct ExportOptions {
  std::string format;  // one of ExportFormats()
  bool safe = false;   // as OutputOptions::safe
  FeedOptions feed;    // of feeds alone
  // Differs where the query is asked in another way; see AskedText. A database
  // keeps it, and is not brought up to date where it differs.
  std::string asked;
};

// The names of all formats, in the order that usage shows them.
const std::vector<std::string>& ExportFormats();
// Whether the format is a folder of files.
bool IsFolderFormat(std::string_view format);
// Whether the format may go to standard output.
bool IsStreamFormat(std::string_view format);

// Whether the format is a feed: atom, rss or jsonfeed.
bool IsFeedFormat(std::string_view format);

// The sink of a format. It writes to the target, or where there is none and the
// format is a stream to `out`, which must outlive it. `question` is what was
// asked of `snapshot`. As CheckFileTarget and CheckFolderTarget; kIoError,
// kNoSpace.
Result<std::unique_ptr<ExportSink>> MakeExportSink(
    const ExportOptions& options, const std::optional<ExportTarget>& target,
    const Question& question, const Snapshot& snapshot, ByteWriter* out);

// What an earlier export left, open to be brought up to date: Row puts an
// article in the place of what is there under its key, Remove takes one away,
// and Commit does all of it in one transaction; destroyed before, it stays as
// it was.
struct EarlierExport {
  std::unique_ptr<ExportSink> sink;
  std::uint64_t sequence = 0;  // of the state that it is an export of
};
// The database of an earlier export to sqlite. kInvalidArgument where it is
// none, or of another store, mapping, query or
// `asked`; kBusy while others write it;
// kIoError, kCorruption, kReadOnly.
Result<EarlierExport> OpenSqliteSink(const ExportTarget& target,
                                     const Question& question,
                                     const Snapshot& snapshot,
                                     const std::string& asked);

// The makers behind MakeExportSink, by family of formats.
Result<std::unique_ptr<ExportSink>> MakeRowsSink(
    const OutputOptions& options, const std::optional<ExportTarget>& target,
    ByteWriter* out);
Result<std::unique_ptr<ExportSink>> MakeTreeSink(const ExportTarget& target);
Result<std::unique_ptr<ExportSink>> MakeSqliteSink(const ExportTarget& target,
                                                   const Question& question,
                                                   const Snapshot& snapshot,
                                                   const std::string& asked);
Result<std::unique_ptr<ExportSink>> MakeFeedSink(
    const ExportOptions& options, const std::optional<ExportTarget>& target,
    const Question& question, const Snapshot& snapshot, ByteWriter* out);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_SINK_H_
