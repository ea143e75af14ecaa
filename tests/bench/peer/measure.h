#ifndef PRESSMARK_TESTS_BENCH_PEER_MEASURE_H_
#define PRESSMARK_TESTS_BENCH_PEER_MEASURE_H_

#include <chrono>
#include <cstdint>
#include <functional>

namespace pressmark::bench {

// Runs from where it is made.
class Stopwatch {
 public:
  double seconds() const {
    std::chrono::duration<double> passed = Clock::now() - start_;
    return passed.count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

// The median of a warm `run`, as the peers take it: one run that does not
// count, then at least 5 runs and 0.2 s of them, but at most 200.
double MedianMilliseconds(const std::function<void()>& run);

// The most memory that this process has held so far.
std::uint64_t PeakMegabytes();

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_MEASURE_H_
