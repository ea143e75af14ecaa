// A reader's indexes are those of its snapshot, though the catalog changes at
// the very moment that it is opened.

#include <chrono>
#include <functional>
#include <future>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/index_subject.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::IsOk;
using test::ValueOf;

// Calls out once, before or after it takes a snapshot.
class PausingKv : public test::FaultKv {
 public:
  using FaultKv::FaultKv;

  void PauseOnce(bool before, std::function<void()> pause) {
    before_ = before;
    pause_ = std::move(pause);
  }

  Result<std::shared_ptr<const KvSnapshot>> Snapshot() const override {
    std::function<void()> pause = std::exchange(pause_, nullptr);
    if (pause && before_) pause();
    auto snapshot = FaultKv::Snapshot();
    if (pause && !before_) pause();
    return snapshot;
  }

 private:
  bool before_ = false;
  mutable std::function<void()> pause_;
};

class IndexReaderTest : public IndexSubject {
 protected:
  // Opens a reader while another thread does `change`, for which it waits a
  // moment: if it could be done in between, it is.
  std::shared_ptr<const Reader> ReadBeside(bool before,
                                           const std::function<void()>& change);
};

std::shared_ptr<const Reader> IndexReaderTest::ReadBeside(
    bool before, const std::function<void()>& change) {
  auto kv = std::make_shared<PausingKv>(inner_);
  kv_ = kv;
  database_ = ValueOf(Database::Load(folder_, folder_->format(), kv_, {}));
  writer_ = ValueOf(Writer::Open(database_));
  std::future<void> changed;
  kv->PauseOnce(before, [&] {
    changed = std::async(std::launch::async, change);
    changed.wait_for(std::chrono::milliseconds(100));
  });
  auto reader = ValueOf(Database::Read(database_));
  changed.get();
  return reader;
}

TEST_P(IndexReaderTest, ShowsNoIndexThatItsSnapshotLacks) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(Write(random), IsOk());
  for (bool before : {true, false}) {
    ASSERT_THAT(Add("d.e", {}), IsOk());
    auto building = ReadBeside(before, [this] { Finish(100); });
    test::ExpectExactIndexes(*building, sources_);
    std::uint32_t number = indexes().declared.back().number;
    ASSERT_EQ(indexes().ready.size(), 4u);
    auto dropping = ReadBeside(before, [&] {
      std::uint64_t ticket = 0;
      EXPECT_THAT(writer_->DropIndex(number, &ticket), IsOk());
      Finish(100);
    });
    test::ExpectExactIndexes(*dropping, sources_);
    ASSERT_EQ(indexes().ready.size(), 3u);
    ASSERT_NO_FATAL_FAILURE(Compare());
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, IndexReaderTest, testing::Bool(),
                         [](const auto& suite) {
                           return suite.param ? "rocksdb" : "memory";
                         });

}  // namespace
}  // namespace pressmark::engine
