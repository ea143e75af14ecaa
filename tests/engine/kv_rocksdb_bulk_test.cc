// RocksDB while much is written: without a log, without compaction, and what
// comes of it in the end.

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "engine/kv_rocksdb.h"
#include "tests/engine/store_files.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

KvBatch PutOf(Family family, const std::string& key, const std::string& value) {
  KvBatch batch;
  batch.Put(family, key, value);
  return batch;
}

std::string Get(const KvStore& store, Family family, const std::string& key) {
  auto value = (*store.Snapshot())->Get(family, key);
  if (!value.ok()) return value.status().ToString();
  return *value == nullptr ? "(none)" : std::string((*value)->bytes());
}

class KvRocksDbBulk : public testing::Test {
 protected:
  std::shared_ptr<KvStore> Create() {
    auto store = CreateRocksDb(path_, OpenOptions());
    EXPECT_TRUE(store.ok()) << store.status().ToString();
    return *store;
  }

  test::TemporaryFolder folder_;
  std::string path_ = folder_ / "db";
};

TEST_F(KvRocksDbBulk, NoLoggedWriteOutlivesAnUnloggedOneBeforeIt) {
  using Step = Status (*)(KvStore*);
  const std::pair<Step, std::string> cases[] = {
      {[](KvStore*) { return Status(); }, ""},
      {[](KvStore* store) { return store->SyncLog(); }, "2"},
      {[](KvStore* store) { return store->Flush(); }, "2"},
      {[](KvStore* store) {
         return store->Write(PutOf(Family::kKeys, "a", "3"), false);
       },
       "3"},
  };
  auto store = Create();
  int number = 0;
  for (const auto& [then, left] : cases) {
    ASSERT_TRUE(store->Write(PutOf(Family::kKeys, "a", ""), false).ok());
    ASSERT_TRUE(store->WriteUnlogged(PutOf(Family::kKeys, "a", "1")).ok());
    KvBatch last = PutOf(Family::kArticles, "b", "2");
    last.Put(Family::kKeys, "a", "2");
    ASSERT_TRUE(store->WriteUnlogged(std::move(last)).ok());
    ASSERT_TRUE(then(store.get()).ok());
    std::string crashed = folder_ / ("crashed" + std::to_string(number));
    test::CopyFolder(path_, crashed);
    auto recovered = OpenRocksDb(crashed, OpenMode::kWrite, OpenOptions());
    ASSERT_TRUE(recovered.ok()) << recovered.status().ToString();
    EXPECT_EQ(Get(**recovered, Family::kKeys, "a"), left) << number;
    if (!left.empty()) {
      EXPECT_EQ(Get(**recovered, Family::kArticles, "b"), "2") << number;
    }
    ++number;
  }
}

TEST_F(KvRocksDbBulk, ALoneFileOfArticlesIsCompressedForItsRest) {
  auto store = Create();
  std::string value;
  for (int i = 0; i < 20'000; ++i) value += std::to_string(i * 7919 % 10'007);
  ASSERT_TRUE(store->Write(PutOf(Family::kSources, "a", value), false).ok());
  ASSERT_TRUE(store->Flush().ok());
  std::uint64_t flushed = store->Size(Family::kSources)->bytes;
  ASSERT_TRUE(store->Compact().ok());
  EXPECT_LT(store->Size(Family::kSources)->bytes, flushed * 3 / 4);
}

TEST_F(KvRocksDbBulk, KeepsLargeValuesThroughBulkAndCompaction) {
  auto store = Create();
  ASSERT_TRUE(store->SetAutomaticCompaction(false).ok());
  std::string large(3 << 20, 'x');
  for (int i = 0; i < 12; ++i) {
    large[0] = static_cast<char>('a' + i);
    std::string key(1, large[0]);
    ASSERT_TRUE(store->Write(PutOf(Family::kSources, key, large), false).ok());
    ASSERT_TRUE(store->Flush().ok());
  }
  ASSERT_TRUE(store->Compact().ok());
  ASSERT_TRUE(store->SetAutomaticCompaction(true).ok());
  EXPECT_EQ(Get(*store, Family::kSources, "l"), large);
  EXPECT_EQ(store->Size(Family::kSources)->keys, 12u);
  EXPECT_LT(store->Size(Family::kSources)->bytes, large.size()) << "compressed";
}

}  // namespace
}  // namespace pressmark::engine
