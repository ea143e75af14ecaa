#ifndef PRESSMARK_TESTS_BENCH_BENCHMARKS_H_
#define PRESSMARK_TESTS_BENCH_BENCHMARKS_H_

// What pressmark_bench measures: each stage on its own, and whole questions.
// Each function registers the cases of the file named after it.
namespace pressmark::bench {

void RegisterArticleBenchmarks();   // fences, front matter, fields, record
void RegisterPostingBenchmarks();   // posting blocks, merge, set algebra
void RegisterStoreBenchmarks();     // snapshot, reads by key, writes
void RegisterQueryBenchmarks();     // parsing, planning, the cursor
void RegisterQuestionBenchmarks();  // what publishing apps ask, end to end

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_BENCHMARKS_H_
