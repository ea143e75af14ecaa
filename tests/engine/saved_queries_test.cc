// The queries that a store keeps: what is taken, what stays, and what damage
// does.

#include "engine/saved_queries.h"

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "tests/engine/store_files.h"
#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using engine::KvBatch;
using engine::KvSnapshot;
using test::Fails;
using test::IsOk;
using test::ValueOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SavedQueries : public testing::Test {
 protected:
  std::vector<SavedQuery> All() {
    return ValueOf(ValueOf(store_->TakeSnapshot()).SavedQueries());
  }
  std::optional<std::string> Find(std::string_view name) {
    return ValueOf(ValueOf(store_->TakeSnapshot()).FindSavedQuery(name));
  }
  void Reopen() {
    store_.reset();
    store_ = ValueOf(Store::Open(folder_ / "store"));
  }
  void Damage(const std::string& name, const std::string& value) {
    store_.reset();
    test::ChangeDatabase(test::DatabaseOf(folder_ / "store"),
                         [&](const KvSnapshot&, KvBatch* batch) {
                           batch->Put(engine::Family::kCatalog, "saved/" + name,
                                      value);
                         });
    store_ = ValueOf(Store::Open(folder_ / "store"));
  }

  test::TemporaryFolder folder_;
  std::optional<Store> store_ = ValueOf(Store::Create(folder_ / "store"));
};

TEST_F(SavedQueries, AreKeptByName) {
  EXPECT_THAT(All(), IsEmpty());
  ASSERT_THAT(store_->SaveQuery("news", "date >= -7d"), IsOk());
  ASSERT_THAT(store_->SaveQuery("Old-1_x", "no query\nat all ("), IsOk());
  ASSERT_THAT(store_->SaveQuery("news", ""), IsOk());
  Reopen();
  EXPECT_THAT(All(), ElementsAre(SavedQuery{"Old-1_x", "no query\nat all ("},
                                 SavedQuery{"news", ""}));
  EXPECT_EQ(Find("news"), "");
  EXPECT_EQ(Find("new"), std::nullopt);
  EXPECT_EQ(Find("no name of one"), std::nullopt);
  ASSERT_THAT(store_->DropSavedQuery("Old-1_x"), IsOk());
  EXPECT_THAT(All(), ElementsAre(SavedQuery{"news", ""}));
  EXPECT_THAT(store_->DropSavedQuery("Old-1_x"),
              Fails(StatusCode::kNotFound, "keeps no query \"Old-1_x\""));
  EXPECT_THAT(ValueOf(store_->Check()).problems, IsEmpty());
}

TEST_F(SavedQueries, AreThoseOfTheSnapshotsState) {
  ASSERT_THAT(store_->SaveQuery("a", "1"), IsOk());
  Snapshot snapshot = ValueOf(store_->TakeSnapshot());
  ASSERT_THAT(store_->SaveQuery("a", "2"), IsOk());
  ASSERT_THAT(store_->SaveQuery("b", "3"), IsOk());
  EXPECT_EQ(ValueOf(snapshot.FindSavedQuery("a")), "1");
  EXPECT_EQ(ValueOf(snapshot.SavedQueries()).size(), 1u);
  EXPECT_EQ(Find("a"), "2");
}

TEST_F(SavedQueries, HaveNamesOfTheseCharacters) {
  for (const std::string& name :
       {std::string("a"), std::string("A-z_09"), std::string(64, 'n')}) {
    EXPECT_THAT(store_->SaveQuery(name, "x"), IsOk()) << name;
  }
  for (const std::string& name :
       {std::string(), std::string(65, 'n'), std::string("a b"),
        std::string("a/b"), std::string("\xc3\xa4"), std::string("a\0b", 3),
        std::string("../a"), std::string("a.")}) {
    EXPECT_THAT(store_->SaveQuery(name, "x"),
                Fails(StatusCode::kInvalidArgument, "letters, digits, _ and -"))
        << name;
  }
  EXPECT_EQ(All().size(), 3u);
}

TEST_F(SavedQueries, AreTextsUpToTheLimit) {
  std::size_t most = Limits().query_bytes;
  EXPECT_THAT(store_->SaveQuery("a", std::string(most, 'x')), IsOk());
  EXPECT_THAT(store_->SaveQuery("a", std::string(most + 1, 'x')),
              Fails(StatusCode::kLimitExceeded, "65537 bytes"));
  EXPECT_THAT(store_->SaveQuery("a", "\xff"),
              Fails(StatusCode::kInvalidArgument, "UTF-8"));
  EXPECT_EQ(Find("a"), std::string(most, 'x'));
}

