#include "engine/catalog.h"

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

Mapping MappingOf(const std::string& yaml) {
  return ValueOf(Mapping::Parse(yaml));
}

class CatalogTest : public testing::Test {
 protected:
  CatalogTest() {
    KvBatch batch;
    PutCatalog(format_, Mapping::BuiltIn(), IndexCatalogOf(Mapping::BuiltIn()),
               {7, 5, 1234}, &batch);
    Write(std::move(batch));
  }
  void Write(KvBatch batch) {
    ASSERT_THAT(kv_->Write(std::move(batch), true), IsOk());
  }
  Result<CatalogState> Read() {
    return ReadCatalog(*ValueOf(kv_->Snapshot()), format_, Limits());
  }
  std::string Get(std::string_view name) {
    return std::string(
        ValueOf(ValueOf(kv_->Snapshot())->Get(Family::kCatalog, name))
            ->bytes());
  }
  void Put(std::string_view name, const std::string& value) {
    KvBatch batch;
    batch.Put(Family::kCatalog, std::string(name), value);
    Write(std::move(batch));
  }

  StoreFormat format_ = ValueOf(NewStoreFormat());
  std::shared_ptr<KvStore> kv_ = MakeMemoryStore();
};

TEST_F(CatalogTest, GivesBackWhatWasPut) {
  CatalogState state = ValueOf(Read());
  EXPECT_EQ(state.mapping.ToYaml(), Mapping::BuiltIn().ToYaml());
  EXPECT_EQ(state.indexes.declared, IndexesOf(Mapping::BuiltIn()));
  EXPECT_EQ(state.indexes.ready, state.indexes.declared);
  EXPECT_EQ(state.derivation,
            DerivationOf(state.mapping, state.indexes.declared));
  EXPECT_EQ(state.format, format_);
  Counters counters = ValueOf(ReadCounters(*ValueOf(kv_->Snapshot())));
  EXPECT_EQ(counters, (Counters{7, 5, 1234}));
}

TEST_F(CatalogTest, IndexesAllArticlesAndEachIndexedField) {
  Mapping mapping = MappingOf(
      "fields:\n"
      "  brand: { kind: folded, paths: [b] }\n"
      "  rating: { kind: number, paths: [r], index: true }\n");
  std::vector<std::string> names;
  std::uint32_t number = 0;
  for (const IndexDefinition& index : IndexesOf(mapping)) {
    EXPECT_EQ(index.number, number++);
    if (!index.field) continue;
    names.push_back(mapping.fields()[*index.field].name);
    EXPECT_EQ(index.kind, mapping.fields()[*index.field].kind);
  }
  // The date's index is the order of all.
  EXPECT_THAT(names, testing::ElementsAre("topic", "rating"));
}

TEST_F(CatalogTest, ADerivationIsThatOfItsMapping) {
  auto derivation = [](const Mapping& mapping) {
    return DerivationOf(mapping, IndexesOf(mapping));
  };
  Mapping one = MappingOf("fields: { title: { kind: text, paths: [a] } }");
  Mapping two = MappingOf("fields: { title: { kind: text, paths: [b] } }");
  Mapping three =
      MappingOf("fields: { title: { kind: text, paths: [a], index: true } }");
  EXPECT_EQ(derivation(one), derivation(MappingOf(one.ToYaml())));
  EXPECT_NE(derivation(one), derivation(two));
  EXPECT_NE(derivation(one), derivation(three));
}

TEST_F(CatalogTest, IndexesWhatTheMappingDeclaresAfterItsFields) {
  Mapping mapping =
      MappingOf("indexes: [topic, { path: a.b, kind: folded }, a.b]");
  std::vector<IndexDefinition> indexes = IndexesOf(mapping);
  ASSERT_EQ(indexes.size(), 6u);
  for (std::uint32_t i = 0; i < indexes.size(); ++i) {
    EXPECT_EQ(indexes[i].number, i);
    EXPECT_EQ(indexes[i].field.has_value(), i == 1 || i == 2);
  }
  EXPECT_EQ(indexes[3].path, std::vector<std::string>{"topic"});
  EXPECT_EQ(indexes[4].path, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(indexes[4].kind, FieldKind::kFolded);
  EXPECT_EQ(indexes[5].kind, FieldKind::kText);
  Mapping other = MappingOf("indexes: [topic, { path: a.b, kind: folded }]");
  EXPECT_NE(DerivationOf(mapping, indexes),
            DerivationOf(other, IndexesOf(other)));
}

TEST_F(CatalogTest, WithAPartLostOrCutIsDamaged) {
  for (std::string_view name :
       {kFormatName, kMappingName, kIndexesName, kDerivationName}) {
    std::string value = Get(name);
    KvBatch batch;
    batch.Delete(Family::kCatalog, std::string(name));
    Write(std::move(batch));
    EXPECT_THAT(Read(), Fails(StatusCode::kCorruption, std::string(name)));
    Put(name, value);
    ASSERT_THAT(Read(), IsOk());
    if (name == kMappingName) continue;  // shorter ones are mappings, too
    for (std::size_t size = 0; size < value.size(); ++size) {
      Put(name, value.substr(0, size));
      EXPECT_THAT(Read(), Fails(StatusCode::kCorruption, std::string(name)));
    }
    Put(name, value + "x");
    EXPECT_THAT(Read(), Fails(StatusCode::kCorruption, std::string(name)));
    Put(name, value);
  }
  Put(kMappingName, "fields: [");
  EXPECT_THAT(Read(), Fails(StatusCode::kCorruption, "catalog: mapping"));
  Put(kCountersName, "short");
  EXPECT_THAT(ReadCounters(*ValueOf(kv_->Snapshot())),
              Fails(StatusCode::kCorruption, "counters"));
}

TEST_F(CatalogTest, IsOfOneStoreAndGeneration) {
  ++format_.generation;
  EXPECT_THAT(Read(), Fails(StatusCode::kCorruption, "another store"));
  --format_.generation;
  ++format_.incarnation;
  EXPECT_THAT(Read(), IsOk());
  format_.store_id[3] ^= 1;
  EXPECT_THAT(Read(), Fails(StatusCode::kCorruption, "another store"));
}

TEST_F(CatalogTest, RemembersThatAStoreIsInBulk) {
  EXPECT_FALSE(ValueOf(ReadBulk(*ValueOf(kv_->Snapshot()))));
  for (bool bulk : {true, false}) {
    KvBatch batch;
    PutBulk(bulk, &batch);
    Write(std::move(batch));
    EXPECT_EQ(ValueOf(ReadBulk(*ValueOf(kv_->Snapshot()))), bulk);
  }
}

}  // namespace
}  // namespace pressmark::engine
