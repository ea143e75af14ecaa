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

}  // namespace pressmark::cli
