#include "cli/exit_status.h"

namespace pressmark::cli {

ExitStatus ExitStatusOf(const Status& status) {
  switch (status.code()) {
    case StatusCode::kOk:
      return ExitStatus::kDone;
    case StatusCode::kNotFound:
      return ExitStatus::kNotFound;
    case StatusCode::kInvalidArgument:
    case StatusCode::kAlreadyExists:
    case StatusCode::kUnsupported:
      return ExitStatus::kUsage;
    case StatusCode::kParseError:
    case StatusCode::kLimitExceeded:
      return ExitStatus::kDataError;
    case StatusCode::kBusy:
    case StatusCode::kReadOnly:
    case StatusCode::kUnsupportedFormat:
      return ExitStatus::kCannotOpen;
    case StatusCode::kIoError:
    case StatusCode::kNoSpace:
    case StatusCode::kCorruption:
      return ExitStatus::kIoError;
    case StatusCode::kInterrupted:
      return ExitStatus::kInterrupted;
    case StatusCode::kInternal:
      return ExitStatus::kInternal;
  }
  return ExitStatus::kInternal;
}

std::span<const ExitMeaning> ExitMeanings() {
  static constexpr ExitMeaning kMeanings[] = {
      {ExitStatus::kDone, "done"},
      {ExitStatus::kNotFound,
       "get: no article has one of the keys; index drop: there is no such "
       "index; check: damage found"},
      {ExitStatus::kUsage, "the command line asks for what cannot be done"},
      {ExitStatus::kQueryError,
       "the query is wrong, or was cut short by a limit"},
      {ExitStatus::kDataError, "done, but for what was refused, each by name"},
      {ExitStatus::kCannotOpen,
       "the store is busy, absent, damaged, read-only, or none at all"},
      {ExitStatus::kIoError,
       "the disk: an I/O error, no space; or a stored article that cannot be "
       "read"},
      {ExitStatus::kInternal, "a defect of Pressmark"},
      {ExitStatus::kInterrupted, "ended by SIGINT, in good order"},
      {ExitStatus::kReaderGone, "nobody reads standard output any more"},
      {ExitStatus::kTerminated, "ended by SIGTERM, in good order"},
  };
  return kMeanings;
}

}  // namespace pressmark::cli
