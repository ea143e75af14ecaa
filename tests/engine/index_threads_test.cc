// Writers write and readers read while indexes are added, built and dropped.

#include <atomic>
#include <map>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/reader.h"
#include "engine/terms.h"
#include "tests/engine/naive_terms.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::IsOk;
using test::ValueOf;

OpenOptions SmallSteps() {
  OpenOptions options;
  options.index_step = 7;
  return options;
}

class IndexThreads : public testing::Test {
 protected:
  // Each writer has keys of its own, so that it knows what they hold.
  void Write(const std::string& name, std::uint64_t seed,
             test::Sources* sources) {
    std::mt19937_64 random(seed);
    do {
      WriteBatch batch;
      for (int i = 0; i < 5; ++i) {
        std::string key = name + std::to_string(test::Below(60, random));
        sources->erase(key);
        if (test::Below(6, random) == 0) {
          batch.Delete(key);
          continue;
        }
        std::string source = test::RandomPathSource(random);
        (*sources)[key] = source;
        batch.Put(ValueOf(store_.Prepare(key, source)));
      }
      WriteOptions options;
      options.sync = test::Below(8, random) == 0;
      EXPECT_THAT(store_.Write(std::move(batch), options), IsOk());
      ++writes_;
    } while (!done_);
  }

  // Whatever index a snapshot shows holds each of its articles.
  void Read() {
    do {
      Snapshot snapshot = ValueOf(store_.TakeSnapshot());
      test::Sources sources;
      const engine::Reader& reader = *snapshot.reader();
      for (const std::string& key : ValueOf(snapshot.Keys("", "", 10'000))) {
        sources[key] = ValueOf(snapshot.Source(key));
      }
      test::ExpectExactIndexes(reader, sources);
      with_index_ += reader.indexes().size() > 3;
      ++reads_;
    } while (!done_);
  }

  void AddAndDrop() {
    const char* paths[] = {"a", "b.c", "d.e", "author"};
    for (int round = 0; round < test::Rounds(20); ++round) {
      for (const char* path : paths) {
        EXPECT_THAT(store_.AddIndex(path), IsOk());
      }
      // At times what is dropped is still being built.
      if (round % 3 != 0) {
        EXPECT_THAT(store_.AwaitIndexes(), IsOk());
      }
      EXPECT_THAT(store_.Indexes(), IsOk());
      for (const char* path : paths) {
        EXPECT_THAT(store_.DropIndex(path), IsOk());
      }
      if (round % 5 == 4) {
        EXPECT_THAT(store_.Rebuild(), IsOk());
      }
    }
    for (const char* path : paths) EXPECT_THAT(store_.AddIndex(path), IsOk());
    EXPECT_THAT(store_.AwaitIndexes(), IsOk());
    done_ = true;
  }

  test::TemporaryFolder folder_;
  Store store_ = ValueOf(
      Store::Create(folder_ / "store", Mapping::BuiltIn(), SmallSteps()));
  std::atomic<bool> done_ = false;
  std::atomic<int> writes_ = 0;
  std::atomic<int> reads_ = 0;
  std::atomic<int> with_index_ = 0;
};

TEST_F(IndexThreads, FindEveryIndexExact) {
  std::mt19937_64 random = test::MakeRandom();
  test::Sources of_a;
  test::Sources of_b;
  std::vector<std::thread> threads;
  std::uint64_t seed = random();
  threads.emplace_back([&] { Write("a", seed, &of_a); });
  threads.emplace_back([&] { Write("b", seed + 1, &of_b); });
  for (int i = 0; i < 2; ++i) threads.emplace_back([this] { Read(); });
  threads.emplace_back([this] { AddAndDrop(); });
  for (std::thread& thread : threads) thread.join();
  of_a.merge(of_b);
  Snapshot snapshot = ValueOf(store_.TakeSnapshot());
  EXPECT_EQ(snapshot.reader()->indexes().size(), 7u);
  test::ExpectExactIndexes(*snapshot.reader(), of_a);
  EXPECT_THAT(ValueOf(store_.Check()).problems, testing::IsEmpty());
  EXPECT_GT(writes_, 2);
  EXPECT_GT(reads_, 0);
  std::cout << writes_ << " writes, " << reads_ << " reads, " << with_index_
            << " of them with an index that was added" << std::endl;
}

// A store is closed, or destroyed, whatever its builder is at.
TEST_F(IndexThreads, EndWithTheStore) {
  for (int i = 0; i < 300; ++i) {
    WriteOptions options;
    options.sync = false;
    ValueOf(store_.Put(std::to_string(i), "---\na: 1\n---\n", options));
  }
  for (int round = 0; round < test::Rounds(20); ++round) {
    ASSERT_THAT(store_.AddIndex("a"), IsOk());
    if (round % 2 == 0) {
      ASSERT_THAT(store_.Close(), IsOk());
    }
    // Swapped with the new one, so destroyed as that is assigned.
    { Store gone = std::move(store_); }
    store_ = ValueOf(Store::Open(folder_ / "store", SmallSteps()));
    ASSERT_THAT(store_.DropIndex("a"), IsOk());
  }
  ASSERT_THAT(store_.AwaitIndexes(), IsOk());
  EXPECT_THAT(ValueOf(store_.Check()).problems, testing::IsEmpty());
}

}  // namespace
}  // namespace pressmark
