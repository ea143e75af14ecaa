// Threads that write, read, compact, rebuild and close one store at once.

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/catalog.h"
#include "engine/reader.h"
#include "engine/terms.h"
#include "tests/support/article_text.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::SourceOf;
using test::ValueOf;

class StoreThreads : public testing::Test {
 protected:
  // Stays, or becomes closed; anything else is a failure.
  void Allow(const Status& status) {
    if (status.ok()) {
      ++done_;
    } else if (status.code() == StatusCode::kInvalidArgument) {
      closed_ = true;
    } else {
      ADD_FAILURE() << status.ToString();
      closed_ = true;
    }
  }

  // Moves ten articles to and fro between two topics, a batch at a time.
  void Write(const std::string& name) {
    for (int round = 0; !closed_; ++round) {
      WriteBatch batch;
      for (int i = 0; i < 10; ++i) {
        std::string topic = round % 2 == 0 ? "tick" : "tock";
        auto article = store_.Prepare(
            name + std::to_string(i),
            SourceOf({.topics = {topic}, .title = std::to_string(round)}));
        if (!article.ok()) return Allow(article.status());
        batch.Put(*std::move(article));
      }
      WriteOptions options;
      options.sync = round % 4 == 0;
      Allow(store_.Write(std::move(batch), options).status());
    }
  }

  // In any snapshot all of it is of one state.
  void Read() {
    while (!closed_) {
      Result<Snapshot> snapshot = store_.TakeSnapshot();
      Allow(snapshot.status());
      if (!snapshot.ok()) return;
      const engine::Reader& reader = *snapshot->reader();
      std::uint64_t listed = 0;
      for (const char* topic : {"tick", "tock"}) {
        auto list = ValueOf(reader.Postings(1, engine::TextTerm(topic)));
        for (bool more = list->Seek(0); more;
             more = list->Seek(list->bucket() + 1)) {
          for (std::uint64_t id : list->Ids()) {
            auto record = ValueOf(reader.ReadRecord({id}));
            EXPECT_EQ(record.view().field(2)[0].text(), topic);
            ++listed;
          }
        }
        EXPECT_TRUE(list->status().ok());
      }
      EXPECT_EQ(listed, snapshot->article_count());
      EXPECT_EQ(listed % 10, 0u);
    }
  }

  void Disturb() {
    for (int round = 0; round < 8 && !closed_; ++round) {
      Allow(store_.Flush());
      Allow(store_.BeginBulk());
      if (round % 4 == 3) Allow(store_.Rebuild());
      Allow(store_.EndBulk());
      Allow(store_.Compact());
      Allow(store_.Statistics().status());
      Result<CheckReport> report = store_.Check();
      Allow(report.status());
      if (report.ok()) {
        EXPECT_THAT(report->problems, testing::IsEmpty());
      }
    }
    Allow(store_.Close());
  }

  test::TemporaryFolder folder_;
  Store store_ = ValueOf(Store::Create(folder_ / "store"));
  std::atomic<int> done_ = 0;
  std::atomic<bool> closed_ = false;
};

TEST_F(StoreThreads, SeeWholeBatchesUntilItIsClosed) {
  ASSERT_EQ(Mapping::BuiltIn().fields()[2].name, "topic");
  std::vector<std::thread> threads;
  threads.emplace_back([this] { Write("a"); });
  threads.emplace_back([this] { Write("b"); });
  for (int i = 0; i < 3; ++i) threads.emplace_back([this] { Read(); });
  threads.emplace_back([this] { Disturb(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(closed_);
  EXPECT_GT(done_, 20);
  Store again = ValueOf(Store::Open(folder_ / "store"));
  EXPECT_EQ(ValueOf(again.TakeSnapshot()).article_count(), 20u);
  EXPECT_THAT(ValueOf(again.Check()).problems, testing::IsEmpty());
}

}  // namespace
}  // namespace pressmark
