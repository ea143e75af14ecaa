#ifndef PRESSMARK_CLI_EXPORT_STATE_H_
#define PRESSMARK_CLI_EXPORT_STATE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

#include "cli/export_target.h"
#include "cli/files.h"

// What an export that is repeated remembers from run to run, in a file of
// lines:
//
//   pressmark export state 1
//   sequence 4711 | sequence none     the last change that is exported
//   whole                             where the next run starts from nothing
//   output PROCESS FROM PATH          of the last run, be it done or not; FROM
//                                     is a sequence as above
//   made MARK SEQUENCE                what was about to be put at that path, as
//                                     MarkOf tells it, and of which number
//   NAME VALUE                        of what it is an export; see OriginTrait
//   checksum HEX                      over all lines before
namespace pressmark::cli {

// Something that all runs must have in common, such as the query. The value is
// on one line.
struct OriginTrait {
  std::string name;
  std::string value;

  bool operator==(const OriginTrait&) const = default;
};

struct ExportState {
  // Nothing: no run was ever finished.
  std::optional<std::uint64_t> sequence;
  // What was exported cannot be brought up to date piece by piece.
  bool whole = false;
  // What the last run put, or was about to put, at this path (as OnOneLine
  // writes it), and the number that it began at; by which process.
  struct Output {
    std::uint64_t process = 0;
    std::optional<std::uint64_t> from;
    std::string path;
  };
  std::optional<Output> output;
  // What was made for that path, and the number that it is of: more than one
  // where a run was killed that was about to replace the first.
  struct Made {
    std::string mark;
    std::optional<std::uint64_t> sequence;
  };
  std::vector<Made> made;
  std::vector<OriginTrait> origin;
};

// The text with its line breaks and backslashes as \n, \r and \\.
std::string OnOneLine(std::string_view text);
// The text that OnOneLine made this of.
std::string FromOneLine(std::string_view line);

std::string EncodeExportState(const ExportState& state);
// kInvalidArgument where the bytes are no state, a damaged one, or one of
// another version.
Result<ExportState> DecodeExportState(std::string_view bytes);

// Where the next state is written before it takes the place of this one.
std::filesystem::path NextStatePath(const ExportTarget& place);

// kInvalidArgument where a state is or lies in what is exported, where it would
// be compared and replaced; where it is what SQLite keeps beside a database;
// and where the target is NextStatePath.
Status CheckApart(const ExportTarget& target, const ExportTarget& state);

// The file, held against other runs until destroyed. It is there whole, before
// a write or after it.
class ExportStateFile {
 public:
  // kBusy where another run holds it; kInvalidArgument where something else is
  // in its place, or as DecodeExportState; kIoError.
  static Result<ExportStateFile> Open(ExportTarget place);

  // As it was read, or last written; nothing where there is no file yet.
  const std::optional<ExportState>& state() const { return state_; }
  // Durable when it returns. kBusy where another run has made the file since;
  // kNoSpace, kIoError.
  Status Write(ExportState state);
  // Takes the file away, if there is one.
  Status Remove();

 private:
  explicit ExportStateFile(ExportTarget place) : place_(std::move(place)) {}

  ExportTarget place_;
  Descriptor lock_;  // of the file itself
  std::optional<ExportState> state_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_STATE_H_
