#ifndef PRESSMARK_TESTS_BENCH_REQUIRE_H_
#define PRESSMARK_TESTS_BENCH_REQUIRE_H_

#include <cstdio>
#include <cstdlib>
#include <utility>

#include <pressmark/result.h>

namespace pressmark::bench {

// A measurement of something that failed is worth nothing: ends the program.
inline void Require(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::_Exit(1);
}

template <typename T>
T Take(Result<T> result) {
  Require(result.status());
  return *std::move(result);
}

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_REQUIRE_H_
