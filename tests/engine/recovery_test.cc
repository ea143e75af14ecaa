// What a store says when its files are not what they were: lost writes are
// named, never passed over.

#include "engine/recovery.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/catalog.h"
#include "engine/keys.h"
#include "engine/store_format.h"
#include "engine/terms.h"
#include "tests/engine/store_files.h"
#include "tests/support/article_text.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

using engine::Counters;
using engine::Family;
using engine::KvBatch;
using engine::KvSnapshot;
using test::Fails;
using test::IsOk;
using test::SourceOf;
using test::ValueOf;
using testing::IsEmpty;

constexpr std::size_t kBatches = 12;
constexpr std::size_t kBatchSize = 3;

class RecoveryTest : public testing::Test {
 protected:
  fs::path path() const { return folder_.path() / "store"; }
  fs::path copy() const { return folder_.path() / "copy"; }

  static void WriteBatchOf(Store* store, std::size_t number, bool sync) {
    WriteBatch batch;
    for (std::size_t i = 0; i < kBatchSize; ++i) {
      std::string key = std::to_string(number) + '-' + std::to_string(i);
      batch.Put(ValueOf(store->Prepare(key, SourceOf({.topics = {key, "t"}}))));
    }
    WriteOptions options;
    options.sync = sync;
    ValueOf(store->Write(std::move(batch), options));
  }
  // An open store whose batches are in its log only.
  Store Fill(bool sync = true) {
    Store store = ValueOf(Store::Create(path()));
    for (std::size_t i = 0; i < kBatches; ++i) WriteBatchOf(&store, i, sync);
    return store;
  }
  // A closed store with one batch in its tables.
  void FillAndClose() {
    Store store = ValueOf(Store::Create(path()));
    WriteBatchOf(&store, 0, true);
    ASSERT_THAT(store.Close(), IsOk());
  }
  static OpenOptions AcceptingLoss() {
    OpenOptions options;
    options.accept_loss = true;
    return options;
  }
  static OpenOptions Reading() {
    OpenOptions options;
    options.mode = OpenMode::kRead;
    return options;
  }
  static void ExpectSound(const Store& store) {
    EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
  }
  static std::uint64_t CountOf(const Store& store) {
    return ValueOf(store.TakeSnapshot()).article_count();
  }
  void SetCounters(const std::function<void(Counters*)>& change) {
    test::ChangeDatabase(
        test::DatabaseOf(path()), [&](const KvSnapshot& kv, KvBatch* batch) {
          Counters counters = ValueOf(engine::ReadCounters(kv));
          change(&counters);
          engine::PutCounters(counters, batch);
        });
  }
  void SetWatermark(std::uint64_t sequence) {
    auto format =
        ValueOf(engine::DecodeStoreFormat(test::ReadFile(path() / "FORMAT")));
    test::WriteFile(path() / "watermark",
                    engine::EncodeWatermark(format.store_id, sequence));
  }

  test::TemporaryFolder folder_;
};

TEST_F(RecoveryTest, AKilledWriterKeepsWhatItWrote) {
  Store store = Fill(false);
  test::CopyFolder(path(), copy());
  for (const OpenOptions& options : {Reading(), OpenOptions()}) {
    Store killed = ValueOf(Store::Open(copy(), options));
    EXPECT_EQ(CountOf(killed), kBatches * kBatchSize);
    ExpectSound(killed);
  }
}

