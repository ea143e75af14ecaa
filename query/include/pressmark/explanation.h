#ifndef PRESSMARK_QUERY_EXPLANATION_H_
#define PRESSMARK_QUERY_EXPLANATION_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/cursor.h>

namespace pressmark {

// What a step took when the query was run. Time and what posting lists took
// are with the steps below it.
struct StepCost {
  std::uint64_t articles = 0;        // came out of it; of the answer: rows
  std::uint64_t seeks = 0;           // jumps to a posting block
  std::uint64_t posting_blocks = 0;  // read
  std::uint64_t postings = 0;        // article ids in those blocks
  std::uint64_t records = 0;         // articles read
  std::uint64_t records_rejected = 0;
  // Of the rejected, those where a test met values of other types than it
  // compares: `n > 300` a text, `title = 3` beside texts only.
  std::uint64_t type_mismatches = 0;
  std::chrono::nanoseconds time{0};
};

// One step of a plan.
struct PlanStep {
  // What it is, for programs; does not change:
  //   answer        the rows, made of the articles of the step below
  //   none, all     no article; every article
  //   term          those of one indexed value
  //   terms         those of many values, gathered and sorted
  //   keys          those of some keys, found before anything else is read
  //   intersection, union, difference    of the steps below
  //   dates         of the step below, those of some dates
  //   recheck       a condition that is looked at on each record
  //   records       what records are read for, where nothing is rechecked
  std::string kind;
  // The same for people; may change.
  std::string words;
  // No more articles than these come out, as the index tells.
  std::optional<std::uint64_t> at_most;
  // Only after Query::Analyze, of steps that had to be taken.
  std::optional<StepCost> actual;
  std::vector<PlanStep> steps;
};

// How a query is answered.
struct Explanation {
  std::string query;  // in canonical form
  // The answer first, with what it comes from below it; then what becomes of
  // the records.
  std::vector<PlanStep> steps;

  // A line a step, what it is made of indented below it.
  std::string ToText() const;
  // One object: {"query": …, "plan": [{"step": kind, "words": …, "at_most": …,
  // "actual": {…, "nanoseconds": …}, "of": [steps]}]}. What is not known is
  // left out.
  std::string ToJson() const;
};

}  // namespace pressmark

#endif  // PRESSMARK_QUERY_EXPLANATION_H_
