#include "cli/export_progress.h"

#include "cli/progress_text.h"

namespace pressmark::cli {

namespace {

// Looking at the clock costs as much as a row of some formats.
constexpr std::uint64_t kArticlesAtOnce = 64;

}  // namespace

ExportProgress::ExportProgress(const Question&, const Snapshot&,
                               Console& console)
    : console_(console), start_(std::chrono::steady_clock::now()) {}

void ExportProgress::Advance() {
  if (++done_ % kArticlesAtOnce != 0 || !console_.progress_due()) return;
  std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start_;
  console_.ShowProgress(
      ProgressText({done_, total_, elapsed.count()}, "articles"));
}

}  // namespace pressmark::cli
