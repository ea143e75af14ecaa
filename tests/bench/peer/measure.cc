#include "tests/bench/peer/measure.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <sys/resource.h>

namespace pressmark::bench {

namespace {

constexpr std::size_t kFewestRuns = 5;
constexpr std::size_t kMostRuns = 200;
constexpr double kSeconds = 0.2;

}  // namespace

double MedianMilliseconds(const std::function<void()>& run) {
  run();
  std::vector<double> times;
  Stopwatch all;
  while (times.size() < kFewestRuns ||
         (all.seconds() < kSeconds && times.size() < kMostRuns)) {
    Stopwatch one;
    run();
    times.push_back(one.seconds() * 1e3);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::uint64_t PeakMegabytes() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) / 1'024;
}

}  // namespace pressmark::bench
