// Indexes on front matter paths: what they hold is what the articles say.

#include <string>

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

using test::Below;
using test::IsOk;
using test::ValueOf;
using testing::IsEmpty;

Mapping MappingWith(const std::string& indexes) {
  return ValueOf(Mapping::Parse("indexes:\n" + indexes));
}

void WriteSome(Store* store, test::Sources* sources, std::mt19937_64& random) {
  WriteBatch batch;
  for (std::size_t i = 1 + Below(20, random); i > 0; --i) {
    std::string key = std::to_string(Below(60, random));
    if (Below(4, random) == 0) {
      batch.Delete(key);
      sources->erase(key);
    } else {
      std::string source = test::RandomPathSource(random);
      batch.Put(ValueOf(store->Prepare(key, source)));
      (*sources)[key] = source;
    }
  }
  ASSERT_THAT(store->Write(std::move(batch)), IsOk());
}

void ExpectExact(const Store& store, const test::Sources& sources) {
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  std::size_t terms = test::ExpectExactIndexes(*snapshot.reader(), sources);
  EXPECT_EQ(terms > 0, !sources.empty());
  EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
}

TEST(PathIndex, IsExactAfterEveryWriteWhereTheMappingDeclaresIt) {
  std::mt19937_64 random = test::MakeRandom();
  test::TemporaryFolder folder;
  Mapping mapping = MappingWith(
      "  - a\n"
      "  - { path: b.c, kind: folded }\n"
      "  - { path: d.e, kind: date }\n"
      "  - { path: d.e, kind: number }\n"
      "  - never.seen\n");
  Store store = ValueOf(Store::Create(folder / "store", mapping));
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).reader()->indexes().size(), 8u);
  test::Sources sources;
  for (int round = 0; round < test::Rounds(60); ++round) {
    ASSERT_NO_FATAL_FAILURE(WriteSome(&store, &sources, random));
    if (round % 10 == 7) {
      ASSERT_THAT(store.Rebuild(), IsOk());
    }
    if (round % 10 == 9) {
      ASSERT_THAT(store.Close(), IsOk());
      store = ValueOf(Store::Open(folder / "store"));
    }
    ASSERT_NO_FATAL_FAILURE(ExpectExact(store, sources));
  }
}

TEST(PathIndex, ComesAndGoesWithTheMapping) {
  std::mt19937_64 random = test::MakeRandom();
  test::TemporaryFolder folder;
  Store store = ValueOf(Store::Create(folder / "store"));
  test::Sources sources;
  WriteSome(&store, &sources, random);
  for (const char* indexes : {"  - a\n", "  - b.c\n  - a\n", "  - d.e\n"}) {
    ASSERT_THAT(store.Remap(MappingWith(indexes)), IsOk());
    EXPECT_EQ(store.mapping(), MappingWith(indexes));
    ASSERT_NO_FATAL_FAILURE(ExpectExact(store, sources));
    WriteSome(&store, &sources, random);
    ASSERT_NO_FATAL_FAILURE(ExpectExact(store, sources));
  }
  ASSERT_THAT(store.Remap(Mapping::BuiltIn()), IsOk());
  EXPECT_EQ(ValueOf(store.TakeSnapshot()).reader()->indexes().size(), 3u);
  ASSERT_NO_FATAL_FAILURE(ExpectExact(store, sources));
}

TEST(PathIndex, OfAMappingHasItsPathAndKind) {
  test::TemporaryFolder folder;
  Store store = ValueOf(
      Store::Create(folder / "store",
                    MappingWith("  - { path: 'm.\"x.y\"', kind: folded }\n")));
  ValueOf(store.Put("k", "---\nm: { x.y: TEA }\n---\n"));
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  const engine::IndexDefinition& index = snapshot.reader()->indexes().back();
  EXPECT_EQ(index.path, (std::vector<std::string>{"m", "x.y"}));
  EXPECT_EQ(index.kind, FieldKind::kFolded);
  EXPECT_FALSE(index.field);
  auto entry = ValueOf(
      snapshot.reader()->FindTerm(index.number, engine::TextTerm("tea")));
  ASSERT_TRUE(entry);
  EXPECT_EQ(ValueOf(entry->entry().FirstSpelling()), "TEA");
}

TEST(FieldIndex, OfATextMayBeFolded) {
  test::TemporaryFolder folder;
  Store store = ValueOf(Store::Create(folder / "store"));
  ValueOf(store.Put("a", "---\ntitle: Straße\n---\n"));
  ASSERT_THAT(store.AddIndex("title", FieldKind::kFolded), IsOk());
  ASSERT_THAT(store.AddIndex("title"), IsOk());
  ASSERT_THAT(store.AwaitIndexes(), IsOk());
  Snapshot snapshot = ValueOf(store.TakeSnapshot());
  const std::vector<engine::IndexDefinition>& indexes =
      snapshot.reader()->indexes();
  ASSERT_EQ(indexes.size(), 5u);
  EXPECT_TRUE(ValueOf(snapshot.reader()->FindTerm(
      indexes[3].number, engine::TextTerm("strasse"))));
  EXPECT_TRUE(ValueOf(snapshot.reader()->FindTerm(indexes[4].number,
                                                  engine::TextTerm("Straße"))));
  EXPECT_THAT(store.AddIndex("topic", FieldKind::kText),
              test::Fails(StatusCode::kInvalidArgument, "kind folded"));
  EXPECT_THAT(store.AddIndex(std::string(1025, 'x')),
              test::Fails(StatusCode::kLimitExceeded, "1025"));
  EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
  Mapping present = store.mapping();
  ASSERT_THAT(store.Remap(present), IsOk());
  IndexState kept = ValueOf(store.Indexes())[3];
  EXPECT_EQ(kept.path, "title");
  EXPECT_EQ(kept.kind, FieldKind::kFolded);
}

}  // namespace
}  // namespace pressmark
