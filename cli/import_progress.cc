#include "cli/import_progress.h"

#include <exception>
#include <optional>
#include <system_error>

#include "cli/import_files.h"
#include "cli/progress_text.h"
#include "cli/walk.h"

namespace pressmark::cli {

std::string ProgressText(const ImportSummary& summary, std::uint64_t total,
                         double seconds) {
  return ProgressText({summary.seen, total, seconds}, "files",
                      ", " + std::to_string(summary.refused) + " refused");
}

ImportProgress::ImportProgress(const std::vector<std::string>& paths,
                               Console& console)
    : console_(console), start_(std::chrono::steady_clock::now()) {
  if (!console_.shows_progress()) return;
  auto count = [this, paths] {
    try {
      Count(paths);
    } catch (const std::exception&) {
      // Then the total stays unknown, and the import says what is wrong.
    }
  };
  try {
    counter_ = std::thread(count);
  } catch (const std::system_error&) {
    // No thread to be had: likewise.
  }
}

ImportProgress::~ImportProgress() {
  stopped_ = true;
  if (counter_.joinable()) counter_.join();
}

void ImportProgress::Count(const std::vector<std::string>& paths) {
  std::uint64_t files = 0;
  for (const std::string& path : paths) {
    if (!IsFolder(path)) {
      ++files;
      continue;
    }
    Walk walk(path);
    while (walk.Next()) {
      if (stopped_) return;
      ++files;
    }
  }
  total_ = files;
}

void ImportProgress::Update(const ImportSummary& summary) {
  if (!console_.progress_due()) return;
  console_.ShowProgress(ProgressText(summary, total_, seconds()));
}

double ImportProgress::seconds() const {
  std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start_;
  return elapsed.count();
}

}  // namespace pressmark::cli
