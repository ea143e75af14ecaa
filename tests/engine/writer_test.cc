// A writer over a store that fails: nothing is half made, and after the first
// failure nothing more is written.

#include "engine/writer.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/check.h"
#include "engine/database.h"
#include "engine/kv_memory.h"
#include "engine/kv_rocksdb.h"
#include "engine/prepared_article.h"
#include "tests/support/article_text.h"
#include "tests/support/fault_kv.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::FaultKv;
using test::IsOk;
using test::SourceOf;
using test::ValueOf;

// What articles there are: key and source.
using State = std::map<std::string, std::string>;

class WriterTest : public testing::TestWithParam<bool> {
 protected:
  WriterTest()
      : folder_(std::make_shared<StoreFolder>(
            ValueOf(StoreFolder::Create(temporary_ / "store")))) {
    inner_ = GetParam() ? ValueOf(CreateRocksDb(temporary_ / "kv", {}))
                        : MakeMemoryStore();
    KvBatch batch;
    PutCatalog(folder_->format(), Mapping::BuiltIn(),
               IndexCatalogOf(Mapping::BuiltIn()), {}, &batch);
    EXPECT_THAT(inner_->Write(std::move(batch), true), IsOk());
    Open();
  }

  // A writer that has no memory of what was before.
  void Open() {
    kv_ = std::make_shared<FaultKv>(inner_);
    database_ = ValueOf(Database::Load(folder_, folder_->format(), kv_, {}));
    writer_ = ValueOf(Writer::Open(database_));
  }

  WriteOperation Put(const std::string& key, const std::string& source) {
    WriteOperation operation;
    operation.key = key;
    operation.article = std::make_unique<PreparedArticleData>(
        ValueOf(PrepareArticle(key, source, *database_->catalog())));
    return operation;
  }
  Status Write(std::vector<WriteOperation> operations, bool sync = true) {
    std::uint64_t ticket = 0;
    auto outcome = writer_->Write(std::move(operations), {}, &ticket);
    if (!outcome.ok()) return outcome.status();
    return sync ? writer_->Await(ticket) : Status();
  }
  Status WriteOne(const std::string& key, const std::string& source,
                  bool sync = true) {
    std::vector<WriteOperation> operations;
    operations.push_back(Put(key, source));
    return Write(std::move(operations), sync);
  }

  State Present() {
    auto reader = ValueOf(Database::Read(database_));
    State state;
    for (const std::string& key : ValueOf(reader->Keys("", "", 1000))) {
      ArticleId id = *ValueOf(reader->FindKey(key));
      state[key] = ValueOf(reader->ReadSource(id));
    }
    EXPECT_EQ(state.size(), reader->article_count());
    EXPECT_THAT(CheckStore(*reader, *kv_).problems, testing::IsEmpty());
    return state;
  }

  test::TemporaryFolder temporary_;
  std::shared_ptr<StoreFolder> folder_;
  std::shared_ptr<KvStore> inner_;
  std::shared_ptr<FaultKv> kv_;
  std::shared_ptr<Database> database_;
  std::shared_ptr<Writer> writer_;
};

// One of the things a writer does, and the state after it.
struct Step {
  std::function<Status()> run;
  State after;
};

class FailingWriterTest : public WriterTest {
 protected:
  // Steps that touch articles of a name not used before.
  std::vector<Step> MakeSteps(const std::string& name);
  // Runs them, with one call failing; false where none was left to fail.
  bool Fail(const std::vector<Step>& steps);
  // Nothing is written any more.
  void ExpectClosed(const std::vector<Step>& steps);

  State state_;
};

std::vector<Step> FailingWriterTest::MakeSteps(const std::string& name) {
  std::string one = SourceOf({.topics = {"t"}});
  std::string two = SourceOf({.date = "2020-01-01", .topics = {"t", "u"}});
  std::string a = "a" + name;
  std::string b = "b" + name;
  auto batch = [this, a, b, two] {
    std::vector<WriteOperation> operations;
    operations.push_back(Put(a, two));
    operations.push_back({b, {}, nullptr});
    return Write(std::move(operations));
  };
  State with_one = state_;
  with_one[a] = one;
  State with_two = with_one;
  with_two[b] = one;
  State last = state_;
  last[a] = two;
  return {{[this, a, one] { return WriteOne(a, one); }, with_one},
          {[this, b, one] { return WriteOne(b, one, false); }, with_two},
          {batch, last},
          {[this] { return writer_->BeginBulk(); }, last},
          {[this] { return writer_->EndBulk(); }, last}};
}

void FailingWriterTest::ExpectClosed(const std::vector<Step>& steps) {
  int calls = kv_->calls();
  for (const Step& step : steps) {
    EXPECT_THAT(step.run(), Fails(StatusCode::kReadOnly, "disk is full"));
  }
  EXPECT_THAT(writer_->Flush(), Fails(StatusCode::kReadOnly, ""));
  EXPECT_EQ(kv_->calls(), calls) << "a later call came through";
}