TEST_F(RecoveryTest, ALostLogIsNamed) {
  Store store = Fill();
  test::CopyFolder(path(), copy());
  fs::remove(test::LogOf(copy()));
  auto before = test::Contents(copy());
  for (const OpenOptions& options : {Reading(), OpenOptions()}) {
    EXPECT_THAT(Store::Open(copy(), options),
                Fails(StatusCode::kCorruption,
                      "the acknowledged changes 1 to 36 are lost"));
    EXPECT_EQ(test::Contents(copy()), before);
  }
  // It can still be had back once the log is found again.
  fs::copy_file(test::LogOf(path()),
                test::DatabaseOf(copy()) / test::LogOf(path()).filename(),
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(CountOf(ValueOf(Store::Open(copy()))), kBatches * kBatchSize);
}

// Wherever the log is cut, the store says so, and what it then goes on with is
// whole batches.
TEST_F(RecoveryTest, ACutLogIsNeverPassedOver) {
  Store store = Fill();
  std::size_t size = fs::file_size(test::LogOf(path()));
  std::mt19937_64 random = test::MakeRandom();
  std::set<std::uint64_t> kept;
  auto rounds = static_cast<std::size_t>(test::Rounds(15));
  for (std::size_t i = 0; i < rounds; ++i) {
    test::CopyFolder(path(), copy());
    test::CutFile(test::LogOf(copy()),
                  (i * size + test::Below(size, random)) / rounds);
    Result<Store> opened = Store::Open(copy());
    ASSERT_THAT(opened, Fails(StatusCode::kCorruption, " to 36 are lost"));
    Store rest = ValueOf(Store::Open(copy(), AcceptingLoss()));
    ASSERT_EQ(CountOf(rest) % kBatchSize, 0u);
    ASSERT_LT(CountOf(rest), kBatches * kBatchSize);
    kept.insert(CountOf(rest));
    ExpectSound(rest);
  }
  EXPECT_GT(kept.size(), 1u);
}

// RocksDB drops a log that it has read as far as it can; a refused open leaves
// it there.
TEST_F(RecoveryTest, AFlippedBitInTheLogIsNeverPassedOver) {
  Store store = Fill();
  std::size_t size = fs::file_size(test::LogOf(path()));
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(15); ++i) {
    test::CopyFolder(path(), copy());
    test::FlipBit(test::LogOf(copy()), test::Below(size, random));
    auto before = test::Contents(copy());
    ASSERT_THAT(Store::Open(copy()), Fails(StatusCode::kCorruption, ""));
    ASSERT_EQ(test::Contents(copy()), before);
  }
}

TEST_F(RecoveryTest, OnlyUnsyncedWritesAreLostWithoutAWord) {
  Store store = ValueOf(Store::Create(path()));
  WriteBatchOf(&store, 0, true);
  std::size_t synced = fs::file_size(test::LogOf(path()));
  WriteBatchOf(&store, 1, false);
  std::size_t all = fs::file_size(test::LogOf(path()));
  ASSERT_GT(all, synced);
  for (std::size_t cut : {synced, (synced + all) / 2, all - 1}) {
    test::CopyFolder(path(), copy());
    test::CutFile(test::LogOf(copy()), cut);
    Store rest = ValueOf(Store::Open(copy()));
    EXPECT_EQ(CountOf(rest), kBatchSize);
    ExpectSound(rest);
  }
  test::CopyFolder(path(), copy());
  test::CutFile(test::LogOf(copy()), synced - 1);
  EXPECT_THAT(Store::Open(copy()),
              Fails(StatusCode::kCorruption, "changes 1 to 3 are lost"));
}

TEST_F(RecoveryTest, AFlushIsUnderTheWatermarkToo) {
  Store store = ValueOf(Store::Create(path()));
  WriteBatchOf(&store, 0, false);
  ASSERT_THAT(store.Flush(), IsOk());
  EXPECT_EQ(test::ReadFile(path() / "watermark")[0], 3);
}

