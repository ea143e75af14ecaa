#include "engine/kv.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/kv_memory.h"
#include "engine/kv_rocksdb.h"
#include "engine/posting_block.h"
#include "engine/posting_merge.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"

// What every store behind the port does, RocksDB and memory alike.
namespace pressmark::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Pairs = std::vector<std::pair<std::string, std::string>>;

class KvTest : public testing::TestWithParam<const char*> {
 protected:
  KvTest() {
    store_ = GetParam() == std::string("rocksdb")
                 ? *CreateRocksDb(folder_ / "db", OpenOptions())
                 : MakeMemoryStore();
  }

  void Put(Family family, const std::string& key, const std::string& value) {
    KvBatch batch;
    batch.Put(family, key, value);
    Write(std::move(batch));
  }
  void Delete(Family family, const std::string& key) {
    KvBatch batch;
    batch.Delete(family, key);
    Write(std::move(batch));
  }
  void Write(KvBatch batch) {
    Status status = store_->Write(std::move(batch), false);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  std::shared_ptr<const KvSnapshot> Snapshot() { return *store_->Snapshot(); }

  test::TemporaryFolder folder_;
  std::shared_ptr<KvStore> store_;
};

INSTANTIATE_TEST_SUITE_P(Stores, KvTest, testing::Values("rocksdb", "memory"),
                         [](const auto& store) { return store.param; });

std::string Get(const KvSnapshot& snapshot, Family family,
                const std::string& key) {
  Result<std::unique_ptr<KvValue>> value = snapshot.Get(family, key);
  EXPECT_TRUE(value.ok()) << value.status().ToString();
  if (!value.ok() || *value == nullptr) return "(none)";
  return std::string((*value)->bytes());
}

Pairs ReadFrom(KvIterator* iterator, const std::string& key) {
  Pairs pairs;
  for (iterator->Seek(key); iterator->Valid(); iterator->Next()) {
    pairs.emplace_back(iterator->key(), iterator->value());
  }
  EXPECT_TRUE(iterator->status().ok()) << iterator->status().ToString();
  return pairs;
}

Pairs Scan(const KvSnapshot& snapshot, Family family,
           const std::string& lower = {}, const std::string& upper = {}) {
  auto iterator = snapshot.Scan(family, lower, upper);
  EXPECT_TRUE(iterator.ok());
  return ReadFrom(iterator->get(), "");
}

std::string Operand(std::uint64_t id, bool present) {
  PostingChange changes[] = {{id, present}};
  return EncodePostingOperand(changes);
}

std::string Block(const std::vector<std::uint64_t>& ids) {
  return EncodePostingBlock(ids);
}

TEST_P(KvTest, GetsWhatWasPut) {
  Put(Family::kKeys, "a", "1");
  Put(Family::kKeys, std::string("a\0b", 3), "");
  auto snapshot = Snapshot();
  EXPECT_EQ(Get(*snapshot, Family::kKeys, "a"), "1");
  EXPECT_EQ(Get(*snapshot, Family::kKeys, std::string("a\0b", 3)), "");
  EXPECT_EQ(Get(*snapshot, Family::kKeys, "b"), "(none)");
  EXPECT_EQ(Get(*snapshot, Family::kTerms, "a"), "(none)");
}

TEST_P(KvTest, TakesABatchInOrder) {
  KvBatch batch;
  batch.Put(Family::kKeys, "a", "1");
  batch.Delete(Family::kKeys, "a");
  batch.Put(Family::kKeys, "b", "1");
  batch.Put(Family::kKeys, "b", "2");
  batch.Delete(Family::kKeys, "c");
  batch.Put(Family::kKeys, "c", "3");
  batch.Put(Family::kPostings, "p", Block({1}));
  batch.Merge(Family::kPostings, "p", Operand(2, true));
  batch.Merge(Family::kPostings, "p", Operand(1, false));
  Write(std::move(batch));
  auto snapshot = Snapshot();
  EXPECT_THAT(Scan(*snapshot, Family::kKeys),
              ElementsAre(Pair("b", "2"), Pair("c", "3")));
  EXPECT_EQ(Get(*snapshot, Family::kPostings, "p"), Block({2}));
}

TEST_P(KvTest, MergesIntoNothingAndAfterADelete) {
  KvBatch batch;
  batch.Merge(Family::kPostings, "p", Operand(1, true));
  Write(std::move(batch));
  EXPECT_EQ(Get(*Snapshot(), Family::kPostings, "p"), Block({1}));
  Delete(Family::kPostings, "p");
  KvBatch again;
  again.Merge(Family::kPostings, "p", Operand(2, true));
  Write(std::move(again));
  EXPECT_EQ(Get(*Snapshot(), Family::kPostings, "p"), Block({2}));
}

TEST_P(KvTest, GetsManyInTheOrderAsked) {
  std::vector<std::string> keys;
  for (int i = 0; i < 300; ++i) {
    std::string number = std::to_string(i);
    if (i % 3 != 0) Put(Family::kArticles, number, "value " + number);
    keys.push_back(number);
  }
  keys.push_back("1");
  auto values = *Snapshot()->MultiGet(Family::kArticles, keys);
  ASSERT_EQ(values.size(), keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (std::stoi(keys[i]) % 3 == 0) {
      EXPECT_EQ(values[i], nullptr);
    } else {
      ASSERT_NE(values[i], nullptr);
      EXPECT_EQ(values[i]->bytes(), "value " + keys[i]);
    }
  }
  EXPECT_TRUE(Snapshot()->MultiGet(Family::kArticles, {})->empty());
}

TEST_P(KvTest, ScansWithinItsBounds) {
  for (const char* key : {"a", "b", "c", "d"}) Put(Family::kTerms, key, key);
  auto snapshot = Snapshot();
  EXPECT_THAT(Scan(*snapshot, Family::kTerms, "b", "d"),
              ElementsAre(Pair("b", "b"), Pair("c", "c")));
  EXPECT_THAT(Scan(*snapshot, Family::kTerms, "c"),
              ElementsAre(Pair("c", "c"), Pair("d", "d")));
  EXPECT_THAT(Scan(*snapshot, Family::kTerms, "e"), IsEmpty());
  EXPECT_THAT(Scan(*snapshot, Family::kTerms, "b", "b"), IsEmpty());
  EXPECT_THAT(Scan(*snapshot, Family::kKeys), IsEmpty());

  auto iterator = *snapshot->Scan(Family::kTerms, "b", "d");
  EXPECT_FALSE(iterator->Valid()) << "positioned nowhere";
  EXPECT_THAT(ReadFrom(iterator.get(), "c"), ElementsAre(Pair("c", "c")));
  EXPECT_THAT(ReadFrom(iterator.get(), "d"), IsEmpty());
  EXPECT_EQ(ReadFrom(iterator.get(), "a").size(), 2u) << "backwards";
  iterator->Next();
  EXPECT_FALSE(iterator->Valid()) << "past the end";
}

TEST_P(KvTest, ASnapshotIsUnmovedByLaterWrites) {
  Put(Family::kKeys, "a", "1");
  Put(Family::kKeys, "b", "1");
  Put(Family::kPostings, "p", Block({1}));
  auto before = Snapshot();
  auto iterator = *before->Scan(Family::kKeys, "", "");
  Put(Family::kKeys, "a", "2");
  Delete(Family::kKeys, "b");
  Put(Family::kKeys, "c", "2");
  KvBatch batch;
  batch.Merge(Family::kPostings, "p", Operand(1, false));
  Write(std::move(batch));
  ASSERT_TRUE(store_->Flush().ok());
  ASSERT_TRUE(store_->Compact().ok());
  EXPECT_THAT(Scan(*before, Family::kKeys),
              ElementsAre(Pair("a", "1"), Pair("b", "1")));
  EXPECT_EQ(ReadFrom(iterator.get(), "").size(), 2u);
  EXPECT_EQ(Get(*before, Family::kKeys, "b"), "1");
  EXPECT_EQ(Get(*before, Family::kPostings, "p"), Block({1}));
  EXPECT_THAT(Scan(*Snapshot(), Family::kKeys),
              ElementsAre(Pair("a", "2"), Pair("c", "2")));
}

TEST_P(KvTest, WhatItHandsOutOutlivesIt) {
  Put(Family::kKeys, "a", std::string(5000, 'x'));
  ASSERT_TRUE(store_->Flush().ok());
  auto snapshot = Snapshot();
  auto iterator = *snapshot->Scan(Family::kKeys, "", "");
  iterator->Seek("");
  auto value = *snapshot->Get(Family::kKeys, "a");
  ASSERT_TRUE(store_->Close().ok());
  store_.reset();
  EXPECT_EQ(Get(*snapshot, Family::kKeys, "a").size(), 5000u);
  snapshot.reset();
  ASSERT_TRUE(iterator->Valid());
  EXPECT_EQ(iterator->value().size(), 5000u);
  iterator->Next();
  EXPECT_FALSE(iterator->Valid());
  iterator.reset();
  EXPECT_EQ(value->bytes(), std::string(5000, 'x'));
}

TEST_P(KvTest, SizesAFamily) {
  for (int i = 0; i < 100; ++i) {
    Put(Family::kKeys, std::to_string(i), std::string(100, 'x'));
  }
  ASSERT_TRUE(store_->Flush().ok());
  KvFamilySize size = *store_->Size(Family::kKeys);
  EXPECT_EQ(size.keys, 100u);
  EXPECT_GT(size.bytes, 100u);
  EXPECT_EQ(store_->Size(Family::kTerms)->keys, 0u);
}

TEST_P(KvTest, TakesEveryKindOfCall) {
  KvBatch batch;
  batch.Put(Family::kKeys, "a", "1");
  EXPECT_TRUE(store_->Write(std::move(batch), true).ok());
  EXPECT_TRUE(store_->Write(KvBatch(), false).ok()) << "an empty batch";
  EXPECT_TRUE(store_->WriteUnlogged(KvBatch()).ok());
  EXPECT_TRUE(store_->SyncLog().ok());
  EXPECT_TRUE(store_->SetAutomaticCompaction(false).ok());
  EXPECT_TRUE(store_->SetAutomaticCompaction(true).ok());
  EXPECT_TRUE(store_->VerifyChecksums().ok());
  EXPECT_TRUE(store_->Close().ok());
  EXPECT_TRUE(store_->Close().ok()) << "again";
}

// A model beside the store: a map for keys, sets of ids for postings.
struct Model {
  std::map<std::string, std::string> keys;
  std::map<std::string, std::set<std::uint64_t>> postings;

