#include "engine/kv_rocksdb.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "engine/posting_block.h"
#include "engine/posting_merge.h"
#include "tests/engine/store_files.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, std::string> FilesIn(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files[entry.path().filename().string()] = ReadFile(entry.path());
  }
  return files;
}

// The first file of this kind.
fs::path FindFile(const fs::path& folder, const std::string& extension) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) return entry.path();
  }
  ADD_FAILURE() << "no " << extension;
  return {};
}

void FlipBit(const fs::path& path, std::size_t offset) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(offset));
  auto byte = static_cast<char>(file.get() ^ 1);
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(byte);
}

KvBatch PutOf(Family family, const std::string& key, const std::string& value) {
  KvBatch batch;
  batch.Put(family, key, value);
  return batch;
}

KvBatch MergeOf(const std::string& key, const std::string& operand) {
  KvBatch batch;
  batch.Merge(Family::kPostings, key, operand);
  return batch;
}

std::string Operand(std::uint64_t id, bool present) {
  PostingChange changes[] = {{id, present}};
  return EncodePostingOperand(changes);
}

std::string Get(const KvStore& store, Family family, const std::string& key) {
  auto value = (*store.Snapshot())->Get(family, key);
  if (!value.ok()) return value.status().ToString();
  return *value == nullptr ? "(none)" : std::string((*value)->bytes());
}

class KvRocksDb : public testing::Test {
 protected:
  std::shared_ptr<KvStore> Create() {
    auto store = CreateRocksDb(path_, OpenOptions());
    EXPECT_TRUE(store.ok()) << store.status().ToString();
    return *store;
  }
  Result<std::shared_ptr<KvStore>> Open(OpenMode mode = OpenMode::kWrite) {
    return OpenRocksDb(path_, mode, OpenOptions());
  }
  // A store with one article of this many bytes in a table, closed.
  void CreateAndClose(std::size_t bytes = 10) {
    auto store = Create();
    ASSERT_TRUE(
        store
            ->Write(PutOf(Family::kArticles, "a", std::string(bytes, 'x')),
                    true)
            .ok());
    ASSERT_TRUE(store->Close().ok());
  }

  test::TemporaryFolder folder_;
  std::string path_ = folder_ / "db";
};

TEST_F(KvRocksDb, KeepsWhatWasWrittenWhenClosedAndOpened) {
  CreateAndClose();
  auto store = *Open();
  EXPECT_EQ(Get(*store, Family::kArticles, "a"), "xxxxxxxxxx");
}

TEST_F(KvRocksDb, KeepsWhatWasWrittenWhenOnlyDestroyed) {
  auto store = Create();
  ASSERT_TRUE(store->Write(PutOf(Family::kKeys, "a", "1"), false).ok());
  store.reset();
  EXPECT_EQ(Get(**Open(), Family::kKeys, "a"), "1");
}

TEST_F(KvRocksDb, RecoversFromItsLog) {
  auto store = Create();
  ASSERT_TRUE(store->Write(PutOf(Family::kKeys, "a", "1"), true).ok());
  ASSERT_TRUE(store->Write(MergeOf("p", Operand(1, true)), false).ok());
  ASSERT_TRUE(store->SyncLog().ok());
  test::CopyFolder(path_, folder_ / "crashed");
  path_ = folder_ / "crashed";
  for (OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
    auto recovered = Open(mode);
    ASSERT_TRUE(recovered.ok()) << recovered.status().ToString();
    EXPECT_EQ(Get(**recovered, Family::kKeys, "a"), "1");
    std::uint64_t id = 1;
    EXPECT_EQ(Get(**recovered, Family::kPostings, "p"),
              EncodePostingBlock(std::span<const std::uint64_t>(&id, 1)));
  }
}

TEST_F(KvRocksDb, IsCreatedOnlyWhereNothingIs) {
  fs::create_directory(path_);
  EXPECT_TRUE(CreateRocksDb(path_, OpenOptions()).ok()) << "an empty folder";
  std::string other = folder_ / "other";
  fs::create_directory(other);
  std::ofstream(other + "/notes.txt") << "mine";
  EXPECT_EQ(CreateRocksDb(other, OpenOptions()).status().code(),
            StatusCode::kAlreadyExists);
  EXPECT_EQ(FilesIn(other).size(), 1u);
}

TEST_F(KvRocksDb, IsNeverCreatedByOpening) {
  EXPECT_EQ(Open().status().code(), StatusCode::kNotFound);
  EXPECT_FALSE(fs::exists(path_));
  fs::create_directory(path_);
  for (OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
    EXPECT_EQ(Open(mode).status().code(), StatusCode::kCorruption);
  }
  EXPECT_THAT(FilesIn(path_), Not(Contains(testing::Key("CURRENT"))));
}

