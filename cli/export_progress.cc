#include "cli/export_progress.h"

#include <variant>

#include "cli/progress_text.h"

namespace pressmark::cli {

namespace {

// Looking at the clock costs as much as a row of some formats.
constexpr std::uint64_t kArticlesAtOnce = 64;

// What counting may cost.
constexpr std::chrono::milliseconds kCountingTime{100};

// How many articles the answer has; 0 where that takes too long to find out.
std::uint64_t CountOf(const Question& question, const Snapshot& snapshot) {
  QueryShape shape = question.query.Shape();
  if (shape.aggregates || shape.limited) return 0;
  QueryOptions options = question.options;
  options.deadline = std::chrono::steady_clock::now() + kCountingTime;
  Result<Cursor> cursor =
      question.query.Counted().Run(snapshot, question.parameters, options);
  if (!cursor.ok() || !cursor->Next()) return 0;
  const auto* count = std::get_if<std::int64_t>(&cursor->row().front().value);
  return count == nullptr ? 0 : static_cast<std::uint64_t>(*count);
}

}  // namespace

ExportProgress::ExportProgress(const Question& question,
                               const Snapshot& snapshot, Console& console)
    : console_(console), start_(std::chrono::steady_clock::now()) {
  if (console_.shows_progress()) total_ = CountOf(question, snapshot);
}

void ExportProgress::Advance() {
  if (++done_ % kArticlesAtOnce != 0 || !console_.progress_due()) return;
  std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start_;
  console_.ShowProgress(
      ProgressText({done_, total_, elapsed.count()}, "articles"));
}

}  // namespace pressmark::cli
