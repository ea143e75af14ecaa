// Indexes added to and taken from a store that is written, a chunk at a time:
// after every step each ready index is what the articles say, and a check finds
// nothing wrong, whatever is half built or half deleted.

#include "engine/index_work.h"

#include <algorithm>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/check.h"
#include "engine/keys.h"
#include "engine/prepared_article.h"
#include "tests/engine/index_subject.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::IsOk;
using test::ValueOf;
using testing::IsEmpty;

using IndexWorkTest = IndexSubject;

TEST_P(IndexWorkTest, KeepsEveryReadyIndexExactAtEveryStep) {
  std::mt19937_64 random = test::MakeRandom();
  std::size_t building = 0;
  std::size_t deleting = 0;
  for (int round = 0; round < test::Rounds(GetParam() ? 300 : 1500); ++round) {
    SCOPED_TRACE(round);
    // Some of each, however few the rounds are.
    if (round % 20 == 5) {
      ASSERT_THAT(Add("a", FieldKind::kFolded), IsOk());
    }
    ASSERT_THAT(round % 20 == 19 ? Drop(random) : RandomStep(random), IsOk());
    ASSERT_NO_FATAL_FAILURE(Compare());
    if (HasFailure()) return;
    building = std::max(building, indexes().building.size());
    deleting = std::max(deleting, indexes().dropped.size());
  }
  ASSERT_THAT(Add("b.c", {}), IsOk());
  ASSERT_NO_FATAL_FAILURE(Finish(3));
  EXPECT_EQ(indexes().ready, indexes().declared);
  EXPECT_GT(indexes().ready.size(), 3u);
  ASSERT_NO_FATAL_FAILURE(Compare());
  // Numbers are given once.
  EXPECT_EQ(indexes().next_number, 3u + static_cast<std::uint32_t>(adds_));
  EXPECT_GT(drops_, 0);
  EXPECT_GT(building, 0u);
  EXPECT_GT(deleting, 0u);
}

// Each chunk size, with a write between any two chunks.
TEST_P(IndexWorkTest, IsExactWhateverTheChunks) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 20; ++i) ASSERT_THAT(Write(random), IsOk());
  std::size_t articles = sources_.size();
  ASSERT_GT(articles, 20u);
  for (std::size_t entries = 1; entries <= articles + 1; entries += 3) {
    SCOPED_TRACE(entries);
    ASSERT_THAT(Add("d.e", FieldKind::kFolded), IsOk());
    std::uint32_t number = indexes().declared.back().number;
    std::size_t chunks = 0;
    for (; IsUnfinished(); ++chunks) {
      ASSERT_EQ(indexes().ready.size(), 3u);
      ASSERT_THAT(Work(entries), IsOk());
      ASSERT_NO_FATAL_FAILURE(Compare());
      ASSERT_THAT(Write(random), IsOk());
      ASSERT_NO_FATAL_FAILURE(Compare());
    }
    EXPECT_GE(chunks, articles / 2 / entries);
    ASSERT_EQ(indexes().ready.back().number, number);
    std::uint64_t ticket = 0;
    ASSERT_THAT(writer_->DropIndex(number, &ticket), IsOk());
    while (IsUnfinished()) {
      ASSERT_THAT(Work(entries), IsOk());
      ASSERT_THAT(Write(random), IsOk());
      ASSERT_NO_FATAL_FAILURE(Compare());
    }
    auto snapshot = ValueOf(inner_->Snapshot());
    KeyRange range = IndexKeyRange(number);
    for (Family family : {Family::kTerms, Family::kPostings, Family::kFacets}) {
      auto scan = ValueOf(snapshot->Scan(family, range.lower, range.upper));
      scan->Seek({});
      EXPECT_FALSE(scan->Valid());
    }
    EXPECT_THAT(ValueOf(CheckIndexCatalog(*snapshot)), IsEmpty());
  }
}

