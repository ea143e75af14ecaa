#include "engine/known_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/kv_memory.h"
#include "engine/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

using test::ValueOf;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(PathText, QuotesWhatIsNoName) {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"title"}, "title"},
      {{"link", "href"}, "link.href"},
      {{"meta", "msvalidate.01"}, "meta.\"msvalidate.01\""},
      {{"a b", "c"}, ".\"a b\".c"},
      {{"a", ""}, "a.\"\""},
      {{"q\"\\"}, ".\"q\\\"\\\\\""},
      {{"og-title", "x-1"}, "og-title.x-1"},
      {{"1st"}, ".\"1st\""},
      {{"a-"}, ".\"a-\""},
      {{"a--b"}, ".\"a--b\""},
      {{"*"}, ".\"*\""},
      {{"Straße"}, "Straße"},
  };
  for (const auto& [names, text] : cases) EXPECT_EQ(PathText(names), text);
}

// The paths of an article, through a store that takes `limit` of them.
std::vector<std::string> PathsIn(Store* store) {
  std::vector<std::string> paths;
  Snapshot snapshot = ValueOf(store->TakeSnapshot());
  for (const KnownPath& path : ValueOf(snapshot.KnownPaths())) {
    paths.push_back(path.path);
  }
  return paths;
}

class KnownPathsTest : public testing::Test {
 protected:
  Store Create(std::size_t limit) {
    OpenOptions options;
    options.limits.known_paths = limit;
    return ValueOf(
        Store::Create(folder_ / "store", Mapping::BuiltIn(), options));
  }
  static void Put(Store* store, const std::string& key,
                  const std::string& front_matter) {
    ValueOf(store->Put(key, "---\n" + front_matter + "\n---\n"));
  }
  static bool IsKnown(Store* store, const std::string& path) {
    Snapshot snapshot = ValueOf(store->TakeSnapshot());
    return ValueOf(snapshot.reader()->IsKnownPath(path));
  }
  static void ExpectSound(const Store& store) {
    EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
  }

  test::TemporaryFolder folder_;
};

TEST_F(KnownPathsTest, AreAllPathsBelowTheLimit) {
  Store store = Create(4);
  Put(&store, "1", "a: {b: 1, c: [{d: x}]}");
  EXPECT_THAT(PathsIn(&store), ElementsAre("a", "a.b", "a.c", "a.c.d"));
  EXPECT_TRUE(IsKnown(&store, "a.c.d"));
  EXPECT_FALSE(IsKnown(&store, "a.e"));
  EXPECT_FALSE(IsKnown(&store, "b"));
  ExpectSound(store);
}

TEST_F(KnownPathsTest, CollapseBeyondIt) {
  Store store = Create(4);
  Put(&store, "1", "a: {b: 1, c: [{d: x}]}");
  Put(&store, "2", "a: {e: 1, f: 2}\ng: {h: 3}");
  EXPECT_THAT(PathsIn(&store),
              ElementsAre("*", "a", "a.*", "a.b", "a.c", "a.c.d"));
  // What is not told apart may have been there.
  EXPECT_TRUE(IsKnown(&store, "a.e"));
  EXPECT_TRUE(IsKnown(&store, "g.h"));
  EXPECT_TRUE(IsKnown(&store, "anything"));
  ExpectSound(store);
  // The limit is one of the store's life, not of one writer's.
  EXPECT_THAT(store.Close(), test::IsOk());
  OpenOptions options;
  options.limits.known_paths = 4;
  Store again = ValueOf(Store::Open(folder_ / "store", options));
  Put(&again, "3", "i: 1\na: {j: 1}\n\"a.b\": {k: 1}");
  EXPECT_EQ(PathsIn(&again).size(), 6u);
  ExpectSound(again);
}

TEST_F(KnownPathsTest, OfOneArticleBeyondItCollapseToo) {
  Store store = Create(3);
  Put(&store, "1", "a: {b: 1, c: 2, d: {e: 3}, f: 4}");
  EXPECT_THAT(PathsIn(&store), ElementsAre("a", "a.*", "a.b"));
  EXPECT_TRUE(IsKnown(&store, "a.d.e"));
  ExpectSound(store);
}

TEST_F(KnownPathsTest, TooLongToNameStandTogether) {
  Store store = Create(100);
  std::string name(700, 'n');
  Put(&store, "1", name + ": {" + name + ": 1, short: 2}");
  EXPECT_THAT(PathsIn(&store), ElementsAre(name, name + ".*", name + ".short"));
  EXPECT_TRUE(IsKnown(&store, name + "." + name));
  ExpectSound(store);
}

// Not every write puts every count, but none is lost in the end.
TEST_F(KnownPathsTest, CountsAreExactOnceFlushed) {
  Store store = Create(100);
  for (int i = 0; i < 200; ++i) {
    Put(&store, std::to_string(i), i % 2 == 0 ? "a: 1" : "a: x");
  }
  auto counts = [](Store* from) {
    return ValueOf(ValueOf(from->TakeSnapshot()).KnownPaths()).at(0);
  };
  KnownPath stored = counts(&store);
  EXPECT_LE(stored.numbers + stored.texts, 200u);
  EXPECT_GT(stored.numbers + stored.texts, 190u);
  ASSERT_THAT(store.Flush(), test::IsOk());
  EXPECT_EQ(counts(&store).numbers, 100u);
  EXPECT_EQ(counts(&store).texts, 100u);
}

TEST(KnownPaths, PutsWhatIsNewAndKeepsWhatIsOld) {
  auto seen = [](ValueKind kind) {
    SeenPaths one;
    one.AddKind(one.Add("a"), kind);
    return one;
  };
  KnownPaths paths(10);
  KvBatch batch;
  paths.Count(seen(ValueKind::kText));
  paths.PutChanged(false, &batch);
  EXPECT_EQ(batch.operations.size(), 1u);
  paths.PutChanged(true, &batch);
  EXPECT_EQ(batch.operations.size(), 1u);
  paths.Count(seen(ValueKind::kInteger));  // another kind
  paths.PutChanged(false, &batch);
  EXPECT_EQ(batch.operations.size(), 2u);
  EXPECT_EQ(paths.size(), 1u);
  auto kv = MakeMemoryStore();
  ASSERT_THAT(kv->Write(std::move(batch), true), test::IsOk());
  std::vector<KnownPath> known =
      ValueOf(ReadKnownPaths(*ValueOf(kv->Snapshot())));
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known[0].texts, 1u);
  EXPECT_EQ(known[0].numbers, 1u);
}

}  // namespace
}  // namespace pressmark::engine
