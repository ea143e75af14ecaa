#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/kv_rocksdb.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

// Readers share the snapshot of the present state as long as nothing is
// written.
namespace pressmark::engine {
namespace {

using test::IsOk;
using test::ValueOf;

class SharedSnapshotTest : public testing::Test {
 protected:
  void Put(const std::string& key, const std::string& value) {
    KvBatch batch;
    batch.Put(Family::kArticles, key, value);
    ASSERT_THAT(store_->Write(std::move(batch), false), IsOk());
  }
  std::string Get(const std::string& key) {
    auto value =
        ValueOf(ValueOf(store_->Snapshot())->Get(Family::kArticles, key));
    return value == nullptr ? "" : std::string(value->bytes());
  }
  std::ptrdiff_t CountTables() const {
    namespace fs = std::filesystem;
    auto files = fs::directory_iterator(folder_ / "db");
    return std::count_if(begin(files), end(files), [](const auto& entry) {
      return entry.path().extension() == ".sst";
    });
  }

  test::TemporaryFolder folder_;
  std::shared_ptr<KvStore> store_ =
      ValueOf(CreateRocksDb(folder_ / "db", OpenOptions()));
};

TEST_F(SharedSnapshotTest, AWriteIsSeenByWhoAsksNextAndNotBefore) {
  Put("k", "old");
  auto before = ValueOf(store_->Snapshot());
  EXPECT_EQ(ValueOf(store_->Snapshot()), before);
  Put("k", "new");
  EXPECT_EQ(Get("k"), "new");
  EXPECT_EQ(ValueOf(before->Get(Family::kArticles, "k"))->bytes(), "old");
}

TEST_F(SharedSnapshotTest, EachThreadSeesWhatItWrote) {
  std::atomic<bool> stop = false;
  std::atomic<int> stale = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      while (!stop) ValueOf(store_->Snapshot());
    });
  }
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&, key = std::to_string(i)] {
      for (int n = 0; n < 2000; ++n) {
        Put(key, std::to_string(n));
        if (Get(key) != std::to_string(n)) ++stale;
      }
      stop = true;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(stale, 0);
}

// A shared snapshot keeps iterators for the next scan, and they the files that
// they read.
TEST_F(SharedSnapshotTest, ACompactionsFilesGoThoughOthersWereScanned) {
  for (const char* value : {"a", "b", "c"}) {
    Put("k", value);
    ASSERT_THAT(store_->Flush(), IsOk());
  }
  EXPECT_EQ(CountTables(), 3);
  {
    auto scan =
        ValueOf(ValueOf(store_->Snapshot())->Scan(Family::kArticles, "a", "z"));
    for (scan->Seek({}); scan->Valid();) scan->Next();
  }
  ASSERT_THAT(store_->Compact(), IsOk());
  EXPECT_EQ(CountTables(), 1);
  EXPECT_EQ(Get("k"), "c");
}

TEST_F(SharedSnapshotTest, AClosedStoreLetsGoOfIt) {
  Put("k", "v");
  EXPECT_EQ(Get("k"), "v");
  ASSERT_THAT(store_->Close(), IsOk());
  EXPECT_FALSE(store_->Snapshot().ok());
  auto again = OpenRocksDb(folder_ / "db", OpenMode::kWrite, OpenOptions());
  EXPECT_THAT(again, IsOk());
}

}  // namespace
}  // namespace pressmark::engine
