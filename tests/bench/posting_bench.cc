#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/posting_block.h"
#include "engine/posting_merge.h"
#include "query/id_stream_algebra.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

using engine::PostingBlockView;
using Ids = std::vector<std::uint64_t>;

// Numbers that are `step` apart, so many of them.
Ids Spread(std::int64_t count, std::uint64_t step) {
  Ids ids;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
    ids.push_back((i + 1) * step);
  }
  return ids;
}

void CountIds(benchmark::State& state, std::int64_t ids) {
  state.SetItemsProcessed(state.iterations() * ids);
}

// Operands as a writer leaves them, an id each: every other one of an id that
// the block of Spread(…, 4) holds and that is taken away.
std::vector<std::string> Operands(std::int64_t count) {
  std::vector<std::string> operands;
  for (std::int64_t i = 0; i < count; ++i) {
    bool present = i % 2 == 0;
    engine::PostingChange change;
    change.id = static_cast<std::uint64_t>(i + 1) * 8 + (present ? 1 : 0);
    change.present = present;
    operands.push_back(engine::EncodePostingOperand({&change, 1}));
  }
  return operands;
}

std::vector<std::string_view> Views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void EncodeBlock(benchmark::State& state) {
  Ids ids = Spread(state.range(0), 4);
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::EncodePostingBlock(ids));
  }
  CountIds(state, state.range(0));
}

// Reads the ids of a block, as bytes lie that RocksDB hands out: an odd place
// keeps them from being read where they are.
void ReadBlock(benchmark::State& state, const std::string& block) {
  std::string shifted = ' ' + block;
  std::string_view bytes = std::string_view(shifted).substr(1);
  Ids buffer;
  for (auto _ : state) {
    PostingBlockView view = Take(PostingBlockView::Parse(bytes));
    benchmark::DoNotOptimize(view.Ids(&buffer).size());
  }
  CountIds(state, state.range(0));
}

void ReadSortedBlock(benchmark::State& state) {
  ReadBlock(state, engine::EncodePostingBlock(Spread(state.range(0), 4)));
}

void ReadBlockWithTail(benchmark::State& state) {
  std::string block = engine::EncodePostingBlock(Spread(state.range(0), 4));
  std::vector<std::string> operands = Operands(state.range(0) / 8);
  ReadBlock(state, engine::ApplyPostingOperands(block, Views(operands)));
}

void MergeOperands(benchmark::State& state) {
  std::string block = engine::EncodePostingBlock(Spread(state.range(0), 4));
  std::vector<std::string> operands = Operands(state.range(1));
  std::vector<std::string_view> views = Views(operands);
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::ApplyPostingOperands(block, views));
  }
  CountIds(state, state.range(1));
}

void CombineOperands(benchmark::State& state) {
  std::vector<std::string> operands = Operands(state.range(0));
  std::vector<std::string_view> views = Views(operands);
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::CombinePostingOperands(views));
  }
  CountIds(state, state.range(0));
}

// Two sets that share some of their numbers.
template <typename Operation>
void Combine(benchmark::State& state, const Operation& operation) {
  Ids left = Spread(state.range(0), 3 * state.range(1) / state.range(0));
  Ids right = Spread(state.range(1), 2);
  Ids result;
  for (auto _ : state) {
    result.clear();
    operation(left, right, &result);
    benchmark::DoNotOptimize(result.data());
  }
  CountIds(state, state.range(0) + state.range(1));
}

void RegisterAlgebra() {
  using Operation = void (*)(query::IdSpan, query::IdSpan, query::IdVector*);
  const std::pair<const char*, Operation> operations[] = {
      {"Intersect", query::Intersect},
      {"Subtract", query::Subtract},
      {"Unite", query::Unite}};
  for (const auto& [name, operation] : operations) {
    benchmark::RegisterBenchmark(name, Combine<Operation>, operation)
        ->Args({4'096, 4'096})
        ->Args({64, 4'096});
  }
}

}  // namespace

void RegisterPostingBenchmarks() {
  benchmark::RegisterBenchmark("EncodeBlock", EncodeBlock)->Arg(64)->Arg(4'096);
  benchmark::RegisterBenchmark("ReadSortedBlock", ReadSortedBlock)
      ->Arg(64)
      ->Arg(4'096);
  benchmark::RegisterBenchmark("ReadBlockWithTail", ReadBlockWithTail)
      ->Arg(1'024)
      ->Arg(4'096);
  benchmark::RegisterBenchmark("MergeOperands", MergeOperands)
      ->ArgNames({"block", "operands"})
      ->Args({64, 8})
      ->Args({4'096, 8})
      ->Args({4'096, 2'048});
  benchmark::RegisterBenchmark("CombineOperands", CombineOperands)
      ->Arg(8)
      ->Arg(1'024);
  RegisterAlgebra();
}

}  // namespace pressmark::bench