TEST_F(SavedQueries, AreAsManyAsTheLimit) {
  store_.reset();
  OpenOptions options;
  options.limits.saved_queries = 2;
  store_ = ValueOf(Store::Open(folder_ / "store", options));
  EXPECT_THAT(store_->SaveQuery("a", "1"), IsOk());
  EXPECT_THAT(store_->SaveQuery("b", "2"), IsOk());
  EXPECT_THAT(store_->SaveQuery("c", "3"),
              Fails(StatusCode::kLimitExceeded, "keeps 2 queries"));
  EXPECT_THAT(store_->SaveQuery("b", "4"), IsOk()) << "in its own place";
  EXPECT_THAT(All(), ElementsAre(SavedQuery{"a", "1"}, SavedQuery{"b", "4"}));
}

TEST_F(SavedQueries, StayOverARebuild) {
  ASSERT_THAT(store_->SaveQuery("a", "1"), IsOk());
  ValueOf(store_->Put("k", test::SourceOf({})));
  ASSERT_THAT(store_->Rebuild(), IsOk());
  EXPECT_EQ(Find("a"), "1");
  ASSERT_THAT(store_->Remap(ValueOf(Mapping::Parse(
                  "fields: {slug: {kind: text, paths: [permalink]}}"))),
              IsOk());
  EXPECT_EQ(Find("a"), "1");
  EXPECT_THAT(ValueOf(store_->Check()).problems, IsEmpty());
}

TEST_F(SavedQueries, AreNotWrittenByAReader) {
  store_.reset();
  OpenOptions options;
  options.mode = OpenMode::kRead;
  store_ = ValueOf(Store::Open(folder_ / "store", options));
  EXPECT_THAT(store_->SaveQuery("a", "1"),
              Fails(StatusCode::kReadOnly, "reading only"));
  EXPECT_THAT(store_->DropSavedQuery("a"),
              Fails(StatusCode::kReadOnly, "reading only"));
  EXPECT_THAT(store_->ForgetChangesBefore(0),
              Fails(StatusCode::kReadOnly, "reading only"));
}

// A damaged one is named, and keeps nobody from the others.
TEST_F(SavedQueries, AreNamedWhereTheyAreDamaged) {
  ASSERT_THAT(store_->SaveQuery("b", "1"), IsOk());
  for (const std::string& value :
       {std::string(), std::string("\2x"), std::string("\1\xff"),
        std::string(70'000, '?')}) {
    Damage("a", value);
    Snapshot snapshot = ValueOf(store_->TakeSnapshot());
    EXPECT_THAT(snapshot.SavedQueries(),
                Fails(StatusCode::kCorruption, "saved query \"a\" is damaged"));
    EXPECT_THAT(snapshot.FindSavedQuery("a"),
                Fails(StatusCode::kCorruption, "saved query \"a\" is damaged"));
    EXPECT_EQ(ValueOf(snapshot.FindSavedQuery("b")), "1");
    EXPECT_THAT(ValueOf(store_->Check()).problems,
                Contains(HasSubstr("saved query \"a\" is damaged")));
    ASSERT_THAT(store_->DropSavedQuery("a"), IsOk());
    EXPECT_THAT(All(), ElementsAre(SavedQuery{"b", "1"}));
  }
  Damage("not/a name", "\1x");
  // Nothing says what it was.
  ASSERT_THAT(store_->Rebuild(), IsOk());
  EXPECT_THAT(ValueOf(store_->TakeSnapshot()).SavedQueries(),
              Fails(StatusCode::kCorruption, "\"not/a name\""));
  EXPECT_THAT(ValueOf(store_->Check()).problems,
              Contains(HasSubstr("\"not/a name\" is damaged")));
  ASSERT_THAT(store_->DropSavedQuery("not/a name"), IsOk());
  EXPECT_THAT(ValueOf(store_->Check()).problems, IsEmpty());
}

TEST(SavedQueryRecord, IsTheseBytes) {
  auto kv = engine::MakeMemoryStore();
  KvBatch batch;
  ASSERT_THAT(
      PlanSave(*ValueOf(kv->Snapshot()), {"n", "text"}, Limits(), &batch),
      IsOk());
  ASSERT_EQ(batch.operations.size(), 1u);
  EXPECT_EQ(batch.operations[0].key, "saved/n");
  EXPECT_EQ(batch.operations[0].value, "\1text");
}

}  // namespace
}  // namespace pressmark
