// How long the questions that publishing apps ask take, over a store of
// made-up articles in the temporary folder:
//
//   PRESSMARK_ARTICLES=100000 build/release/bin/pressmark_bench

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <pressmark/query.h>
#include <pressmark/store.h>

#include "tests/bench/newsroom.h"
#include "tests/bench/require.h"

namespace pressmark::bench {
namespace {

constexpr std::size_t kBatch = 1'000;

// A folder that goes with the program.
class Folder {
 public:
  Folder() {
    std::string name =
        std::filesystem::temp_directory_path() / "pressmark-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const char* name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

Store MakeStore(const std::filesystem::path& path) {
  Store store = Take(Store::Create(path));
  Require(store.BeginBulk());
  WriteBatch batch;
  for (std::size_t i = 0; i < ArticleCount(); ++i) {
    batch.Put(Take(store.Prepare(KeyOf(i), SourceOf(i))));
    if (batch.size() < kBatch) continue;
    Take(store.Write(std::exchange(batch, WriteBatch()), {.sync = false}));
  }
  Take(store.Write(std::move(batch)));
  Require(store.EndBulk());
  return store;
}

Store& TheStore() {
  static const Folder folder;
  static Store store = MakeStore(folder / "store");
  return store;
}

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

void GetByKey(benchmark::State& state) {
  Snapshot snapshot = Take(TheStore().TakeSnapshot());
  std::mt19937_64 random(1);
  for (auto _ : state) {
    auto source = Take(snapshot.Source(KeyOf(random() % ArticleCount())));
    benchmark::DoNotOptimize(source.data());
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

void RegisterQuestions() {
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

}  // namespace
}  // namespace pressmark::bench

int main(int argc, char** argv) {
  using namespace pressmark::bench;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  RegisterQuestions();
  benchmark::RegisterBenchmark("GetByKey", GetByKey)
      ->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("PrepareOne", PrepareOne)
      ->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("UpdateOne", UpdateOne)
      ->Arg(0)
      ->Arg(1)
      ->ArgName("sync")
      ->Unit(benchmark::kMicrosecond);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
