#include "engine/index_catalog.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

IndexDefinition OnPath(std::string name, FieldKind kind = FieldKind::kText) {
  return {0, std::nullopt, {std::move(name)}, kind};
}

class IndexCatalogTest : public testing::Test {
 protected:
  IndexCatalogTest() {
    KvBatch batch;
    batch.Put(Family::kCatalog, std::string(kIndexesName),
              EncodeIndexes(indexes_.next_number, indexes_.declared));
    Write(std::move(batch));
  }
  void Write(KvBatch batch) {
    ASSERT_THAT(kv_->Write(std::move(batch), true), IsOk());
  }
  // What is stored is what `indexes_` says.
  void Compare() {
    IndexCatalog stored = ValueOf(ReadIndexCatalog(*ValueOf(kv_->Snapshot())));
    EXPECT_EQ(stored.declared, indexes_.declared);
    EXPECT_EQ(stored.ready, indexes_.ready);
    EXPECT_EQ(stored.building, indexes_.building);
    EXPECT_EQ(stored.dropped, indexes_.dropped);
    EXPECT_EQ(stored.next_number, indexes_.next_number);
    EXPECT_THAT(ValueOf(CheckIndexCatalog(*ValueOf(kv_->Snapshot()))),
                IsEmpty());
  }
  // A change of `indexes_`, and of the store by its batch.
  template <typename Change>
  void Do(Change change) {
    KvBatch batch;
    change(&batch);
    Write(std::move(batch));
    Compare();
  }
  void PutRaw(std::string key, std::string value) {
    KvBatch batch;
    batch.Put(Family::kCatalog, std::move(key), std::move(value));
    Write(std::move(batch));
  }

  std::shared_ptr<KvStore> kv_ = MakeMemoryStore();
  IndexCatalog indexes_ = IndexCatalogOf(Mapping::BuiltIn());
};

TEST_F(IndexCatalogTest, IsStoredAsItChanges) {
  Compare();
  Do([&](KvBatch* batch) { indexes_.Add(OnPath("a"), batch); });
  Do([&](KvBatch* batch) { indexes_.Add(OnPath("b"), batch); });
  EXPECT_EQ(indexes_.ready.size(), 3u);
  EXPECT_FALSE(indexes_.Holds(3, {0}));
  Do([&](KvBatch* batch) {
    indexes_.Advance(IndexBuild{3, 0x0102030405060708}, batch);
  });
  EXPECT_TRUE(indexes_.Holds(3, {0x0102030405060707}));
  EXPECT_FALSE(indexes_.Holds(3, {0x0102030405060708}));
  EXPECT_TRUE(indexes_.Holds(1, {~std::uint64_t{0}}));
  Do([&](KvBatch* batch) { indexes_.FinishBuild(3, batch); });
  EXPECT_EQ(indexes_.ready.size(), 4u);
  EXPECT_TRUE(indexes_.Holds(3, {~std::uint64_t{0}}));
  Do([&](KvBatch* batch) { indexes_.Drop(4, batch); });
  Do([&](KvBatch* batch) { indexes_.Drop(3, batch); });
  EXPECT_THAT(indexes_.dropped,
              ElementsAre(IndexDrop{3, false, ""}, IndexDrop{4, false, ""}));
  Do([&](KvBatch* batch) {
    indexes_.Advance(IndexDrop{3, true, std::string("k\0y", 3)}, batch);
  });
  Do([&](KvBatch* batch) { indexes_.FinishDrop(3, batch); });
  Do([&](KvBatch* batch) { indexes_.FinishDrop(4, batch); });
  Do([&](KvBatch* batch) { indexes_.Add(OnPath("c"), batch); });
  EXPECT_EQ(indexes_.declared.back().number, 5u);
}

TEST_F(IndexCatalogTest, TellsOfRecordsThatBelongToNothing) {
  PutRaw("building/" + std::string("\0\0\0\x07", 4), std::string(8, '\0'));
  PutRaw("dropped/" + std::string("\0\0\0\x01", 4), std::string(1, '\0'));
  PutRaw("dropped/" + std::string("\0\0\0\x09", 4), std::string(1, '\0'));
  auto snapshot = ValueOf(kv_->Snapshot());
  EXPECT_THAT(ValueOf(CheckIndexCatalog(*snapshot)),
              ElementsAre(HasSubstr("how far index 7 is"),
                          HasSubstr("index 1 is dropped"),
                          HasSubstr("index 9 is dropped")));
  EXPECT_EQ(ValueOf(ReadIndexCatalog(*snapshot)).ready.size(), 3u);
}

TEST_F(IndexCatalogTest, IsDamagedWhereARecordIs) {
  auto read = [this] { return ReadIndexCatalog(*ValueOf(kv_->Snapshot())); };
  const std::string whole = EncodeIndexes(3, indexes_.declared);
  for (const std::string& value :
       {EncodeIndexes(2, indexes_.declared), EncodeIndexes(3, {}),
        EncodeIndexes(3, {indexes_.declared[1]}),
        EncodeIndexes(9, {indexes_.declared[0], indexes_.declared[2],
                          indexes_.declared[1]})}) {
    PutRaw(std::string(kIndexesName), value);
    EXPECT_THAT(read(), Fails(StatusCode::kCorruption, "indexes is damaged"));
  }
  PutRaw(std::string(kIndexesName), whole);
  ASSERT_THAT(read(), IsOk());
  PutRaw("building/" + std::string("\0\0\0\x01", 4), "1234567");
  EXPECT_THAT(read(), Fails(StatusCode::kCorruption, "building/ is damaged"));
  PutRaw("building/" + std::string("\0\0\0\x01", 4), "12345678");
  ASSERT_THAT(read(), IsOk());
  PutRaw("dropped/x", "1");
  EXPECT_THAT(read(), Fails(StatusCode::kCorruption, "dropped/ is damaged"));
}

TEST(IndexCatalogAfter, KeepsNumbersAndGivesNewOnes) {
  Mapping before = Mapping::BuiltIn();
  Mapping after = ValueOf(Mapping::Parse(
      "fields: { author: { kind: folded, many: true, paths: [by], index: true }"
      ", topic: { kind: folded, paths: [t] } }\n"
      "indexes: [x, { path: y, kind: date }]"));
  IndexCatalog indexes = IndexCatalogOf(before);
  KvBatch batch;
  indexes.Add(OnPath("y", FieldKind::kDate), &batch);  // 3
  indexes.Add(OnPath("z"), &batch);                    // 4
  indexes.Add(OnPath("w"), &batch);                    // 5
  indexes.Drop(5, &batch);
  indexes = IndexCatalogAfter(indexes, before, after);
  std::vector<std::uint32_t> numbers;
  for (const IndexDefinition& index : indexes.declared) {
    numbers.push_back(index.number);
  }
  // "all", brand, y and z stay; author and x are new; topic has gone.
  EXPECT_THAT(numbers, ElementsAre(0, 2, 3, 4, 6, 7));
  EXPECT_EQ(indexes.next_number, 8u);
  EXPECT_EQ(indexes.ready, indexes.declared);
  EXPECT_THAT(indexes.building, IsEmpty());
  EXPECT_THAT(indexes.dropped, IsEmpty());
  EXPECT_TRUE(IsDeclaredBy(after, *indexes.Find(3)));
  EXPECT_FALSE(IsDeclaredBy(after, *indexes.Find(4)));
  // Under the same mapping nothing changes.
  EXPECT_EQ(IndexCatalogAfter(indexes, after, after).declared,
            indexes.declared);
}

}  // namespace
}  // namespace pressmark::engine
