#ifndef PRESSMARK_CLI_EXPORT_PROGRESS_H_
#define PRESSMARK_CLI_EXPORT_PROGRESS_H_

#include <chrono>
#include <cstdint>

#include "cli/question.h"
#include "cli/terminal.h"

namespace pressmark::cli {

// The line that tells a person at a terminal how far an export has come. How
// much there is to do is counted beforehand, as far as a blink of an eye goes;
// where that is not enough it stays unknown. Nothing of that where there is no
// terminal.
class ExportProgress {
 public:
  // `console` must outlive it.
  ExportProgress(const Question& question, const Snapshot& snapshot,
                 Console& console);

  // Counts one more, and shows how far it is when it is time to.
  void Advance();

 private:
  Console& console_;
  std::chrono::steady_clock::time_point start_;
  std::uint64_t total_ = 0;
  std::uint64_t done_ = 0;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_PROGRESS_H_
