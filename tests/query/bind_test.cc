#include "query/bind.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/sample_article.h"

namespace pressmark::query {
namespace {

using BoundTest = query::Test;

Parameter Value(Parameter::Scalar value) { return {std::move(value)}; }
Parameter List(std::vector<Parameter::Scalar> values) {
  return {std::move(values)};
}
Parameter::Scalar Typed(std::string text) {
  return Parameter::Typed{std::move(text)};
}

Mapping SampleMapping() {
  Result<Mapping> mapping = Mapping::Parse(
      "fields:\n"
      "  rating: { kind: number, paths: [rating], index: true }\n"
      "  public: { kind: bool, paths: [public] }\n");
  EXPECT_TRUE(mapping.ok()) << mapping.status().ToString();
  return mapping.ok() ? *mapping : Mapping::BuiltIn();
}

class Bind : public testing::Test {
 protected:
  Result<BoundQuery> TryBind(std::string_view text) {
    return test::ParseAndBind(text, vocabulary_, parameters_, options_);
  }

  BoundQuery MustBind(std::string_view text) {
    Result<BoundQuery> bound = TryBind(text);
    EXPECT_TRUE(bound.ok()) << text << ": " << bound.status().ToString();
    return bound.ok() ? *bound : BoundQuery();
  }

  BoundTest MustBindTest(std::string_view text) {
    BoundQuery bound = MustBind(text);
    const auto* test = std::get_if<BoundTest>(&bound.filter.node);
    EXPECT_NE(test, nullptr) << text;
    return test == nullptr ? BoundTest() : *test;
  }

  // "column+length: message" of what binding says.
  std::string Error(std::string_view text) {
    Result<BoundQuery> bound = TryBind(text);
    if (bound.ok()) return "bound";
    std::string message(bound.status().message());
    if (!bound.status().position()) return message;
    return std::to_string(bound.status().position()->column) + "+" +
           std::to_string(bound.status().position()->length) + ": " + message;
  }