TEST_F(RecoveryTest, AcceptedLossGoesOnAboveTheWatermark) {
  FillAndClose();
  SetWatermark(9);
  EXPECT_THAT(Store::Open(path()),
              Fails(StatusCode::kCorruption, "changes 4 to 9 are lost"));
  EXPECT_THAT(Store::Open(path()),
              Fails(StatusCode::kCorruption, "accept_loss"));
  OpenOptions reading = AcceptingLoss();
  reading.mode = OpenMode::kRead;
  EXPECT_THAT(Store::Open(path(), reading),
              Fails(StatusCode::kInvalidArgument, "for writing"));
  std::string identity;
  {
    Store store = ValueOf(Store::Open(path(), AcceptingLoss()));
    EXPECT_EQ(ValueOf(store.Statistics()).incarnation, 2u);
    ValueOf(store.Put("new", SourceOf({})));
    EXPECT_EQ(ValueOf(store.TakeSnapshot()).sequence(), 10u);
    ExpectSound(store);
  }
  Store store = ValueOf(Store::Open(path()));
  EXPECT_EQ(ValueOf(store.Statistics()).incarnation, 2u);
  EXPECT_EQ(CountOf(store), kBatchSize + 1);
}

TEST_F(RecoveryTest, NothingLostIsNothingAccepted) {
  FillAndClose();
  Store store = ValueOf(Store::Open(path(), AcceptingLoss()));
  EXPECT_EQ(ValueOf(store.Statistics()).incarnation, 1u);
}

TEST_F(RecoveryTest, ALostOrGarbledWatermarkIsNamedAndMayBeAccepted) {
  for (const char* bytes :
       {"", "0123456789", "0123456789abcdef", "0123456789abcdef!", "none"}) {
    fs::remove_all(path());
    FillAndClose();
    fs::remove(path() / "watermark");
    if (std::string_view(bytes) != "none") {
      test::WriteFile(path() / "watermark", bytes);
    }
    EXPECT_THAT(Store::Open(path()),
                Fails(StatusCode::kCorruption, "watermark"));
    EXPECT_THAT(Store::Open(path(), Reading()),
                Fails(StatusCode::kCorruption, "watermark"));
    EXPECT_EQ(CountOf(ValueOf(Store::Open(path(), AcceptingLoss()))),
              kBatchSize);
    EXPECT_THAT(Store::Open(path()), IsOk());
  }
}

// Another store's watermark, or an old copy of this one's, which is harmless.
TEST_F(RecoveryTest, AWatermarkIsOfItsStoreAndMayFallBehind) {
  FillAndClose();
  SetWatermark(1);
  EXPECT_THAT(Store::Open(path()), IsOk());
  test::WriteFile(path() / "watermark",
                  engine::EncodeWatermark(std::string(16, 'x'), 1));
  EXPECT_THAT(Store::Open(path()),
              Fails(StatusCode::kCorruption, "watermark is damaged"));
}

TEST_F(RecoveryTest, LostArticlesShowByTheirNumber) {
  FillAndClose();
  SetCounters([](Counters* counters) { counters->articles += 2; });
  for (const OpenOptions& options : {Reading(), OpenOptions()}) {
    EXPECT_THAT(
        Store::Open(path(), options),
        Fails(StatusCode::kCorruption, "should hold 5 articles, but lists 3"));
  }
  {
    Store store = ValueOf(Store::Open(path(), AcceptingLoss()));
    EXPECT_EQ(ValueOf(store.Statistics()).incarnation, 2u);
    EXPECT_THAT(store.Put("new", SourceOf({})),
                Fails(StatusCode::kReadOnly, "must be rebuilt"));
    ASSERT_THAT(store.Rebuild(), IsOk());
    EXPECT_EQ(CountOf(store), kBatchSize);
    EXPECT_THAT(store.Put("new", SourceOf({})), IsOk());
    ExpectSound(store);
  }
  EXPECT_EQ(CountOf(ValueOf(Store::Open(path()))), kBatchSize + 1);
}

