#include "query/evaluate.h"

#include <atomic>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/sample_article.h"

namespace pressmark::query {
namespace {

constexpr std::string_view kSource = R"(---
title: Größe zählt
date: 2021-10-02
lastMod: '2021-10-02T11:48:50.069742Z'
dayText: '2021-10-02'
topics: [Straße, Health]
brand: Acme.COM
number: 315
digits: '315'
big: 9007199254740993
half: 0.5
minus_zero: -0.0
not_a_number: .nan
yes: true
nothing: null
blank: ' '
empty: []
empty_map: {}
blanks: ['', null]
list: [1, two, null, 3.5]
nested: [[1, 2], [3]]
same: 315
author:
  - name: Ann
    age: 30
  - name: Bob
    age: 40
deep:
  items:
    - kind: a
      tags: [x, y]
    - kind: b
      tags: [z]
pattern: 'Gr*'
---
The body of it.
)";

class Evaluate : public testing::Test {
 protected:
  bool Holds(std::string_view text, std::int16_t zone_minutes = 0,
             const Parameters& parameters = {}) {
    QueryOptions options;
    options.lax = true;
    options.zone_minutes = zone_minutes;
    Result<BoundQuery> bound =
        test::ParseAndBind(text, vocabulary_, parameters, options);
    if (!bound.ok()) {
      ADD_FAILURE() << text << ": " << bound.status().ToString();
      return false;
    }
    return Satisfies(bound->filter, article_.subjected(), zone_minutes);
  }