bool FailingWriterTest::Fail(const std::vector<Step>& steps) {
  State before = state_;
  for (const Step& step : steps) {
    Status status = step.run();
    if (status.ok()) {
      before = step.after;
      continue;
    }
    EXPECT_TRUE(kv_->failed());
    EXPECT_THAT(status, Fails(StatusCode::kNoSpace, "opened again"));
    ExpectClosed(steps);
    Open();
    state_ = Present();
    EXPECT_TRUE(state_ == before || state_ == step.after);
    return true;
  }
  EXPECT_FALSE(kv_->failed());
  Open();
  state_ = Present();
  EXPECT_EQ(state_, before);
  return false;
}

// Whichever call fails, with its effect or without: the store is as before the
// failing step or as after it, and no later step changes it.
TEST_P(FailingWriterTest, FailsWholeAndForGoodAtWhicheverCall) {
  int failures = 0;
  for (FaultKv::Effect effect :
       {FaultKv::Effect::kNone, FaultKv::Effect::kMade}) {
    for (int number = 0;; ++number) {
      SCOPED_TRACE(number);
      std::vector<Step> steps = MakeSteps(std::to_string(failures));
      kv_->FailAt(number, effect, NoSpace("the disk is full"));
      if (!Fail(steps)) break;
      ++failures;
    }
  }
  EXPECT_GT(failures, 10);
}

TEST_P(WriterTest, ReportsAWriteThatFailedAndOneThatWasNotSynced) {
  ASSERT_THAT(WriteOne("a", SourceOf({})), IsOk());
  kv_->FailAt(1, FaultKv::Effect::kNone, IoError("no such luck"));
  EXPECT_THAT(WriteOne("b", SourceOf({})),
              Fails(StatusCode::kIoError, "whether the write was made"));
  // It can be read; whether it stays is what is not known.
  EXPECT_EQ(Present().size(), 2u);
  EXPECT_THAT(WriteOne("a", SourceOf({})), Fails(StatusCode::kReadOnly, ""));
}

TEST_P(WriterTest, WritesNothingWhereNothingChanges) {
  ASSERT_THAT(WriteOne("a", SourceOf({})), IsOk());
  int calls = kv_->calls();
  EXPECT_THAT(WriteOne("a", SourceOf({})), IsOk());
  EXPECT_EQ(kv_->calls(), calls);
}

// An unsynced write, found unchanged by one that asks for durability, is made
// durable by it.
TEST_P(WriterTest, SyncsWhatIsFoundUnchanged) {
  ASSERT_THAT(WriteOne("a", SourceOf({}), false), IsOk());
  int calls = kv_->calls();
  EXPECT_EQ(ValueOf(folder_->ReadWatermark()), 0u);
  EXPECT_THAT(WriteOne("a", SourceOf({}), true), IsOk());
  EXPECT_EQ(kv_->calls(), calls + 1);
  EXPECT_EQ(ValueOf(folder_->ReadWatermark()), 1u);
}

TEST_P(WriterTest, ARefusedBatchIsNoFailure) {
  ASSERT_THAT(WriteOne("a", SourceOf({})), IsOk());
  std::vector<WriteOperation> batch;
  batch.push_back(Put("b", SourceOf({})));
  batch.push_back(Put("a", SourceOf({})));
  batch.back().label = "another";
  EXPECT_THAT(Write(std::move(batch)),
              Fails(StatusCode::kInvalidArgument, "\"another\""));
  EXPECT_EQ(Present().size(), 1u);
  EXPECT_THAT(WriteOne("b", SourceOf({})), IsOk());
}

// Threads that write under a mutex and wait outside it: each gets either a
// durable write or the failure, and those that were durable before it stay so.
TEST_P(WriterTest, ThreadsThatWaitAllLearnOfTheFailure) {
  std::mutex mutex;
  std::atomic<int> durable = 0;
  std::atomic<int> failed = 0;
  kv_->FailAt(60, FaultKv::Effect::kNone, IoError("gone"));
  auto work = [&](int thread) {
    for (int i = 0; i < 60; ++i) {
      std::uint64_t ticket = 0;
      Status status;
      {
        std::lock_guard lock(mutex);
        std::vector<WriteOperation> batch;
        batch.push_back(Put(std::to_string(thread) + "-" + std::to_string(i),
                            SourceOf({})));
        status = writer_->Write(std::move(batch), {}, &ticket).status();
      }
      if (status.ok()) status = writer_->Await(ticket);
      ++(status.ok() ? durable : failed);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(durable + failed, 4 * 60);
  EXPECT_GT(durable, 0);
  EXPECT_GT(failed, 0);
  std::uint64_t watermark = ValueOf(folder_->ReadWatermark());
  EXPECT_GE(watermark, static_cast<std::uint64_t>(durable));
  Open();
  EXPECT_GE(Present().size(), watermark);
}

constexpr auto kNameOf = [](const auto& suite) {
  return suite.param ? "rocksdb" : "memory";
};

INSTANTIATE_TEST_SUITE_P(Stores, WriterTest, testing::Bool(), kNameOf);
INSTANTIATE_TEST_SUITE_P(Stores, FailingWriterTest, testing::Bool(), kNameOf);

}  // namespace
}  // namespace pressmark::engine