TEST_F(KvRocksDb, IsOpenForWritingOnce) {
  auto store = Create();
  EXPECT_EQ(Open().status().code(), StatusCode::kBusy);
  store.reset();
  EXPECT_TRUE(Open().ok());
}

TEST_F(KvRocksDb, StaysOpenWhileASnapshotLives) {
  auto store = Create();
  auto snapshot = *store->Snapshot();
  store.reset();
  EXPECT_EQ(Open().status().code(), StatusCode::kBusy);
  snapshot.reset();
  EXPECT_TRUE(Open().ok());
}

TEST_F(KvRocksDb, RefusesEveryCallOnceClosed) {
  auto store = Create();
  ASSERT_TRUE(store->Close().ok());
  for (const Status& status :
       {store->Write(PutOf(Family::kKeys, "a", "1"), false),
        store->WriteUnlogged(PutOf(Family::kKeys, "a", "1")), store->SyncLog(),
        store->Flush(), store->Compact(), store->SetAutomaticCompaction(true),
        store->Checkpoint(folder_ / "copy"), store->VerifyChecksums(),
        store->Size(Family::kKeys).status(), store->Snapshot().status()}) {
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  }
}

TEST_F(KvRocksDb, ReadersChangeNothing) {
  CreateAndClose();
  auto before = FilesIn(path_);
  {
    auto first = *Open(OpenMode::kRead);
    auto second = *Open(OpenMode::kRead);
    EXPECT_EQ(Get(*first, Family::kArticles, "a"), "xxxxxxxxxx");
    EXPECT_EQ(Get(*second, Family::kArticles, "a"), "xxxxxxxxxx");
    EXPECT_TRUE(first->VerifyChecksums().ok());
    EXPECT_EQ(first->Size(Family::kArticles)->keys, 1u);
    for (const Status& status :
         {first->Write(PutOf(Family::kKeys, "a", "1"), false),
          first->WriteUnlogged(PutOf(Family::kKeys, "a", "1")),
          first->SyncLog(), first->Flush(), first->Compact(),
          first->SetAutomaticCompaction(true),
          first->Checkpoint(folder_ / "copy")}) {
      EXPECT_EQ(status.code(), StatusCode::kReadOnly);
    }
    EXPECT_TRUE(first->Close().ok());
  }
  EXPECT_EQ(FilesIn(path_), before);
}

TEST_F(KvRocksDb, RefusesWhatIsNoRegularFile) {
  CreateAndClose();
  fs::path current = fs::path(path_) / "CURRENT";
  fs::rename(current, folder_ / "kept");
  ASSERT_EQ(::mkfifo(current.c_str(), 0600), 0);
  EXPECT_EQ(Open().status().code(), StatusCode::kCorruption);
  EXPECT_THAT(Open().status().message(), HasSubstr("CURRENT"));
  fs::remove(current);
  fs::create_symlink(folder_ / "kept", current);
  EXPECT_EQ(Open(OpenMode::kRead).status().code(), StatusCode::kCorruption);
  fs::remove(current);
  fs::rename(folder_ / "kept", current);
  EXPECT_TRUE(Open().ok());
}

TEST_F(KvRocksDb, WritesNoLogOfItsOwn) {
  CreateAndClose();
  EXPECT_THAT(FilesIn(path_), Not(Contains(testing::Key(HasSubstr("LOG")))));
}

