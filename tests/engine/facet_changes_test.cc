// Facets as batches change them, against a model that counts each term by
// itself; and what becomes of an index with too many terms.

#include "engine/facet_changes.h"

#include <map>
#include <memory>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/facets.h"
#include "engine/kv_memory.h"
#include "engine/reader.h"
#include "engine/term_changes.h"
#include "engine/terms.h"
#include "tests/engine/naive_terms.h"
#include "tests/support/article_text.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

using test::Below;
using test::Fails;
using test::IsOk;
using test::ValueOf;
using testing::IsEmpty;

constexpr std::uint32_t kIndex = 1;

class FacetChangesTest : public testing::Test {
 protected:
  // Makes one batch of changes.
  template <typename Make>
  Status Write(Make make) {
    auto snapshot = ValueOf(store_->Snapshot());
    FacetChanges changes(*snapshot);
    make(&changes);
    KvBatch batch;
    if (Status s = changes.Put(&batch); !s.ok()) return s;
    return store_->Write(std::move(batch), false);
  }
  std::optional<Facets> Open() {
    return ValueOf(Facets::Open(*ValueOf(store_->Snapshot()), kIndex));
  }
  std::vector<std::uint64_t> CountsOf(Bucket bucket) {
    std::vector<std::uint64_t> counts;
    std::optional<Facets> facets = Open();
    if (facets && facets->Seek(bucket) && facets->bucket() == bucket) {
      EXPECT_THAT(facets->AddTo(&counts), IsOk());
    }
    return counts;
  }

  std::shared_ptr<KvStore> store_ = MakeMemoryStore();
};

using Counts = std::vector<std::uint64_t>;

TEST_F(FacetChangesTest, ASlotIsUsedAgain) {
  ASSERT_THAT(Write([](FacetChanges* changes) {
                EXPECT_EQ(ValueOf(changes->Enter(kIndex, "a", "A")), 0);
                EXPECT_EQ(ValueOf(changes->Enter(kIndex, "b", "B")), 1);
                changes->Count(kIndex, 0, 5, 2);
                changes->Count(kIndex, 1, 5, 1);
              }),
              IsOk());
  EXPECT_EQ(CountsOf(5), (Counts{2, 1}));
  ASSERT_THAT(Write([](FacetChanges* changes) {
                changes->Count(kIndex, 0, 5, -2);
                EXPECT_THAT(changes->Leave(kIndex, 0), IsOk());
                EXPECT_EQ(ValueOf(changes->Enter(kIndex, "c", "C")), 0);
                changes->Count(kIndex, 0, 7, 1);
              }),
              IsOk());
  EXPECT_EQ(CountsOf(5), (Counts{0, 1}));
  EXPECT_EQ(CountsOf(7), (Counts{1}));
  EXPECT_EQ(Open()->names()[0].term, "c");
}

TEST_F(FacetChangesTest, OfTooManyTermsAreGivenUp) {
  ASSERT_THAT(Write([](FacetChanges* changes) {
                for (std::size_t i = 0; i < kFacetSlots; ++i) {
                  auto slot =
                      ValueOf(changes->Enter(kIndex, std::to_string(i), ""));
                  changes->Count(kIndex, slot.value(), 3, 1);
                }
              }),
              IsOk());
  ASSERT_EQ(CountsOf(3).size(), kFacetSlots);
  ASSERT_THAT(Write([](FacetChanges* changes) {
                changes->Count(kIndex, 1, 4, 1);
                EXPECT_EQ(ValueOf(changes->Enter(kIndex, "one more", "")),
                          std::nullopt);
              }),
              IsOk());
  EXPECT_FALSE(Open());
  // The terms keep their slots, which mean nothing any more.
  ASSERT_THAT(Write([](FacetChanges* changes) {
                changes->Count(kIndex, 1, 3, -1);
                EXPECT_THAT(changes->Leave(kIndex, 1), IsOk());
                EXPECT_THAT(changes->Respell(kIndex, 2, "x"), IsOk());
                EXPECT_EQ(ValueOf(changes->Enter(kIndex, "another", "")),
                          std::nullopt);
              }),
              IsOk());
  EXPECT_FALSE(Open());
  auto snapshot = ValueOf(store_->Snapshot());
  auto scan = ValueOf(snapshot->Scan(Family::kFacets, {}, {}));
  scan->Seek({});
  ASSERT_TRUE(scan->Valid());
  EXPECT_EQ(scan->key(), FacetNamesKey(kIndex));
  scan->Next();
  EXPECT_FALSE(scan->Valid());
}

