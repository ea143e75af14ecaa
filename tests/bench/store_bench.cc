#include <cstdint>
#include <random>
#include <string>

#include <benchmark/benchmark.h>

#include "tests/bench/bench_store.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/newsroom.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

// Reads under keys drawn at random, all on one snapshot.
template <typename Read>
void ReadByKey(benchmark::State& state, const Read& read) {
  Snapshot snapshot = Take(TheStore().TakeSnapshot());
  std::mt19937_64 random(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        Take(read(snapshot, KeyOf(random() % ArticleCount()))));
  }
}

void FindByKey(benchmark::State& state) {
  ReadByKey(state, [](const Snapshot& snapshot, const std::string& key) {
    return snapshot.Find(key);
  });
}

void GetByKey(benchmark::State& state) {
  ReadByKey(state, [](const Snapshot& snapshot, const std::string& key) {
    return snapshot.Get(key);
  });
}

void SourceByKey(benchmark::State& state) {
  ReadByKey(state, [](const Snapshot& snapshot, const std::string& key) {
    return snapshot.Source(key);
  });
}

void TakeSnapshot(benchmark::State& state) {
  const Store& store = TheStore();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(store.TakeSnapshot()));
  }
}

void PrepareOne(benchmark::State& state) {
  std::string source = SourceOf(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(TheStore().Prepare(KeyOf(1), source)));
  }
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(source.size()));
}

void UpdateOne(benchmark::State& state) {
  std::mt19937_64 random(1);
  WriteOptions options{.sync = state.range(0) != 0};
  for (auto _ : state) {
    Take(TheStore().Put(KeyOf(random() % ArticleCount()), SourceOf(random()),
                        options));
  }
}

}  // namespace

void RegisterStoreBenchmarks() {
  benchmark::RegisterBenchmark("TakeSnapshot", TakeSnapshot);
  benchmark::RegisterBenchmark("FindByKey", FindByKey);
  benchmark::RegisterBenchmark("GetByKey", GetByKey);
  benchmark::RegisterBenchmark("SourceByKey", SourceByKey);
  benchmark::RegisterBenchmark("PrepareOne", PrepareOne);
  benchmark::RegisterBenchmark("UpdateOne", UpdateOne)
      ->Arg(0)
      ->Arg(1)
      ->ArgName("sync")
      ->Unit(benchmark::kMicrosecond);
}

}  // namespace pressmark::bench
