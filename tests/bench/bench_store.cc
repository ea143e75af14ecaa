#include "tests/bench/bench_store.h"

#include <string>
#include <utility>

#include "tests/bench/newsroom.h"
#include "tests/bench/require.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::bench {

namespace {

constexpr std::size_t kBatch = 1'000;

Store MakeStore(const std::string& path) {
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

}  // namespace

Store& TheStore() {
  static const test::TemporaryFolder folder;
  static Store store = MakeStore(folder / "store");
  return store;
}

}  // namespace pressmark::bench