TEST_F(RecoveryTest, ACutManifestIsNeverPassedOver) {
  {
    Store store = ValueOf(Store::Create(path()));
    for (std::size_t i = 0; i < 4; ++i) {
      WriteBatchOf(&store, i, true);
      ASSERT_THAT(store.Flush(), IsOk());
    }
    ASSERT_THAT(store.Close(), IsOk());
  }
  fs::path manifest = test::FindFile(test::DatabaseOf(path()), "MANIFEST-", "");
  std::size_t size = fs::file_size(manifest);
  test::CopyFolder(path(), copy());
  manifest = test::DatabaseOf(copy()) / manifest.filename();
  int refused = 0;
  int unchanged = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    test::CopyFolder(path(), copy());
    fs::copy_file(test::FindFile(test::DatabaseOf(path()), "MANIFEST-", ""),
                  manifest, fs::copy_options::overwrite_existing);
    test::CutFile(manifest, i * size / 24);
    auto before = test::Contents(copy());
    Result<Store> opened = Store::Open(copy(), Reading());
    ASSERT_EQ(test::Contents(copy()), before) << i;
    if (opened.ok()) {
      // What was cut off said nothing of articles.
      EXPECT_EQ(CountOf(*opened), 4 * kBatchSize) << i;
      ExpectSound(*opened);
    } else {
      EXPECT_THAT(opened, Fails(StatusCode::kCorruption, "store")) << i;
      ++refused;
      for (const OpenOptions& options : {OpenOptions(), AcceptingLoss()}) {
        if (Store::Open(copy(), options).ok()) continue;
        EXPECT_EQ(test::Contents(copy()), before) << i;
        ++unchanged;
      }
    }
  }
  EXPECT_GT(refused, 10);
  EXPECT_GT(unchanged, refused);
}

TEST_F(RecoveryTest, AnUnreadableListOfAllArticlesIsMendedByRebuild) {
  FillAndClose();
  test::ChangeDatabase(
      test::DatabaseOf(path()), [](const KvSnapshot&, KvBatch* batch) {
        batch->Put(Family::kTerms, engine::TermKey(0, engine::AllTerm()),
                   "no entry");
      });
  Store store = ValueOf(Store::Open(path()));
  EXPECT_EQ(ValueOf(ValueOf(store.TakeSnapshot()).Source("0-0")).size(),
            SourceOf({.topics = {"0-0", "t"}}).size());
  EXPECT_THAT(store.Put("new", SourceOf({})),
              Fails(StatusCode::kReadOnly, "list of all articles is damaged"));
  ASSERT_THAT(store.Rebuild(), IsOk());
  EXPECT_THAT(store.Put("new", SourceOf({})), IsOk());
  ExpectSound(store);
}

TEST_F(RecoveryTest, AnotherDerivationIsReadAndNotWrittenUntilRebuilt) {
  FillAndClose();
  test::ChangeDatabase(
      test::DatabaseOf(path()), [](const KvSnapshot&, KvBatch* batch) {
        batch->Put(Family::kCatalog, std::string(engine::kDerivationName),
                   std::string(16, 'x'));
      });
  EXPECT_EQ(CountOf(ValueOf(Store::Open(path(), Reading()))), kBatchSize);
  {
    Store store = ValueOf(Store::Open(path()));
    EXPECT_THAT(store.Put("new", SourceOf({})),
                Fails(StatusCode::kReadOnly, "derived by another version"));
    EXPECT_THAT(store.Delete("0-0"), Fails(StatusCode::kReadOnly, ""));
    EXPECT_THAT(store.BeginBulk(), Fails(StatusCode::kReadOnly, ""));
    EXPECT_EQ(CountOf(store), kBatchSize);
    Snapshot before = ValueOf(store.TakeSnapshot());
    ASSERT_THAT(store.Rebuild(), IsOk());
    EXPECT_THAT(store.Put("new", SourceOf({})), IsOk());
    EXPECT_THAT(before.Get("0-0"), IsOk());
    ExpectSound(store);
  }
  Store store = ValueOf(Store::Open(path()));
  EXPECT_THAT(store.Put("newer", SourceOf({})), IsOk());
  EXPECT_FALSE(fs::exists(test::DatabaseOf(path())));
}

}  // namespace
}  // namespace pressmark
