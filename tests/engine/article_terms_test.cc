#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "engine/terms.h"
#include "schema/fold.h"
#include "schema/record.h"

namespace pressmark::engine {
namespace {

using testing::ElementsAre;

schema::Record RecordOf(const std::string& front_matter) {
  std::string source = "---\n" + front_matter + "\n---\n";
  Result<ParsedArticle> article = ParseArticle(source, Mapping::BuiltIn());
  EXPECT_TRUE(article.ok()) << article.status().ToString();
  return *schema::Record::Copy(
      schema::BuildRecord("key", *article, source.size(), {}));
}

IndexDefinition FieldIndex(std::uint16_t field, FieldKind kind) {
  IndexDefinition index;
  index.number = 1;
  index.field = field;
  index.kind = kind;
  return index;
}

IndexDefinition PathIndex(std::vector<std::string> path,
                          FieldKind kind = FieldKind::kText) {
  IndexDefinition index;
  index.number = 1;
  index.path = std::move(path);
  index.kind = kind;
  return index;
}

// The terms of the one index, without that of "all".
std::vector<std::string> Terms(const std::string& front_matter,
                               const IndexDefinition& index) {
  schema::Record record = RecordOf(front_matter);
  std::vector<ArticleTerm> terms = TermsOf(record.view(), {index});
  EXPECT_EQ(terms.front(), (ArticleTerm{kAllIndex, AllTerm(), ""}));
  std::vector<std::string> texts;
  for (auto term = terms.begin() + 1; term != terms.end(); ++term) {
    EXPECT_EQ(term->index, 1u);
    texts.push_back(term->term);
  }
  return texts;
}

TEST(TermsOf, HasAllForEveryArticleOnce) {
  schema::Record record = RecordOf("{}");
  EXPECT_THAT(TermsOf(record.view(), {}),
              ElementsAre(ArticleTerm{kAllIndex, AllTerm(), ""}));
  EXPECT_THAT(TermsOf(record.view(), {IndexDefinition()}),
              ElementsAre(ArticleTerm{kAllIndex, AllTerm(), ""}));
}

TEST(TermsOf, FoldsAndKeepsTheSpelling) {
  schema::Record record = RecordOf("topics: [Straße, AI]");
  EXPECT_THAT(
      TermsOf(record.view(), {FieldIndex(kTopicField, FieldKind::kFolded)}),
      ElementsAre(ArticleTerm{kAllIndex, AllTerm(), ""},
                  ArticleTerm{1, TextTerm("ai"), "AI"},
                  ArticleTerm{1, TextTerm("strasse"), "Straße"}));
}

TEST(TermsOf, CutsLongSpellings) {
  std::string text = std::string(kTermBytes - 1, 'x') + "ßß";
  schema::Record record = RecordOf("topics: [" + text + "]");
  std::vector<ArticleTerm> terms =
      TermsOf(record.view(), {FieldIndex(kTopicField, FieldKind::kFolded)});
  EXPECT_EQ(terms[1].spelling, std::string(kTermBytes - 1, 'x'));
  EXPECT_EQ(terms[1].term, TextTerm(schema::Fold(text)));
}

TEST(TermsOf, AFieldHasItsKind) {
  std::string front_matter = "title: Tea\ndate: 2021-10-02";
  EXPECT_THAT(Terms(front_matter, FieldIndex(kTitleField, FieldKind::kText)),
              ElementsAre(TextTerm("Tea")));
  EXPECT_THAT(Terms(front_matter, FieldIndex(kDateField, FieldKind::kDate)),
              ElementsAre(DateTerm(*ParseDate("2021-10-02"))));
}

TEST(TermsOf, AFieldWithoutValueIsAbsent) {
  EXPECT_THAT(Terms("a: 1", FieldIndex(kTopicField, FieldKind::kFolded)),
              ElementsAre(AbsentTerm()));
  EXPECT_THAT(Terms("topics: []", FieldIndex(kTopicField, FieldKind::kFolded)),
              ElementsAre(AbsentTerm()));
}

TEST(TermsOf, EveryValueOfAPathPostsUnderItsType) {
  EXPECT_THAT(
      Terms("a: [x, 2, 0.5, true, '2']", PathIndex({"a"})),
      ElementsAre(BoolTerm(true), NumberTerm(0.5), NumberTerm(std::int64_t{2}),
                  TextTerm("2"), TextTerm("x")));
  EXPECT_THAT(Terms("a: 9007199254740993", PathIndex({"a"})),
              ElementsAre(NumberTerm((std::int64_t{1} << 53) + 1)));
}

TEST(TermsOf, APathGoesThroughMappingsAndLists) {
  std::string front_matter =
      "a:\n- b: {c: 1}\n- b: [{c: 2}, {c: [3, [4]]}, {d: 5}]\n- b: 6\n- 7";
  EXPECT_THAT(
      Terms(front_matter, PathIndex({"a", "b", "c"})),
      ElementsAre(NumberTerm(std::int64_t{1}), NumberTerm(std::int64_t{2}),
                  NumberTerm(std::int64_t{3}), NumberTerm(std::int64_t{4})));
}

TEST(TermsOf, AValueTwiceIsOneTerm) {
  EXPECT_THAT(Terms("a: [x, x, 1, 1.0]", PathIndex({"a"})),
              ElementsAre(NumberTerm(std::int64_t{1}), TextTerm("x")));
  EXPECT_THAT(Terms("a: [X, x]", PathIndex({"a"}, FieldKind::kFolded)),
              ElementsAre(TextTerm("x")));
}

TEST(TermsOf, APathThatIsNotThereIsAbsent) {
  EXPECT_THAT(Terms("b: 1", PathIndex({"a"})), ElementsAre(AbsentTerm()));
  for (const char* front_matter : {"a: 1", "a: []", "a: {c: 1}", "a: [{}]"}) {
    EXPECT_THAT(Terms(front_matter, PathIndex({"a", "b"})),
                ElementsAre(AbsentTerm()))
        << front_matter;
  }
}

TEST(TermsOf, APathThatHoldsNothingIsAbsentAndEmpty) {
  for (const char* front_matter : {"a: []", "a: [[], []]"}) {
    EXPECT_THAT(Terms(front_matter, PathIndex({"a"})),
                ElementsAre(AbsentTerm(), EmptyTerm()))
        << front_matter;
  }
  EXPECT_THAT(Terms("a: [{}]", PathIndex({"a"})),
              ElementsAre(AbsentTerm(), EmptyTerm(), MappingTerm()));
}

TEST(TermsOf, ANullHasATerm) {
  EXPECT_THAT(Terms("a:", PathIndex({"a"})),
              ElementsAre(AbsentTerm(), EmptyTerm(), NullTerm()));
  EXPECT_THAT(Terms("a: [null, x]", PathIndex({"a"})),
              ElementsAre(TextTerm("x"), NullTerm()));
}

TEST(TermsOf, ABlankTextIsEmptyAndATerm) {
  EXPECT_THAT(Terms("a: ' '", PathIndex({"a"})),
              ElementsAre(AbsentTerm(), TextTerm(" "), EmptyTerm()));
  EXPECT_THAT(Terms("a: ['', x]", PathIndex({"a"})),
              ElementsAre(TextTerm(""), TextTerm("x")));
}

TEST(TermsOf, AMappingIsFilledAndHasATerm) {
  EXPECT_THAT(Terms("a: {b: 1}", PathIndex({"a"})), ElementsAre(MappingTerm()));
}

TEST(TermsOf, APathOfDatesReadsTexts) {
  EXPECT_THAT(
      Terms("a: ['2021-10-02', soon, 5]", PathIndex({"a"}, FieldKind::kDate)),
      ElementsAre(NumberTerm(std::int64_t{5}), TextTerm("soon"),
                  DateTerm(*ParseDate("2021-10-02"))));
  EXPECT_THAT(Terms("a: '2021-10-02'", PathIndex({"a"})),
              ElementsAre(TextTerm("2021-10-02")));
}

TEST(TermsOf, ListsInListsNeedNoStack) {
  std::string front_matter = "a: ";
  for (int i = 0; i < 60; ++i) front_matter += '[';
  front_matter += '1';
  for (int i = 0; i < 60; ++i) front_matter += ']';
  EXPECT_THAT(Terms(front_matter, PathIndex({"a"})),
              ElementsAre(NumberTerm(std::int64_t{1})));
}

TEST(TermsOf, IsSortedByIndexAndTerm) {
  schema::Record record = RecordOf("a: [b, a]\ntitle: T");
  IndexDefinition second = PathIndex({"a"});
  second.number = 2;
  std::vector<ArticleTerm> terms = TermsOf(
      record.view(), {second, FieldIndex(kTitleField, FieldKind::kText)});
  EXPECT_THAT(terms, ElementsAre(ArticleTerm{kAllIndex, AllTerm(), ""},
                                 ArticleTerm{1, TextTerm("T"), ""},
                                 ArticleTerm{2, TextTerm("a"), ""},
                                 ArticleTerm{2, TextTerm("b"), ""}));
}

}  // namespace
}  // namespace pressmark::engine
