#include <cstddef>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include <pressmark/query.h>

#include "tests/bench/bench_store.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/newsroom.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

// Runs the query on the present state and reads every row.
void Ask(benchmark::State& state, const std::string& text) {
  Query query = Take(Query::Parse(text));
  Snapshot snapshot = Take(TheStore().TakeSnapshot());
  std::size_t rows = 0;
  for (auto _ : state) {
    Cursor cursor = Take(query.Run(snapshot));
    rows = 0;
    while (cursor.Next()) {
      benchmark::DoNotOptimize(cursor.row().data());
      ++rows;
    }
    Require(cursor.status());
  }
  state.counters["rows"] = static_cast<double>(rows);
}

}  // namespace

void RegisterQuestionBenchmarks() {
  const std::string big = "topic = '" + TopicName(0) + "' ";
  const std::string small = "topic = '" + TopicName(400) + "' ";
  const std::pair<const char*, std::string> questions[] = {
      {"CountBigTopic", big + "count"},
      {"CountSmallTopic", small + "count"},
      {"NewestOfBigTopic", big + "limit 20 select title"},
      {"NewestOfSmallTopic", small + "limit 20 select title"},
      {"TopicAndBrandAndYear", big + "and brand = " + BrandName(3) +
                                   " and date = 2019 limit 20 select title"},
      {"EitherTopicNotBrand", "topic in ['Topic 2', 'Topic 30'] and brand != " +
                                  BrandName(0) + " limit 20 select title"},
      {"OldestOfYear", "date = 2019 order by date asc limit 100 select title"},
      {"FacetOfYear", "date = 2019 count by topic"},
      {"ExportTopic", "topic = '" + TopicName(10) + "' select @key, title"},
      {"ResidualOnly", big + "and link.href ~ '*/1*' count"},
  };
  for (const auto& [name, text] : questions) {
    benchmark::RegisterBenchmark(name, [text = text](benchmark::State& state) {
      Ask(state, text);
    })->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace pressmark::bench