  void WriteAtRandom(KvBatch* batch, std::mt19937_64& random);
  void ExpectIn(const KvSnapshot& snapshot) const;
};

void Model::WriteAtRandom(KvBatch* batch, std::mt19937_64& random) {
  std::string key = std::to_string(random() % 30);
  std::uint64_t id = random() % 2000;
  switch (test::Below(8, random)) {
    case 0:
      batch->Put(Family::kKeys, key, keys[key] = std::to_string(id));
      break;
    case 1:
      keys.erase(key);
      batch->Delete(Family::kKeys, key);
      break;
    case 2:
      if (random() % 8 != 0) break;
      postings[key].clear();
      batch->Delete(Family::kPostings, key);
      break;
    case 3:
      postings[key].erase(id);
      batch->Merge(Family::kPostings, key, Operand(id, false));
      break;
    default:
      postings[key].insert(id);
      batch->Merge(Family::kPostings, key, Operand(id, true));
  }
}

void Model::ExpectIn(const KvSnapshot& snapshot) const {
  Pairs expected(keys.begin(), keys.end());
  ASSERT_EQ(Scan(snapshot, Family::kKeys), expected);
  std::map<std::string, std::set<std::uint64_t>> found;
  for (const auto& [key, block] : Scan(snapshot, Family::kPostings)) {
    std::vector<std::uint64_t> buffer;
    auto ids = PostingBlockView::Parse(block)->Ids(&buffer);
    if (!ids.empty()) found[key] = {ids.begin(), ids.end()};
    ASSERT_EQ(Get(snapshot, Family::kPostings, key), block);
  }
  std::map<std::string, std::set<std::uint64_t>> filled;
  for (const auto& [key, ids] : postings) {
    if (!ids.empty()) filled[key] = ids;
  }
  ASSERT_EQ(found, filled);
}

TEST_P(KvTest, AgreesWithAModel) {
  std::mt19937_64 random = test::MakeRandom();
  Model model;
  std::vector<std::pair<std::shared_ptr<const KvSnapshot>, Model>> kept;
  for (int i = 0; i < test::Rounds(600); ++i) {
    KvBatch batch;
    for (std::size_t n = test::Below(60, random); n > 0; --n) {
      model.WriteAtRandom(&batch, random);
    }
    Write(std::move(batch));
    if (random() % 40 == 0) {
      ASSERT_TRUE(store_->Flush().ok());
    }
    if (random() % 150 == 0) {
      ASSERT_TRUE(store_->Compact().ok());
    }
    if (random() % 20 != 0) continue;
    kept.emplace_back(Snapshot(), model);
    auto& [snapshot, then] = kept[test::Below(kept.size(), random)];
    then.ExpectIn(*snapshot);
  }
  ASSERT_TRUE(store_->Compact().ok());
  for (const auto& [snapshot, then] : kept) then.ExpectIn(*snapshot);
  model.ExpectIn(*Snapshot());
  EXPECT_FALSE(kept.empty());
  EXPECT_FALSE(model.postings.empty());
}

}  // namespace
}  // namespace pressmark::engine
