#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include <pressmark/query.h>

#include "tests/bench/bench_store.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/newsroom.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

constexpr const char* kText =
    "topic = :topic and brand = :brand and date in 2019-03..2019-10 "
    "limit 20 select @key, date, title";

Parameters TheParameters() {
  return {{"topic", {TopicName(0)}}, {"brand", {BrandName(3)}}};
}

void ParseQuery(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(Query::Parse(kText)));
  }
}

// Binds names and parameters, plans, and opens a cursor; no row is read.
void PlanQuery(benchmark::State& state) {
  Query query = Take(Query::Parse(kText));
  Snapshot snapshot = Take(TheStore().TakeSnapshot());
  Parameters parameters = TheParameters();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(query.Run(snapshot, parameters)));
  }
}

// The rows of a long list, one after another, from a cursor that is open.
void NextRow(benchmark::State& state, const std::string& clauses) {
  Query query = Take(Query::Parse("topic = :topic " + clauses));
  Snapshot snapshot = Take(TheStore().TakeSnapshot());
  Parameters parameters = {{"topic", {TopicName(0)}}};
  Cursor cursor = Take(query.Run(snapshot, parameters));
  for (auto _ : state) {
    if (cursor.Next()) {
      benchmark::DoNotOptimize(cursor.row().data());
      continue;
    }
    Require(cursor.status());
    state.PauseTiming();
    cursor = Take(query.Run(snapshot, parameters));
    state.ResumeTiming();
  }
}

}  // namespace

void RegisterQueryBenchmarks() {
  benchmark::RegisterBenchmark("ParseQuery", ParseQuery);
  benchmark::RegisterBenchmark("PlanQuery", PlanQuery);
  benchmark::RegisterBenchmark("NextRow/key", NextRow, "select @key");
  benchmark::RegisterBenchmark("NextRow/list", NextRow,
                               "select @key, date, title");
  benchmark::RegisterBenchmark("NextRow/front_matter", NextRow,
                               "select link.href, featuredImage.alt");
}

}  // namespace pressmark::bench
