#ifndef PRESSMARK_QUERY_DEADLINE_H_
#define PRESSMARK_QUERY_DEADLINE_H_

#include <cstddef>

#include "query/budget.h"

namespace pressmark::query {

// The steps of a test, at least, whatever it finds.
inline constexpr std::size_t kTestSteps = 16;

// Stops what is done on one article where it outlasts its query. Work is told
// in steps of some nanoseconds, and the clock is looked at once in so many.
// What was stopped may answer anything. Not for two threads at once.
class Deadline {
 public:
  // Never passes where there is no budget; else it must outlive this.
  explicit Deadline(const Budget* budget) : budget_(budget) {}

  bool Passed(std::size_t steps) {
    if (budget_ == nullptr) return false;
    steps_ += steps;
    if (steps_ >= kSteps) {
      steps_ = 0;
      passed_ = passed_ || budget_->Over();
    }
    return passed_;
  }

 private:
  static constexpr std::size_t kSteps = 1024;

  const Budget* budget_;
  std::size_t steps_ = 0;
  bool passed_ = false;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_DEADLINE_H_