  test::SampleArticle article_{std::string(kSource)};
  test::SampleVocabulary vocabulary_{article_};
};

TEST_F(Evaluate, ValuesOfOneTypeAreEqualOrNot) {
  EXPECT_TRUE(Holds("number = 315"));
  EXPECT_TRUE(Holds("number = 315.0"));
  EXPECT_TRUE(Holds("digits = 315"));
  EXPECT_FALSE(Holds("digits = 315.0"));
  EXPECT_FALSE(Holds("number = '315'"));
  EXPECT_TRUE(Holds("digits = '315'"));
  EXPECT_TRUE(Holds("yes = true"));
  EXPECT_FALSE(Holds("yes = false"));
  EXPECT_FALSE(Holds("yes = 'true'"));
  EXPECT_TRUE(Holds("minus_zero = 0"));
}

TEST_F(Evaluate, NumbersCompareExactly) {
  EXPECT_TRUE(Holds("big = 9007199254740993"));
  EXPECT_FALSE(Holds("big = 9007199254740992"));
  EXPECT_FALSE(Holds("big = 9007199254740992.0"));
  EXPECT_TRUE(Holds("big > 9007199254740992.0"));
  EXPECT_TRUE(Holds("big < 9007199254740994.0"));
  EXPECT_TRUE(Holds("number < 1e300 and number > -1e300"));
  EXPECT_TRUE(Holds("half > 0 and half < 1"));
  EXPECT_TRUE(Holds("number in 315..315 and number in ..400"));
}

TEST_F(Evaluate, NotANumberIsEqualToNothing) {
  EXPECT_FALSE(Holds("not_a_number = .not_a_number"));
  EXPECT_FALSE(Holds("not_a_number <= 0 or not_a_number >= 0"));
  EXPECT_TRUE(Holds("exists not_a_number and has not_a_number"));
}

TEST_F(Evaluate, OrderNeverCrossesTypes) {
  EXPECT_FALSE(Holds("digits > 300 or digits <= 300"));
  EXPECT_TRUE(Holds("num(digits) > 300"));
  EXPECT_FALSE(Holds("number >= a"));
  EXPECT_TRUE(Holds("digits >= '3' and digits < '4'"));
  EXPECT_FALSE(Holds("yes > a"));
}

TEST_F(Evaluate, AComparisonWithNothingIsFalse) {
  EXPECT_FALSE(Holds("missing = x or missing < x or missing ~ '*'"));
  EXPECT_TRUE(Holds("missing != x and missing !~ '*' and missing not in [x]"));
  EXPECT_FALSE(Holds("nothing = x or nothing >= 0"));
  EXPECT_TRUE(Holds("nothing = null and nothing in [x, null]"));
  EXPECT_FALSE(Holds("missing = null or blank = null"));
  EXPECT_TRUE(Holds("list = null"));
}

TEST_F(Evaluate, EmptyComesInThreeKinds) {
  EXPECT_TRUE(Holds("exists nothing and exists blank and exists empty"));
  EXPECT_TRUE(Holds("exists empty_map and exists blanks"));
  EXPECT_FALSE(Holds("has nothing or has blank or has empty"));
  EXPECT_FALSE(Holds("has empty_map or has blanks"));
  EXPECT_FALSE(Holds("exists missing or exists nothing.x"));
  EXPECT_TRUE(Holds("has author and has author.name and has deep.items.tags"));
  EXPECT_TRUE(Holds("has topic and exists topic and not has slug"));
  EXPECT_TRUE(Holds("has @key and has @body and exists @source"));
  EXPECT_TRUE(Holds("exists list[3] and not exists list[4]"));
  EXPECT_TRUE(Holds("exists list[2] and not has list[2]"));
}

TEST_F(Evaluate, AnyValueOfAListCounts) {
  EXPECT_TRUE(Holds("list = 1 and list = two and list > 3"));
  EXPECT_TRUE(Holds("nested = 3 and nested[0] = 2 and nested[1] = 3"));
  EXPECT_FALSE(Holds("nested[1] = 2"));
  EXPECT_TRUE(Holds("deep.items.tags = z"));
  EXPECT_TRUE(Holds("deep.items[0].tags[1] = y"));
  EXPECT_TRUE(Holds("number[0] = 315"));
  EXPECT_FALSE(Holds("number[1] = 315"));
  EXPECT_TRUE(Holds("deep.items.tags all of [x, z]"));
  EXPECT_FALSE(Holds("deep.items.tags all of [x, w]"));
  EXPECT_TRUE(Holds("list all of [two, 3..4]"));
}

TEST_F(Evaluate, AllNeedsOneAndEveryOne) {
  EXPECT_TRUE(Holds("all author.age >= 30"));
  EXPECT_FALSE(Holds("all author.age > 30"));
  EXPECT_FALSE(Holds("all missing = x or all empty = x"));
  EXPECT_FALSE(Holds("all list = 1"));
  EXPECT_TRUE(Holds("all author.age in [30, 40]"));
  EXPECT_TRUE(Holds("all author.age != 50 and all author.name !~ 'C*'"));
  EXPECT_FALSE(Holds("all author.age != 40"));
  EXPECT_FALSE(Holds("all missing != x or all empty not in [x]"));
  EXPECT_TRUE(Holds("all nothing != x and all nothing = null"));
  EXPECT_TRUE(Holds("all num(list) < 4"));
}

TEST_F(Evaluate, AnElementSatisfiesAllOfIt) {
  EXPECT_TRUE(Holds("author.name = Ann and author.age = 40"));
  EXPECT_FALSE(Holds(".author[name = Ann and age = 40]"));
  EXPECT_TRUE(Holds(".author[name = Ann and age = 30]"));
  EXPECT_TRUE(Holds("deep[items[kind = b and tags = z]]"));
  EXPECT_FALSE(Holds("deep.items[kind = b and tags = x]"));
  EXPECT_TRUE(Holds("deep.items[not tags = x]"));
  EXPECT_FALSE(Holds("nothing[not x = 1] or missing[not x = 1]"));
  EXPECT_TRUE(Holds("deep.items[kind = a and .number = 315]"));
  EXPECT_TRUE(Holds("deep.items[@key = sample.md]"));
  EXPECT_FALSE(Holds("deep.items[.title = .kind]"));
  EXPECT_TRUE(Holds("deep.items[.author[name = Ann] and kind = b]"));
  EXPECT_TRUE(
      Holds("deep.items[not .author[name = Zoe] and .author[name = Bob]]"));
}

// A million million elements to look at, were the inner ones looked at for each
// of the outer ones.
TEST(EvaluateElements, OfTheArticleAreLookedAtOnce) {
  std::string source = "---\na:\n";
  for (int i = 0; i < 100; ++i) source += "  - {b: 1}\n";
  test::SampleArticle article(source + "---\n");
  test::SampleVocabulary vocabulary(article);
  std::string text = "b = 2";
  for (int i = 0; i < 6; ++i) text = ".a[" + text + " or b = 3]";
  BoundQuery bound = *test::ParseAndBind(text, vocabulary);
  EXPECT_FALSE(Satisfies(bound.filter, article.subjected(), 0));
  bound =
      *test::ParseAndBind("a[b = 1 and .a[b = 1 and .a[b = 1]]]", vocabulary);
  EXPECT_TRUE(Satisfies(bound.filter, article.subjected(), 0));
}

// Once its query is over an evaluation comes to an end, with any answer: these
// are false, and what is stopped among their values is not.
TEST(EvaluateBudget, StopsWithinOneArticle) {
  std::string source = "---\nnumbers: [";
  for (int i = 0; i < 5'000; ++i) source += std::to_string(i) + ", ";
  source += "0]\nothers: [-1, -2]\nlong: '" + std::string(100'000, 'a');
  test::SampleArticle article(source + "'\n---\n");
  test::SampleVocabulary vocabulary(article);
  std::atomic<bool> cancelled = false;
  QueryOptions options;
  options.lax = true;
  options.cancelled = &cancelled;
  Budget budget(options, Limits());
  for (const char* text :
       {"numbers = -1", "numbers = .others", "numbers ~ .long",
        "numbers < .nothing", "long = .numbers", "numbers[has c or has d]",
        "numbers[others = -1] or numbers in [-1, -2, -3]"}) {
    BoundQuery bound = *test::ParseAndBind(text, vocabulary, {}, options);
    cancelled = false;
    EXPECT_FALSE(Satisfies(bound.filter, article.subjected(), 0, &budget))
        << text;
    cancelled = true;
    EXPECT_TRUE(Satisfies(bound.filter, article.subjected(), 0, &budget))
        << text;
  }
}

TEST_F(Evaluate, DeclaredFieldsFoldCase) {
  EXPECT_TRUE(Holds("topic = STRASSE and topic = 'stra\u00DFe'"));
  EXPECT_FALSE(Holds("topics = strasse"));
  EXPECT_TRUE(Holds("fold(topics) = strasse and fold(topics) ~ 'STRASS?'"));
  EXPECT_TRUE(Holds("brand = ACME.com and brand ~ 'ACME*'"));
  EXPECT_TRUE(Holds("brand in [ACME.com, x] and brand >= ACME"));
  EXPECT_FALSE(Holds("title = 'gr\u00F6\u00DFe z\u00E4hlt'"));
  EXPECT_TRUE(Holds("fold(title) = 'GR\u00D6SSE Z\u00C4HLT'"));
  EXPECT_TRUE(Holds("fold(number) = 315"));
}

TEST_F(Evaluate, ADateLiteralIsAnInterval) {
  EXPECT_TRUE(Holds("date = 2021 and date = 2021-10 and date = 2021-10-02"));
  EXPECT_TRUE(Holds("date <= 2021-10 and date >= 2021-10"));
  EXPECT_FALSE(Holds("date < 2021-10 or date > 2021-10"));
  EXPECT_TRUE(Holds("date < 2021-11 and date > 2021-09"));
  EXPECT_TRUE(Holds("date in ..2021-10 and date in 2021-10.."));
  EXPECT_TRUE(
      Holds("lastMod = 2021-10-02T11:48 and lastMod < 2021-10-02T12"
            ":00"));
  EXPECT_TRUE(
      Holds("lastMod = 2021-10-02T11:48:50.07Z or "
            "lastMod = 2021-10-02T11:48:50.06Z"));
  EXPECT_TRUE(Holds("date in -7d..today and lastMod in last-week..this-week"));
}

TEST_F(Evaluate, OtherTextIsComparedAsText) {
  EXPECT_TRUE(Holds("pattern > 2021-10"));
  EXPECT_FALSE(Holds("pattern = 2021-10"));
  EXPECT_TRUE(Holds("dayText = 2021-10 and dayText = '2021-10-02'"));
  EXPECT_FALSE(Holds("dayText = '2021-10'"));
  EXPECT_FALSE(Holds("number = 2021-10 or number > 2021-10"));
}

TEST_F(Evaluate, ACivilDayMeetsInstantsInTheZone) {
  EXPECT_TRUE(Holds("date = 2021-10-02", 600));
  EXPECT_TRUE(Holds("date = 2021-10-01T14:00Z", 600));
  EXPECT_FALSE(Holds("date = 2021-10-02T00:00Z", 600));
  EXPECT_TRUE(Holds("lastMod = 2021-10-02", 600));
  EXPECT_TRUE(Holds("lastMod = 2021-10-03", 13 * 60));
  EXPECT_TRUE(Holds("lastMod = .date and .date != .lastMod"));
  EXPECT_FALSE(Holds("lastMod = .date", 13 * 60));
}

TEST_F(Evaluate, FunctionsConvertOrAreAbsent) {
  EXPECT_TRUE(Holds("len(list) = 3 and len(missing) = 0 and len(topic) = 2"));
  EXPECT_TRUE(
      Holds("len(nothing) = 0 and len(number) = 1 and len(nested) = 3"));
  EXPECT_TRUE(Holds("len(author) = 2 and len(empty) = 0"));
  EXPECT_FALSE(Holds("num(title) = 0 or num(title) != 0 and num(title) = 1"));
  EXPECT_TRUE(Holds("date(lastMod) >= 2021-10-02 and date(title) != 2021"));
  EXPECT_TRUE(Holds("month(date) = 2021-10 and year(date) = 2021"));
  EXPECT_TRUE(Holds("month(date) > 2021-09 and month(date) < 2021-11"));
  EXPECT_TRUE(Holds("day(lastMod) = 2021-10-02"));
  EXPECT_TRUE(Holds("day(lastMod) = 2021-10-03", 13 * 60));
  EXPECT_FALSE(Holds("month(date) = 2021-10-02"));
  EXPECT_TRUE(Holds("year(lastMod) in 2020..2022"));
}

TEST_F(Evaluate, AnotherPathMayStandOnTheRight) {
  EXPECT_TRUE(Holds("number = .same and number >= .same"));
  EXPECT_FALSE(Holds("number = .digits or number < .same"));
  EXPECT_TRUE(Holds("number in [1, .same] and number not in [.digits, 2]"));
  EXPECT_TRUE(Holds("title ~ .pattern"));
  EXPECT_TRUE(Holds("brand = .brand and topic = .topics"));
  EXPECT_FALSE(Holds("nothing = .nothing or missing = .missing"));
  EXPECT_TRUE(Holds("yes = .yes and number = .list or number > .list"));
  EXPECT_TRUE(Holds("dayText = .date and date = .dayText"));
}

TEST_F(Evaluate, GlobsAreForTextsOnly) {
  EXPECT_TRUE(Holds("title ~ 'Gr??e*' and title !~ 'gr*'"));
  EXPECT_FALSE(Holds("number ~ '3*'"));
  EXPECT_TRUE(Holds("digits ~ 3*"));
  EXPECT_TRUE(Holds("@body ~ '*body*' and @source ~ '---*'"));
}

TEST_F(Evaluate, SystemNamesAreKnownOfEveryArticle) {
  EXPECT_TRUE(Holds("@key = sample.md and @seq = 7 and @seq in 1..9"));
  EXPECT_TRUE(Holds("@imported = 2021-10-05 and @imported <= now"));
  EXPECT_TRUE(Holds("@hash ~ '" + std::string(32, '?') + "'"));
  EXPECT_TRUE(Holds("@hash = @hash and @key != @hash"));
}

TEST_F(Evaluate, OrAndNotCompose) {
  EXPECT_TRUE(Holds("not (number = 1 or digits = 1) and not not yes = true"));
  EXPECT_TRUE(Holds("*"));
}

}  // namespace
}  // namespace pressmark::query
