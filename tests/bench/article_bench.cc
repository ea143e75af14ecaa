#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <pressmark/article.h>
#include <pressmark/mapping.h>

#include "schema/fences.h"
#include "schema/field_values.h"
#include "schema/front_matter.h"
#include "schema/hash.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

// The file that the environment's PRESSMARK_ARTICLE names, else one of the
// sample newsroom with the front matter of curated news.
const std::string& TheSource() {
  static const std::string kSource = [] {
    const char* given = std::getenv("PRESSMARK_ARTICLE");
    std::ifstream file(given != nullptr ? given : PRESSMARK_SAMPLE_ARTICLE);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }();
  return kSource;
}

schema::YamlText TheYaml() {
  schema::Fences fences = Take(schema::FindFences(TheSource()));
  std::string_view yaml = fences.front_matter;
  return {yaml, fences.first_line,
          static_cast<std::size_t>(yaml.data() - TheSource().data())};
}

std::string TheRecord() {
  ParsedArticle article = Take(ParseArticle(TheSource(), Mapping::BuiltIn()));
  return schema::BuildRecord("sample.md", article, TheSource().size(),
                             schema::HashOf(TheSource()));
}

void CountBytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(bytes));
}

void FindFences(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(schema::FindFences(TheSource())));
  }
  CountBytes(state, TheYaml().text.size());
}

void ParseFrontMatter(benchmark::State& state) {
  schema::YamlText yaml = TheYaml();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(schema::ParseYaml(yaml, {})));
  }
  CountBytes(state, yaml.text.size());
}

void DeriveFields(benchmark::State& state) {
  Mapping mapping = Mapping::BuiltIn();
  ParsedArticle article = Take(ParseArticle(TheSource(), mapping));
  for (auto _ : state) {
    std::vector<Warning> warnings;
    benchmark::DoNotOptimize(
        schema::DeriveFields(mapping, article.front_matter, {}, &warnings));
  }
}

void HashSource(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(schema::HashOf(TheSource()));
  }
  CountBytes(state, TheSource().size());
}

void BuildRecord(benchmark::State& state) {
  ParsedArticle article = Take(ParseArticle(TheSource(), Mapping::BuiltIn()));
  schema::Hash128 hash = schema::HashOf(TheSource());
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        schema::BuildRecord("sample.md", article, TheSource().size(), hash));
  }
  CountBytes(state, TheRecord().size());
}

void OpenRecord(benchmark::State& state, schema::RecordTrust trust) {
  std::string bytes = TheRecord();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Take(schema::Record::Copy(bytes, trust)));
  }
  CountBytes(state, bytes.size());
}

}  // namespace

void RegisterArticleBenchmarks() {
  benchmark::RegisterBenchmark("FindFences", FindFences);
  benchmark::RegisterBenchmark("ParseFrontMatter", ParseFrontMatter);
  benchmark::RegisterBenchmark("DeriveFields", DeriveFields);
  benchmark::RegisterBenchmark("HashSource", HashSource);
  benchmark::RegisterBenchmark("BuildRecord", BuildRecord);
  benchmark::RegisterBenchmark("OpenRecordVerified", OpenRecord,
                               schema::RecordTrust::kVerify);
  benchmark::RegisterBenchmark("OpenRecordTrusted", OpenRecord,
                               schema::RecordTrust::kTrusted);
}

}  // namespace pressmark::bench