// Terms of more articles than an entry holds go through blocks.
TEST_P(IndexWorkTest, BuildsAndDropsTermsInBlocks) {
  std::vector<WriteOperation> operations;
  for (int i = 0; i < 400; ++i) {
    WriteOperation& operation = operations.emplace_back();
    operation.key = std::to_string(i);
    sources_[operation.key] =
        "---\ndate: 20" + std::to_string(10 + i % 5) +
        "-02-03\na: " + std::string(i % 3 == 0 ? "Rare" : "often") + "\n---\n";
    operation.article =
        std::make_unique<PreparedArticleData>(ValueOf(PrepareArticle(
            operation.key, sources_[operation.key], *database_->catalog())));
  }
  std::uint64_t ticket = 0;
  ASSERT_THAT(writer_->Write(std::move(operations), {}, &ticket), IsOk());
  keys_ = 400;
  std::mt19937_64 random = test::MakeRandom();
  for (int round = 0; round < 2; ++round) {
    ASSERT_THAT(Add("a", {}), IsOk());
    for (int chunks = 0; IsUnfinished(); ++chunks) {
      ASSERT_LT(chunks, 100);
      ASSERT_THAT(Work(50), IsOk());
      ASSERT_THAT(Write(random), IsOk());
      ASSERT_NO_FATAL_FAILURE(Compare());
    }
    auto reader = ValueOf(Database::Read(database_));
    std::uint32_t number = indexes().ready.back().number;
    EXPECT_GT(ValueOf(reader->FindTerm(number, TextTerm("often")))->total(),
              128u);
    ASSERT_THAT(writer_->DropIndex(number, &ticket), IsOk());
    ASSERT_NO_FATAL_FAILURE(Compare());
    ASSERT_NO_FATAL_FAILURE(Finish(1));
    ASSERT_NO_FATAL_FAILURE(Compare());
  }
}

// An article prepared before an index came or went is written as of now.
TEST_P(IndexWorkTest, KeepsUpWithArticlesPreparedBefore) {
  auto prepare = [this](const std::string& key) {
    std::string source = "---\na: Tea\nauthor: Ann\n---\n";
    sources_[key] = source;
    std::vector<WriteOperation> operations(1);
    operations[0].key = key;
    operations[0].article = std::make_unique<PreparedArticleData>(
        ValueOf(PrepareArticle(key, source, *database_->catalog())));
    return operations;
  };
  std::uint64_t ticket = 0;
  auto first = prepare("1");
  ASSERT_THAT(Add("a", FieldKind::kFolded), IsOk());
  ASSERT_NO_FATAL_FAILURE(Finish(1));
  auto second = prepare("2");
  ASSERT_THAT(Add("author", {}), IsOk());
  auto third = prepare("3");
  ASSERT_THAT(writer_->DropIndex(3, &ticket), IsOk());
  for (auto* operations : {&first, &second, &third}) {
    ASSERT_THAT(writer_->Write(std::move(*operations), {}, &ticket), IsOk());
  }
  ASSERT_NO_FATAL_FAILURE(Finish(1));
  EXPECT_EQ(indexes().ready.size(), 4u);
  ASSERT_NO_FATAL_FAILURE(Compare());
}

// A snapshot's indexes are those that could be read when it was taken.
TEST_P(IndexWorkTest, ASnapshotKeepsItsIndexes) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(Write(random), IsOk());
  ASSERT_THAT(Add("a", {}), IsOk());
  auto before = ValueOf(Database::Read(database_));
  test::Sources then = sources_;
  ASSERT_NO_FATAL_FAILURE(Finish(2));
  auto ready = ValueOf(Database::Read(database_));
  std::uint64_t ticket = 0;
  ASSERT_THAT(writer_->DropIndex(3, &ticket), IsOk());
  auto after = ValueOf(Database::Read(database_));
  ASSERT_NO_FATAL_FAILURE(Finish(2));
  for (int i = 0; i < 10; ++i) ASSERT_THAT(Write(random), IsOk());
  EXPECT_EQ(before->indexes().size(), 3u);
  EXPECT_EQ(ready->indexes().size(), 4u);
  EXPECT_EQ(after->indexes().size(), 3u);
  for (const auto& reader : {before, ready, after}) {
    test::ExpectExactIndexes(*reader, then);
    EXPECT_THAT(CheckStore(*reader, *kv_).problems, IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, IndexWorkTest, testing::Bool(),
                         [](const auto& suite) {
                           return suite.param ? "rocksdb" : "memory";
                         });

}  // namespace
}  // namespace pressmark::engine
