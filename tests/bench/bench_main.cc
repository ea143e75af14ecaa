// How long each stage takes on its own, and questions over a store of made-up
// articles in the temporary folder:
//
//   PRESSMARK_ARTICLES=100000 build/release/bin/pressmark_bench

#include <benchmark/benchmark.h>

#include "tests/bench/benchmarks.h"

int main(int argc, char** argv) {
  using namespace pressmark::bench;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  RegisterArticleBenchmarks();
  RegisterPostingBenchmarks();
  RegisterStoreBenchmarks();
  RegisterQueryBenchmarks();
  RegisterQuestionBenchmarks();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
