// Building and deleting indexes where the storage fails or is damaged.

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/check.h"
#include "engine/keys.h"
#include "engine/terms.h"
#include "tests/engine/index_subject.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::FaultKv;
using test::IsOk;
using test::ValueOf;
using testing::IsEmpty;

using IndexFaultTest = IndexSubject;

TEST_P(IndexFaultTest, GivesUpOnADamagedRecordAndHarmsNothing) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(Write(random), IsOk());
  ASSERT_THAT(Add("a", {}), IsOk());
  ASSERT_THAT(Work(3), IsOk());
  std::uint64_t passed = indexes().building[0].next_id;
  auto snapshot = ValueOf(inner_->Snapshot());
  auto scan = ValueOf(snapshot->Scan(Family::kArticles, IdKey({passed}), {}));
  scan->Seek({});
  scan->Next();
  std::string whole(scan->value());
  std::string damaged = whole;
  damaged[damaged.size() / 2] ^= 1;
  KvBatch batch;
  batch.Put(Family::kArticles, std::string(scan->key()), damaged);
  ASSERT_THAT(inner_->Write(std::move(batch), true), IsOk());
  EXPECT_THAT(Work(5), Fails(StatusCode::kCorruption, "article id "));
  EXPECT_EQ(indexes().building[0].next_id, passed);
  EXPECT_THAT(Work(1), IsOk());
  EXPECT_THAT(Work(1), Fails(StatusCode::kCorruption, "article id "));
  EXPECT_THAT(writer_->CheckSound(), IsOk());
  KvBatch mended;
  mended.Put(Family::kArticles, std::string(scan->key()), whole);
  ASSERT_THAT(inner_->Write(std::move(mended), true), IsOk());
  ASSERT_NO_FATAL_FAILURE(Finish(5));
  ASSERT_NO_FATAL_FAILURE(Compare());
}

// One of all calls fails, made or not made: the writer takes no more, and a
// writer that knows nothing of it goes on with a sound store.
TEST_P(IndexFaultTest, SurvivesEveryFailingCall) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 8; ++i) ASSERT_THAT(Write(random), IsOk());
  auto run = [&]() -> Status {
    std::uint64_t ticket = 0;
    if (Status s = Add("d.e", {}); !s.ok()) return s;
    if (Status s = Work(9); !s.ok()) return s;
    if (Status s = Write(random); !s.ok()) return s;
    while (!indexes().building.empty()) {
      if (Status s = Work(9); !s.ok()) return s;
    }
    if (Status s =
            writer_->DropIndex(indexes().declared.back().number, &ticket);
        !s.ok()) {
      return s;
    }
    while (IsUnfinished()) {
      if (Status s = Work(9); !s.ok()) return s;
    }
    return writer_->Await(writer_->last_ticket());
  };
  int failures = 0;
  for (int call = 0;; ++call) {
    Open();
    // What the last round left may have an index, half built or half gone.
    ASSERT_NO_FATAL_FAILURE(Finish(4));
    if (indexes().declared.size() > 3) {
      ASSERT_THAT(Drop(random), IsOk());
      ASSERT_NO_FATAL_FAILURE(Finish(4));
    }
    auto effect =
        call % 2 == 0 ? FaultKv::Effect::kNone : FaultKv::Effect::kMade;
    kv_->FailAt(call / 2, effect, NoSpace("the disk is full"));
    Status status = run();
    if (!kv_->failed()) break;
    ++failures;
    ASSERT_THAT(status, Fails(StatusCode::kNoSpace, "the disk is full"));
    EXPECT_THAT(writer_->CheckSound(), Fails(StatusCode::kReadOnly, "full"));
    EXPECT_THAT(Write(random), Fails(StatusCode::kReadOnly, "full"));
    Open();
    auto reader = ValueOf(Database::Read(database_));
    EXPECT_THAT(CheckStore(*reader, *kv_).problems, IsEmpty());
    // The article write may have been the one that failed.
    sources_.clear();
    for (const std::string& key : ValueOf(reader->Keys("", "", 1000))) {
      sources_[key] =
          ValueOf(reader->ReadSource(*ValueOf(reader->FindKey(key))));
    }
    ASSERT_NO_FATAL_FAILURE(Compare());
  }
  EXPECT_GT(failures, 12);
}

// A mark that is not where the index stands is found, as is an entry that
// belongs to no index.
TEST_P(IndexFaultTest, ACheckTellsOfWrongProgress) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(Write(random), IsOk());
  ASSERT_THAT(Add("d.e", {}), IsOk());
  ASSERT_THAT(Work(5), IsOk());
  ASSERT_NO_FATAL_FAILURE(Compare());
  auto problems = [this] {
    return CheckStore(*ValueOf(Database::Read(database_)), *kv_).problem_count;
  };
  auto write = [this](auto change) {
    KvBatch batch;
    change(&batch);
    ASSERT_THAT(inner_->Write(std::move(batch), true), IsOk());
  };
  IndexBuild mark = indexes().building[0];
  auto move_to = [&](std::uint64_t next_id) {
    IndexCatalog copy = indexes();
    write([&](KvBatch* batch) {
      copy.Advance(IndexBuild{mark.number, next_id}, batch);
    });
  };
  move_to(0);
  EXPECT_GT(problems(), 0u);
  move_to(~std::uint64_t{0});
  EXPECT_GT(problems(), 0u);
  move_to(mark.next_id);
  EXPECT_EQ(problems(), 0u);
  IndexCatalog copy = indexes();
  write([&](KvBatch* batch) { copy.FinishBuild(mark.number, batch); });
  EXPECT_GT(problems(), 0u);
  move_to(mark.next_id);
  EXPECT_EQ(problems(), 0u);
  for (auto [family, key] :
       {std::pair{Family::kTerms, TermKey(99, BoolTerm(true))},
        std::pair{Family::kPostings, PostingKey(99, BoolTerm(true), 7)}}) {
    write([&](KvBatch* batch) { batch->Put(family, key, "x"); });
    EXPECT_THAT(CheckStore(*ValueOf(Database::Read(database_)), *kv_).problems,
                testing::ElementsAre(
                    testing::HasSubstr("an entry of index 99, which is none")));
    write([&](KvBatch* batch) { batch->Delete(family, key); });
  }
  EXPECT_EQ(problems(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Stores, IndexFaultTest, testing::Bool(),
                         [](const auto& suite) {
                           return suite.param ? "rocksdb" : "memory";
                         });

}  // namespace
}  // namespace pressmark::engine
