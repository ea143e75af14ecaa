#ifndef PRESSMARK_QUERY_PROFILE_H_
#define PRESSMARK_QUERY_PROFILE_H_

#include <chrono>
#include <cstdint>
#include <unordered_map>

#include "engine/posting_list.h"
#include "query/id_stream.h"
#include "query/plan.h"

// What each step of a run takes, where the run is analysed.
namespace pressmark::query {

// What a step of a plan took. Time and cost are with the steps below it.
struct StepProfile {
  std::uint64_t articles = 0;  // that came out of it
  engine::PostingCost cost;
  std::chrono::nanoseconds time{0};
};

struct Profile {
  // By the node's place: the plan stays where it is while it runs.
  std::unordered_map<const PlanNode*, StepProfile> nodes;
  // Of the records: to read them and, of the recheck, to look at them.
  std::chrono::nanoseconds record_time{0};
  // Records dropped where a test found values and none of a type that it
  // compares.
  std::uint64_t type_mismatches = 0;
};

// Adds the time from its making to its end.
class Stopwatch {
 public:
  explicit Stopwatch(std::chrono::nanoseconds* time)
      : time_(*time), start_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() { time_ += std::chrono::steady_clock::now() - start_; }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  std::chrono::nanoseconds& time_;
  std::chrono::steady_clock::time_point start_;
};

// The same ids as `stream`, and what they take is added to `step`, which must
// outlive it.
IdStreamPointer MakeProfiledStream(IdStreamPointer stream, StepProfile* step);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PROFILE_H_
