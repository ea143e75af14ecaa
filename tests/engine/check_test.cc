// Every kind of damage is found and named, and what can be derived again is.

#include "engine/check.h"

#include <filesystem>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/posting_block.h"
#include "engine/terms.h"
#include "tests/engine/damages.h"
#include "tests/engine/store_files.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

namespace fs = std::filesystem;

using test::Fails;
using test::IsOk;
using test::ValueOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class CheckTest : public testing::TestWithParam<Damage> {
 protected:
  static void SetUpTestSuite() {
    whole_ = std::make_unique<test::TemporaryFolder>();
    Store store = ValueOf(Store::Create(*whole_ / "store"));
    WriteBatch batch;
    for (int i = 0; i < kArticles; ++i) {
      batch.Put(ValueOf(store.Prepare(std::to_string(i), SourceOfArticle(i))));
    }
    ValueOf(store.Write(std::move(batch)));
    ASSERT_THAT(ValueOf(store.Check()).problems, IsEmpty());
    ASSERT_THAT(store.Close(), IsOk());
  }
  static void TearDownTestSuite() { whole_.reset(); }

  CheckTest() { test::CopyFolder(*whole_ / "store", path()); }
  fs::path path() const { return folder_.path() / "store"; }

  static std::unique_ptr<test::TemporaryFolder> whole_;
  test::TemporaryFolder folder_;
};

std::unique_ptr<test::TemporaryFolder> CheckTest::whole_;

TEST_P(CheckTest, FindsAndNamesIt) {
  test::ChangeDatabase(test::DatabaseOf(path()), GetParam().make);
  Store store = ValueOf(Store::Open(path()));
  CheckReport report = ValueOf(store.Check());
  EXPECT_THAT(report.problems, Contains(HasSubstr(GetParam().words)));
  EXPECT_EQ(report.problem_count, report.problems.size());
  if (!GetParam().mends) {
    EXPECT_THAT(store.Rebuild(),
                Fails(StatusCode::kCorruption, "article \"3\""));
    // What was there is there still.
    EXPECT_THAT(ValueOf(store.Check()).problems,
                Contains(HasSubstr(GetParam().words)));
    EXPECT_FALSE(fs::exists(path() / "db-2"));
    return;
  }
  ASSERT_THAT(store.Rebuild(), IsOk());
  report = ValueOf(store.Check());
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.articles, static_cast<std::uint64_t>(kArticles));
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  EXPECT_EQ(ValueOf(snapshot.Source("3")), SourceOfArticle(3));
  EXPECT_GE(snapshot.sequence(), static_cast<std::uint64_t>(kArticles));
}

INSTANTIATE_TEST_SUITE_P(Damages, CheckTest, testing::ValuesIn(Damages()),
                         [](const auto& suite) {
                           return std::string(suite.param.name);
                         });

using CheckStoreTest = CheckTest;

TEST_P(CheckStoreTest, CountsWhatItHasSeen) {
  Store store = ValueOf(Store::Open(path()));
  CheckReport report = ValueOf(store.Check());
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.articles, 200u);
  EXPECT_EQ(report.terms, 4u);  // all, many, rare, and without a brand
  EXPECT_EQ(report.postings, 200u + 200u + 1u + 200u);
}

// A table whose bytes rot on the disk.
TEST_P(CheckStoreTest, FindsARottenTable) {
  fs::path largest;
  for (const auto& entry : fs::directory_iterator(path() / "db-1")) {
    if (entry.path().extension() != ".sst") continue;
    if (largest.empty() || fs::file_size(largest) < entry.file_size()) {
      largest = entry.path();
    }
  }
  test::FlipBit(largest, 100);
  Result<Store> store = Store::Open(path());
  if (!store.ok()) {
    EXPECT_EQ(store.status().code(), StatusCode::kCorruption);
    return;
  }
  EXPECT_THAT(ValueOf(store->Check()).problems,
              Contains(HasSubstr(largest.filename().string())));
}

// Other articles are read, and other terms, as if nothing were.
TEST_P(CheckStoreTest, DamageIsReportedWhereItIsReadAndNowhereElse) {
  test::ChangeDatabase(
      test::DatabaseOf(path()), [](const KvSnapshot& kv, KvBatch* batch) {
        std::string record = Get(kv, Family::kArticles, IdOf(3));
        batch->Put(Family::kArticles, IdOf(3), Flipped(record, 40));
        std::string source = Get(kv, Family::kSources, IdOf(5));
        batch->Put(Family::kSources, IdOf(5), Flipped(source, 30));
        batch->Merge(Family::kPostings, ManyBlock(), "no operand");
      });
  Store store = ValueOf(Store::Open(path()));
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  EXPECT_THAT(snapshot.Get("3"),
              Fails(StatusCode::kCorruption, "article \"3\""));
  EXPECT_THAT(snapshot.Source("3"), IsOk());
  EXPECT_THAT(snapshot.Source("5"),
              Fails(StatusCode::kCorruption, "article \"5\""));
  EXPECT_THAT(snapshot.Get("5"), IsOk());
  EXPECT_THAT(snapshot.Get("4"), IsOk());
  const Reader& reader = *snapshot.reader();
  auto many = ValueOf(reader.Postings(kTopicIndex, TextTerm("many")));
  EXPECT_FALSE(many->Seek(0));
  EXPECT_THAT(many->status(), Fails(StatusCode::kCorruption, "damaged"));
  EXPECT_TRUE(ValueOf(reader.Postings(kTopicIndex, TextTerm("rare")))->Seek(0));
  // Writing goes on, into the damaged block too, and keeps what it held.
  EXPECT_THAT(store.Put("new", SourceOfArticle(1)), IsOk());
  EXPECT_THAT(store.Compact(), IsOk());
  EXPECT_THAT(store.Put("3", SourceOfArticle(1) + "!"),
              Fails(StatusCode::kCorruption, "article \"3\""));
  auto block = ValueOf(ValueOf(store.TakeSnapshot())
                           .reader()
                           ->snapshot()
                           .Get(Family::kPostings, ManyBlock()));
  EXPECT_TRUE(IsDamagedPostingBlock(block->bytes()));
  EXPECT_THAT(std::string(block->bytes()), HasSubstr("no operand"));
}

TEST_P(CheckStoreTest, ListsAThousandProblemsAndCountsTheRest) {
  CheckReport report;
  for (int i = 0; i < 1'005; ++i) AddProblem(std::to_string(i), &report);
  EXPECT_EQ(report.problems.size(), kListedProblems);
  EXPECT_EQ(report.problem_count, 1'005u);
}

INSTANTIATE_TEST_SUITE_P(Store, CheckStoreTest,
                         testing::Values(Damage{"Whole", nullptr, "", true}),
                         [](const auto&) { return std::string("Whole"); });

}  // namespace
}  // namespace pressmark::engine
