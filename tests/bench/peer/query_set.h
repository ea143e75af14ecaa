#ifndef PRESSMARK_TESTS_BENCH_PEER_QUERY_SET_H_
#define PRESSMARK_TESTS_BENCH_PEER_QUERY_SET_H_

#include <cstdint>
#include <string>
#include <vector>

#include <pressmark/query.h>

namespace pressmark::bench {

// A question of the query set, parsed once and asked any number of times.
struct Question {
  // What its rows are, and so what its answer is made of.
  enum class Kind : std::uint8_t {
    kCount,      // one number, which is the answer
    kNewest,     // key, date and title, the newest first: hash of the numbers
    kOldest,     // likewise, the oldest first
    kHistogram,  // values and counts: the sum of the counts' squares
  };

  std::string name;
  Kind kind = Kind::kCount;
  Query query;
  Parameters parameters;
};

// The questions that the peers answer (see tests/README.md), with parameters
// from the JSON file at `path`.
std::vector<Question> ReadQuerySet(const std::string& path);

// Reads every row, and makes the answer of them.
std::uint64_t AnswerOf(const Question& question, Cursor cursor);

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_QUERY_SET_H_