TEST_F(FacetChangesTest, ThatCannotBeSoAreCorrupt) {
  ASSERT_THAT(Write([](FacetChanges* changes) {
                EXPECT_EQ(ValueOf(changes->Enter(kIndex, "a", "")), 0);
                changes->Count(kIndex, 0, 5, 1);
              }),
              IsOk());
  EXPECT_THAT(
      Write([](FacetChanges* changes) { changes->Count(kIndex, 0, 5, -2); }),
      Fails(StatusCode::kCorruption, "rebuild the store"));
  EXPECT_THAT(
      Write([](FacetChanges* changes) { changes->Count(kIndex + 1, 0, 5, 1); }),
      Fails(StatusCode::kCorruption, "rebuild the store"));
  EXPECT_THAT(Write([](FacetChanges* changes) {
                EXPECT_THAT(
                    changes->Leave(kIndex, 1),
                    Fails(StatusCode::kCorruption, "rebuild the store"));
              }),
              IsOk());
}

// Articles come, go and change their month; terms are new, few and none.
TEST_F(FacetChangesTest, AreWhatTheListsSay) {
  std::mt19937_64 random = test::MakeRandom();
  auto term_of = [](std::size_t number) {
    return ArticleTerm{kIndex, TextTerm("t" + std::to_string(number)),
                       number % 2 == 0 ? "T" : ""};
  };
  std::map<std::uint64_t, std::vector<ArticleTerm>> articles;
  std::size_t terms = 0;
  for (int round = 0; round < test::Rounds(150); ++round) {
    TermChanges changes;
    std::set<std::uint64_t> touched;
    for (std::size_t i = Below(60, random); i > 0; --i) {
      Date date;
      date.microseconds =
          static_cast<std::int64_t>(Below(400, random)) * 86'400'000'000;
      std::uint64_t id = MakeArticleId(date, 0).bits;
      if (!touched.insert(id).second) continue;
      std::set<std::size_t> numbers;
      while (Below(3, random) != 0) numbers.insert(Below(40, random));
      if (round % 20 > 15) numbers.clear();
      std::vector<ArticleTerm> after;
      for (std::size_t number : numbers) after.push_back(term_of(number));
      std::sort(after.begin(), after.end(),
                [](const auto& a, const auto& b) { return a.term < b.term; });
      changes.Replace({id}, articles[id], after);
      articles[id] = after;
    }
    auto before = ValueOf(store_->Snapshot());
    KvBatch batch;
    ASSERT_THAT(changes.Apply(*before, &batch), IsOk());
    ASSERT_THAT(store_->Write(std::move(batch), false), IsOk());
    test::IdsByTerm expected;
    for (const auto& [id, held] : articles) {
      for (const ArticleTerm& term : held) expected[term.term].push_back(id);
    }
    Reader reader(ValueOf(store_->Snapshot()), {}, {}, {});
    test::ExpectExactFacets(reader, kIndex, expected);
    terms += expected.size();
  }
  EXPECT_GT(terms, 100u);
}

TEST(Facets, ComeBackByARebuild) {
  test::TemporaryFolder folder;
  Store store = ValueOf(Store::Create(folder / "store"));
  WriteBatch batch;
  for (std::size_t i = 0; i <= kFacetSlots; ++i) {
    std::string number = std::to_string(i);
    batch.Put(ValueOf(
        store.Prepare(number, test::SourceOf({.topics = {"t" + number}}))));
  }
  ValueOf(store.Write(std::move(batch)));
  auto has_facets = [&store] {
    Snapshot snapshot = ValueOf(store.TakeSnapshot());
    return ValueOf(snapshot.reader()->OpenFacets(kIndex)).has_value();
  };
  EXPECT_FALSE(has_facets());
  EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
  ValueOf(store.Delete("0"));
  ValueOf(store.Delete("1"));
  EXPECT_FALSE(has_facets());
  EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
  ASSERT_THAT(store.Rebuild(), IsOk());
  EXPECT_TRUE(has_facets());
  EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
}

}  // namespace
}  // namespace pressmark::engine