TEST_F(KvRocksDb, ReportsAFlippedBit) {
  CreateAndClose(100'000);
  FlipBit(FindFile(path_, ".sst"), 20);
  auto store = *Open();
  EXPECT_EQ(store->VerifyChecksums().code(), StatusCode::kCorruption);
  auto snapshot = *store->Snapshot();
  EXPECT_EQ(snapshot->Get(Family::kArticles, "a").status().code(),
            StatusCode::kCorruption);
  std::vector<std::string> keys = {"a"};
  EXPECT_EQ(snapshot->MultiGet(Family::kArticles, keys).status().code(),
            StatusCode::kCorruption);
  auto iterator = *snapshot->Scan(Family::kArticles, "", "");
  iterator->Seek("");
  EXPECT_FALSE(iterator->Valid());
  EXPECT_EQ(iterator->status().code(), StatusCode::kCorruption);
  iterator->Next();
  EXPECT_EQ(iterator->status().code(), StatusCode::kCorruption);
}

TEST_F(KvRocksDb, ReportsFilesThatAreGone) {
  for (const char* extension : {".sst", ""}) {
    CreateAndClose();
    fs::remove(*extension != 0 ? FindFile(path_, extension)
                               : fs::path(path_) / "CURRENT");
    for (OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
      EXPECT_EQ(Open(mode).status().code(), StatusCode::kCorruption);
    }
    fs::remove_all(path_);
  }
}

TEST_F(KvRocksDb, CopiesItselfIntoACheckpoint) {
  auto store = Create();
  ASSERT_TRUE(store->Write(PutOf(Family::kKeys, "a", "1"), false).ok());
  std::string copy = folder_ / "copy";
  ASSERT_TRUE(store->Checkpoint(copy).ok());
  ASSERT_TRUE(store->Write(PutOf(Family::kKeys, "a", "2"), false).ok());
  EXPECT_FALSE(store->Checkpoint(copy).ok()) << "it is there already";
  auto opened = OpenRocksDb(copy, OpenMode::kWrite, OpenOptions());
  ASSERT_TRUE(opened.ok()) << opened.status().ToString();
  EXPECT_EQ(Get(**opened, Family::kKeys, "a"), "1");
}

TEST_F(KvRocksDb, DropsBlocksWithoutIdsWhenCompacted) {
  auto store = Create();
  for (std::uint64_t id = 0; id < 100; ++id) {
    std::string key = "p" + std::to_string(id);
    ASSERT_TRUE(store->Write(MergeOf(key, Operand(id, true)), false).ok());
  }
  ASSERT_TRUE(store->Flush().ok());
  for (std::uint64_t id = 1; id < 100; ++id) {
    std::string key = "p" + std::to_string(id);
    ASSERT_TRUE(store->Write(MergeOf(key, Operand(id, false)), false).ok());
  }
  ASSERT_TRUE(store->Compact().ok());
  auto iterator = *(*store->Snapshot())->Scan(Family::kPostings, "", "");
  iterator->Seek("");
  ASSERT_TRUE(iterator->Valid());
  EXPECT_EQ(iterator->key(), "p0");
  iterator->Next();
  EXPECT_FALSE(iterator->Valid());
  EXPECT_EQ(store->Size(Family::kPostings)->keys, 1u);
}

TEST_F(KvRocksDb, GoesOnAfterADamagedOperand) {
  auto store = Create();
  ASSERT_TRUE(store->Write(MergeOf("bad", Operand(1, true)), false).ok());
  ASSERT_TRUE(store->Write(MergeOf("bad", "garbage"), false).ok());
  ASSERT_TRUE(store->Write(MergeOf("good", Operand(1, true)), false).ok());
  ASSERT_TRUE(store->Flush().ok());
  ASSERT_TRUE(store->Write(MergeOf("bad", Operand(2, true)), false).ok());
  ASSERT_TRUE(store->Compact().ok());
  ASSERT_TRUE(store->Close().ok());
  store = *Open();
  std::string bad = Get(*store, Family::kPostings, "bad");
  EXPECT_TRUE(IsDamagedPostingBlock(bad));
  EXPECT_THAT(bad, HasSubstr("garbage"));
  std::uint64_t id = 1;
  std::string block =
      EncodePostingBlock(std::span<const std::uint64_t>(&id, 1));
  EXPECT_EQ(Get(*store, Family::kPostings, "good"), block);
  ASSERT_TRUE(store->Write(PutOf(Family::kPostings, "bad", block), true).ok());
  EXPECT_EQ(Get(*store, Family::kPostings, "bad"), block);
}

TEST_F(KvRocksDb, TakesManyOperandsOfOneKey) {
  auto store = Create();
  std::set<std::uint64_t> model;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    std::uint64_t id = i * 7919 % 1000;
    bool present = i % 3 != 0;
    present ? (void)model.insert(id) : (void)model.erase(id);
    ASSERT_TRUE(store->Write(MergeOf("p", Operand(id, present)), false).ok());
  }
  std::vector<std::uint64_t> expected(model.begin(), model.end());
  for (int round = 0; round < 2; ++round) {
    std::string block = Get(*store, Family::kPostings, "p");
    std::vector<std::uint64_t> buffer;
    auto ids = PostingBlockView::Parse(block)->Ids(&buffer);
    EXPECT_EQ(std::vector<std::uint64_t>(ids.begin(), ids.end()), expected);
    ASSERT_TRUE(store->Compact().ok());
  }
}

TEST_F(KvRocksDb, ServesThreadsWhileItIsWrittenAndClosed) {
  auto store = Create();
  ASSERT_TRUE(store->Write(MergeOf("p", Operand(0, true)), false).ok());
  std::vector<std::thread> readers;
  std::atomic<int> reads = 0;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (true) {
        auto snapshot = store->Snapshot();
        if (!snapshot.ok()) return;
        auto value = (*snapshot)->Get(Family::kPostings, "p");
        ASSERT_TRUE(value.ok() && *value != nullptr);
        ASSERT_TRUE(PostingBlockView::Parse((*value)->bytes()).ok());
        ++reads;
      }
    });
  }
  std::uint64_t id = 1;
  for (; id < 500 || reads < 100; ++id) {
    ASSERT_TRUE(store->Write(MergeOf("p", Operand(id, true)), false).ok());
  }
  ASSERT_TRUE(store->Close().ok());
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace pressmark::engine
