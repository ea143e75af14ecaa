#include "engine/prepared_article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "schema/hash.h"
#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::IsOk;
using test::SourceOf;
using test::ValueOf;
using testing::ElementsAre;

CatalogState CatalogOf(const Mapping& mapping) {
  CatalogState catalog;
  catalog.mapping = mapping;
  catalog.indexes = IndexCatalogOf(mapping);
  catalog.derivation = DerivationOf(mapping, catalog.indexes.declared);
  return catalog;
}

TEST(PrepareArticle, HoldsAllThatAWriteNeeds) {
  CatalogState catalog = CatalogOf(Mapping::BuiltIn());
  std::string source = SourceOf({.topics = {"Bread"}, .brand = "b"});
  PreparedArticleData article = ValueOf(PrepareArticle("key", source, catalog));
  EXPECT_EQ(article.key, "key");
  EXPECT_EQ(article.source, source);
  EXPECT_EQ(article.source_hash, schema::HashOf(source));
  EXPECT_EQ(article.date, ParseDate("2021-10-02"));
  EXPECT_EQ(article.derivation, catalog.derivation);
  std::vector<std::string> terms;
  for (const ArticleTerm& term : article.terms) {
    terms.push_back(std::to_string(term.index) + term.spelling);
  }
  EXPECT_THAT(terms, ElementsAre("0", "1Bread", "2b"));
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < article.paths.size(); ++i) {
    paths.emplace_back(article.paths[i].path);
  }
  EXPECT_THAT(paths, ElementsAre("title", "date", "topics", "brand"));
}

TEST(PrepareArticle, RefusesKeysAtTheirLimit) {
  CatalogState catalog = CatalogOf(Mapping::BuiltIn());
  catalog.limits.key_bytes = 4;
  EXPECT_THAT(PrepareArticle("1234", SourceOf({}), catalog), IsOk());
  EXPECT_THAT(PrepareArticle("12345", SourceOf({}), catalog),
              Fails(StatusCode::kLimitExceeded, "\"12345\""));
  EXPECT_THAT(PrepareArticle("", SourceOf({}), catalog),
              Fails(StatusCode::kInvalidArgument, "empty"));
  EXPECT_THAT(PrepareArticle("\xc3(", SourceOf({}), catalog),
              Fails(StatusCode::kInvalidArgument, "not UTF-8"));
  EXPECT_THAT(CheckLabel("", catalog.limits), IsOk());
  EXPECT_THAT(CheckLabel("12345", catalog.limits),
              Fails(StatusCode::kLimitExceeded, "label"));
}

class PreparedArticleTest : public testing::Test {
 protected:
  static std::vector<FieldValue> TitleOf(const Store& store) {
    return ValueOf(ValueOf(store.TakeSnapshot()).Get("a")).field("title");
  }
  Mapping other_ = ValueOf(
      Mapping::Parse("fields: { title: { kind: text, paths: [headline] } }"));
  test::TemporaryFolder folder_;
};

// What was prepared under one mapping is never stored under another.
TEST_F(PreparedArticleTest, IsPreparedAnewWhereTheMappingHasChanged) {
  Store store = ValueOf(Store::Create(folder_ / "store"));
  std::string source = "---\ntitle: old\nheadline: new\n---\n";
  WriteBatch batch;
  batch.Put(ValueOf(store.Prepare("a", source)));
  ASSERT_THAT(store.Remap(other_), IsOk());
  ASSERT_THAT(store.Write(std::move(batch)), IsOk());
  EXPECT_THAT(TitleOf(store), ElementsAre(FieldValue("new")));
  EXPECT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
}

TEST_F(PreparedArticleTest, OfAnotherStoreFitsWhereItIsDerivedAlike) {
  Store one = ValueOf(Store::Create(folder_ / "one"));
  Store two = ValueOf(Store::Create(folder_ / "two", other_));
  WriteBatch batch;
  batch.Put(ValueOf(one.Prepare("a", "---\ntitle: t\nheadline: h\n---\n")));
  ASSERT_THAT(two.Write(std::move(batch)), IsOk());
  EXPECT_THAT(TitleOf(two), ElementsAre(FieldValue("h")));
  EXPECT_THAT(ValueOf(two.Check()).problems, testing::IsEmpty());
}

TEST_F(PreparedArticleTest, RemapChangesEveryRecordAndNoSource) {
  Store store = ValueOf(Store::Create(folder_ / "store"));
  std::string source = "---\ntitle: old\nheadline: new\n---\n";
  ValueOf(store.Put("a", source));
  Snapshot before = ValueOf(store.TakeSnapshot());
  ASSERT_THAT(store.Remap(other_), IsOk());
  EXPECT_THAT(TitleOf(store), ElementsAre(FieldValue("new")));
  EXPECT_THAT(ValueOf(before.Get("a")).field("title"),
              ElementsAre(FieldValue("old")));
  EXPECT_EQ(store.mapping().ToYaml(), other_.ToYaml());
  EXPECT_EQ(ValueOf(ValueOf(store.TakeSnapshot()).Source("a")), source);
  EXPECT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
}

}  // namespace
}  // namespace pressmark::engine
