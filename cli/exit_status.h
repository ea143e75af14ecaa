#ifndef PRESSMARK_CLI_EXIT_STATUS_H_
#define PRESSMARK_CLI_EXIT_STATUS_H_

#include <span>
#include <string_view>

#include <pressmark/status.h>

namespace pressmark::cli {

// What the program tells the shell. Listed for people in README.md.
enum class ExitStatus : int {
  kDone = 0,
  kNotFound = 1,       // get: no such article; check: damage found
  kUsage = 2,          // the command line asks for what cannot be done
  kQueryError = 3,     // the query is wrong, or was cut short by a limit
  kDataError = 4,      // done, but for what was refused, each by name
  kCannotOpen = 5,     // the store is busy, damaged, absent or no store
  kIoError = 6,        // the disk, or what a stored article says, is unusable
  kInternal = 70,      // a defect of Pressmark
  kInterrupted = 130,  // SIGINT
  kReaderGone = 141,   // nobody reads standard output any more: SIGPIPE
  kTerminated = 143,   // SIGTERM
};

struct ExitMeaning {
  ExitStatus status;
  std::string_view text;
};

// What each of them says, for the manual page.
std::span<const ExitMeaning> ExitMeanings();

// The status for an operation that ended so, where the command has no reason
// to say something more exact. kDone for ok.
ExitStatus ExitStatusOf(const Status& status);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXIT_STATUS_H_
