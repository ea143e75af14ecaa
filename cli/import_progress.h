#ifndef PRESSMARK_CLI_IMPORT_PROGRESS_H_
#define PRESSMARK_CLI_IMPORT_PROGRESS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "cli/import_summary.h"
#include "cli/terminal.h"

namespace pressmark::cli {

// "20 of 100 files, 10 articles/s, 1 refused, 8 s left"; `total` is 0 where it
// is not known.
std::string ProgressText(const ImportSummary& summary, std::uint64_t total,
                         double seconds);

// The line that tells a person at a terminal how far an import has come, and
// the stopwatch of every import. How much there is to do is counted by a walk
// of its own beside the import, so that nothing waits for it and nothing is
// kept. Nothing of that where there is no terminal.
class ImportProgress {
 public:
  // `console` must outlive it.
  ImportProgress(const std::vector<std::string>& paths, Console& console);
  ~ImportProgress();

  // Shows how far it is, when it is time to.
  void Update(const ImportSummary& summary);
  // Since the import began.
  double seconds() const;

 private:
  void Count(const std::vector<std::string>& paths);

  Console& console_;
  std::chrono::steady_clock::time_point start_;
  std::atomic<bool> stopped_{false};
  std::atomic<std::uint64_t> total_{0};  // 0 until it is known
  std::thread counter_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_PROGRESS_H_