  test::SampleVocabulary vocabulary_{
      {"link", "link.brand", "link.href", "authors", "authors.name",
       "authors.\"first name\"", "id", "tags", "published"},
      SampleMapping()};
  Parameters parameters_;
  QueryOptions options_;
};

TEST_F(Bind, AWordIsAFieldAndADottedOneIsFrontMatter) {
  BoundTest field = MustBindTest("topic = x");
  EXPECT_EQ(field.subject.root, SubjectRoot::kField);
  EXPECT_EQ(field.subject.field, kTopicField);
  EXPECT_TRUE(field.subject.many);
  EXPECT_TRUE(field.subject.folded);
  EXPECT_EQ(field.subject.name, "topic");
  BoundTest path = MustBindTest(".id = x");
  EXPECT_EQ(path.subject.root, SubjectRoot::kFrontMatter);
  EXPECT_EQ(path.subject.name, ".id");
  BoundTest nested = MustBindTest("link.brand = x");
  EXPECT_EQ(nested.subject.root, SubjectRoot::kFrontMatter);
  EXPECT_EQ(nested.subject.path.size(), 2u);
  EXPECT_EQ(MustBindTest("@seq = 1").subject.root, SubjectRoot::kSystem);
  EXPECT_EQ(MustBindTest("rating = 1").subject.field_kind, FieldKind::kNumber);
}

TEST_F(Bind, AReferenceResolvesAsTheWordWouldOnTheLeft) {
  BoundTest test = MustBindTest("link.brand = .brand");
  const auto& literal = std::get<Literal>(test.items.at(0));
  ASSERT_TRUE(literal.reference.has_value());
  EXPECT_EQ(literal.reference->root, SubjectRoot::kField);
  EXPECT_EQ(literal.reference->field, kBrandField);
}

TEST_F(Bind, UnknownPathsComeWithASuggestion) {
  EXPECT_EQ(Error("tilte = x"),
            "1+5: unknown path \"tilte\"; did you mean title?");
  EXPECT_EQ(Error("id = 1 and link.band = x"),
            "12+9: unknown path \"link.band\"; did you mean link.brand?");
  EXPECT_EQ(Error("href = x"),
            "1+4: unknown path \"href\"; did you mean link.href?");
  EXPECT_EQ(Error("nowhere_at_all = x"),
            "1+14: unknown path \"nowhere_at_all\": no article ever had it");
  EXPECT_EQ(Error("authors[nam = x]"),
            "9+3: unknown path \"nam\"; did you mean name?");
  EXPECT_EQ(Error("id = .titel"),
            "6+6: unknown path \"titel\"; did you mean title?");
  EXPECT_EQ(Error(".title = x"),
            "1+6: unknown path \"title\"; did you mean title?");
  EXPECT_EQ(Error("* select nope"),
            "10+4: unknown path \"nope\": no article ever had it");
  EXPECT_EQ(Error("* select * except nope"),
            "19+4: unknown path \"nope\": no article ever had it");
  EXPECT_EQ(Error("@kye = x"),
            "1+4: unknown system name \"@kye\"; did you mean @key?");
}

TEST_F(Bind, LaxAndEmptyStoresTakeEveryPath) {
  options_.lax = true;
  EXPECT_EQ(Error("nowhere = x select nope.x order by other"), "bound");
  options_.lax = false;
  test::SampleVocabulary none({});
  EXPECT_TRUE(test::ParseAndBind("nowhere = x", none).ok());
  EXPECT_FALSE(test::ParseAndBind("@nowhere = x", none).ok());
}

TEST_F(Bind, ListElementsStandAtThePathOfTheirList) {
  EXPECT_EQ(Error("authors[0].name = x and authors[name = y]"), "bound");
  EXPECT_EQ(Error("authors[.\"first name\" = x]"),
            "9+13: unknown path \".\"first name\"\"; did you mean "
            "authors.\"first name\"?");
  EXPECT_EQ(Error("authors.\"first name\" = x"), "bound");
}

TEST_F(Bind, FieldsWithoutElementsSaySo) {
  EXPECT_EQ(Error("author[name = x]"),
            "1+6: the field author has no elements; the front matter may: "
            "write .author[…]");
}

TEST_F(Bind, DateFieldsTakeDatesOnly) {
  EXPECT_EQ(Error("date = yesterdya"),
            "8+9: \"yesterdya\" is no date; did you mean yesterday?");
  EXPECT_EQ(Error("date in 2021-13"),
            "9+7: \"2021-13\" is no date: there is no month 13");
  EXPECT_EQ(Error("date in 2021-10..2021-13"),
            "18+7: \"2021-13\" is no date: there is no month 13");
  EXPECT_EQ(Error("date >= -3m"),
            "9+3: m is ambiguous in \"-3m\": write min for minutes or mo for "
            "months");
  EXPECT_EQ(Error("id >= -3m"),
            "7+3: m is ambiguous in \"-3m\": write min for minutes or mo for "
            "months");
  EXPECT_EQ(Error("month(date) = 10"),
            "15+2: a month is written 2021-10, found 10");
  EXPECT_EQ(Error("date = true"), "8+4: date is a date, found true");
  EXPECT_EQ(Error("date ~ 2021-*"),
            "6+1: date is a date, which ~ does not take; write = 2021-10 for "
            "all of a month");
  EXPECT_EQ(Error("date = '2021-10-02' and date = null"), "bound");
}

TEST_F(Bind, OtherFieldsTakeTheirKindOnly) {
  EXPECT_EQ(Error("rating = good"), "10+4: rating is a number, found \"good\"");
  EXPECT_EQ(Error("rating ~ 3*"),
            "8+1: rating is a number, which ~ does not take");
  EXPECT_EQ(Error("public = 1"), "10+1: public is true or false, found \"1\"");
  EXPECT_EQ(Error("public > true"),
            "8+1: public is true or false, which > does not take");
  EXPECT_EQ(Error("public in f..t"),
            "11+4: public has no order and takes no range");
  EXPECT_EQ(Error("title = true"),
            "9+4: title is a text, found true; write \"true\"");
  EXPECT_EQ(Error("len(topic) = x"),
            "14+1: len(topic) is a number, found \"x\"");
  EXPECT_EQ(Error("fold(rating) = 3"),
            "1+12: fold does not take rating, which is a number");
  EXPECT_EQ(Error("@seq = x"), "8+1: @seq is a number, found \"x\"");
  EXPECT_EQ(Error("title = 315 and title > 2021-10 and public = true"),
            "bound");
}

TEST_F(Bind, WordsAreNotOrdered) {
  EXPECT_EQ(Error("id < null"), "6+4: null comes before or after nothing");
  EXPECT_EQ(Error("id >= true"), "7+4: true comes before or after nothing");
  EXPECT_EQ(Error("id ~ null"), "6+4: expected a pattern such as abc*");
}

TEST_F(Bind, TheEndsOfARangeAreOfOneKind) {
  EXPECT_EQ(Error("id in 1..b"),
            "7+4: the ends of a range must both be numbers, dates or texts");
  EXPECT_EQ(Error("id in 2021-10..b"),
            "7+10: the ends of a range must both be numbers, dates or texts");
  EXPECT_EQ(Error("id in 1..3 and id in a..b and id in 2021-10..today"),
            "bound");
  EXPECT_EQ(Error("id in '1'..b and rating in 1.. and title in 1..b"), "bound");
}

TEST_F(Bind, MatchNeedsATextIndex) {
  Result<BoundQuery> bound = TryBind("title match x");
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.status().code(), StatusCode::kUnsupported);
  EXPECT_EQ(Error("title match x"),
            "7+5: not supported yet: match needs a text index");
}

TEST_F(Bind, ParametersAreLookedUp) {
  parameters_["topic"] = Value(std::string("x"));
  EXPECT_EQ(Error("topic = :topic"), "bound");
  EXPECT_EQ(Error("topic = :topci"),
            "9+6: parameter :topci is not set; did you mean :topic?");
  EXPECT_EQ(Error("id = :other"), "6+6: parameter :other is not set");
  parameters_["date"] = Value(Typed("today"));
  EXPECT_EQ(Error("date = :date"),
            "8+5: :date: \"today\" is no date: expected one such as 2021, "
            "2021-10, 2021-10-02");
  parameters_["bad"] = Value(std::string("\xFF"));
  EXPECT_EQ(Error("id = :bad"), "6+4: :bad: \"\\xff\" is not UTF-8");
}

TEST_F(Bind, AListIsTakenByInAndAllOf) {
  parameters_["list"] = List({Typed("a"), std::int64_t{3}, nullptr});
  BoundTest in = MustBindTest("tags in [:list, b]");
  EXPECT_EQ(in.items.size(), 4u);
  EXPECT_EQ(MustBindTest("tags all of :list").items.size(), 3u);
  EXPECT_EQ(
      Error("tags = :list"),
      "8+5: parameter :list is a list, which only `in` and `all of` take");
  parameters_["none"] = List({});
  BoundTest none = MustBindTest("tags all of :none");
  EXPECT_EQ(none.kind, TestKind::kIn);
  EXPECT_TRUE(none.items.empty());
}

TEST_F(Bind, PageArgumentsMayBeParameters) {
  parameters_["n"] = Value(std::int64_t{5});
  parameters_["t"] = Value(Typed("7"));
  BoundQuery bound = MustBind("* limit :n offset :t");
  EXPECT_EQ(bound.limit, 5u);
  EXPECT_EQ(bound.offset, 7u);
  parameters_["n"] = Value(std::int64_t{-5});
  EXPECT_EQ(Error("* limit :n"),
            "9+2: parameter :n must be a whole number from 0 on, found -5");
  parameters_["n"] = Value(Typed("many"));
  EXPECT_EQ(
      Error("* limit :n"),
      "9+2: parameter :n must be a whole number from 0 on, found \"many\"");
  parameters_["p"] = Value(std::string("token"));
  EXPECT_EQ(MustBind("* after :p").after, "token");
  EXPECT_EQ(MustBind("* after \"direct\"").after, "direct");
  EXPECT_EQ(Error("* offset 2 after :p"),
            "18+2: after and offset do not go together; leave one out");
}

TEST_F(Bind, OrderTakesSubjectsThatHaveOne) {
  BoundQuery bound = MustBind("* order by title desc, link.brand, len(topic)");
  ASSERT_EQ(bound.order.size(), 3u);
  EXPECT_TRUE(bound.order[0].descending);
  EXPECT_FALSE(bound.order[1].descending);
  EXPECT_EQ(std::get<Subject>(bound.order[1].key).name, "link.brand");
  EXPECT_EQ(Error("* order by topic"),
            "12+5: order by does not take topic, which has many values; take "
            "one, as len(topic) is");
  EXPECT_EQ(
      Error("* order by @body"),
      "12+5: order by does not take @body, which is a text of any length");
}

TEST_F(Bind, OrderKnowsTheNamesGivenInSelect) {
  BoundQuery bound = MustBind("* select link.brand as maker order by maker");
  EXPECT_EQ(std::get<Subject>(bound.order.at(0).key).path.size(), 2u);
  EXPECT_EQ(bound.columns.at(0).name, "maker");
}

TEST_F(Bind, ColumnsAreNamedAsSelected) {
  BoundQuery bound =
      MustBind("* select @key, month(date), *, link.href as url");
  ASSERT_EQ(bound.columns.size(), 4u);
  EXPECT_EQ(bound.columns[0].name, "@key");
  EXPECT_EQ(bound.columns[1].name, "month(date)");
  EXPECT_TRUE(bound.columns[2].star);
  EXPECT_EQ(bound.columns[3].name, "url");
  EXPECT_EQ(Error("* select title, brand as title"),
            "17+14: two columns are named \"title\": name one with `as`");
  BoundQuery star = MustBind("* select * except link.brand, id");
  EXPECT_EQ(star.columns.at(0).except.size(), 2u);
  EXPECT_EQ(Error("* select * except @key"),
            "19+4: except takes names of the front matter, without @ and [n]");
}

TEST_F(Bind, AggregatesAndGroupsMakeColumns) {
  BoundQuery bound = MustBind(
      "* count, count(distinct brand), max(date) as newest by month(date) "
      "order by count desc, month(date), newest");
  ASSERT_EQ(bound.aggregates.size(), 3u);
  EXPECT_EQ(bound.aggregates[0].name, "count");
  EXPECT_EQ(bound.aggregates[1].name, "count(distinct brand)");
  EXPECT_TRUE(bound.aggregates[1].distinct);
  EXPECT_EQ(bound.aggregates[2].name, "newest");
  ASSERT_EQ(bound.order.size(), 3u);
  EXPECT_EQ(std::get<std::size_t>(bound.order[0].key), 1u);
  EXPECT_EQ(std::get<std::size_t>(bound.order[1].key), 0u);
  EXPECT_EQ(std::get<std::size_t>(bound.order[2].key), 3u);
  EXPECT_EQ(Error("* count by brand order by title"),
            "27+5: the answer has no column \"title\" to order by; it has "
            "brand, count");
  EXPECT_EQ(Error("* sum(title)"), "7+5: sum takes numbers; title is a text");
  EXPECT_EQ(Error("* count by @body"),
            "12+5: by does not take @body, which is a text of any length");
  EXPECT_EQ(Error("* count, count"),
            "10+5: two columns are named \"count\": name one with `as`");
  EXPECT_EQ(Error("* count by topic, brand"), "bound");
  EXPECT_EQ(Error("* sum(rating), min(topic), count(tags)"), "bound");
}

TEST_F(Bind, ClausesThatDoNotGoTogetherAreRefused) {
  EXPECT_EQ(Error("* select title count"),
            "10+5: select does not go with an aggregate, whose rows have the "
            "columns of by; leave it out");
  EXPECT_EQ(Error("* count after \"x\""),
            "15+3: after goes on with articles, not with aggregates");
  EXPECT_EQ(Error("all tags all of [a, b]"),
            "10+6: all and all of do not go together");
}

TEST_F(Bind, NegativeTestsAreNotOfThePositive) {
  BoundQuery bound = MustBind("tags != x");
  const auto* negation = std::get_if<Not>(&bound.filter.node);
  ASSERT_NE(negation, nullptr);
  EXPECT_EQ(std::get<BoundTest>(negation->operand.at(0).node).kind,
            TestKind::kIn);
  bound = MustBind("all tags !~ 'x*'");
  const auto* all = std::get_if<AllOf>(&bound.filter.node);
  ASSERT_NE(all, nullptr);
  EXPECT_EQ(std::get<BoundTest>(all->operands.at(0).node).kind,
            TestKind::kAnyValue);
  EXPECT_TRUE(std::holds_alternative<Not>(all->operands.at(1).node));
}

TEST_F(Bind, GlobsAreCompiledAndFolded) {
  BoundTest test = MustBindTest("topic ~ 'ABC*'");
  const auto& literal = std::get<Literal>(test.items.at(0));
  ASSERT_TRUE(literal.glob.has_value());
  EXPECT_EQ(literal.glob->prefix(), "abc");
  EXPECT_TRUE(literal.glob->takes_whole_prefix());
  parameters_["p"] = Value(Typed("x?z"));
  EXPECT_EQ(std::get<Literal>(MustBindTest("tags ~ :p").items.at(0)).text,
            "x?z");
  parameters_["p"] = Value(std::int64_t{3});
  EXPECT_EQ(Error("tags ~ :p"), "8+2: :p: expected a pattern such as abc*");
  EXPECT_EQ(Error("tags ~ '*?" + std::string(300, 'a') + "*'"),
            "8+305: a part of a pattern with a ? is at most 256 bytes long");
}

TEST_F(Bind, LimitsHold) {
  vocabulary_.mutable_limits()->query_terms = 3;
  parameters_["list"] = List({Typed("a"), Typed("b"), Typed("c")});
  EXPECT_EQ(Error("tags in :list"), "bound");
  EXPECT_EQ(Error("id = 1 and tags in :list"),
            "20+5: more than 3 values, with those of the parameters");
  vocabulary_.mutable_limits()->query_depth = 1;
  EXPECT_EQ(Error("not not not id = 1"), "bound");
  EXPECT_EQ(Error("not not not not id = 1"),
            "the query nests more than 4 levels");
}

TEST_F(Bind, OptionsMustMakeSense) {
  options_.zone_minutes = 1440;
  EXPECT_EQ(Error("*"),
            "a zone is less than a day from UTC, found 1440 minutes");
  options_.zone_minutes = 0;
  options_.now = -1;
  EXPECT_EQ(Error("*"), "now lies outside the years 1 to 9999");
}

}  // namespace
}  // namespace pressmark::query
