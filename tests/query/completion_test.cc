#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/completion.h>
#include <pressmark/query.h>

#include "query/parser/print.h"
#include "tests/support/random.h"
#include "tests/support/random_query.h"
#include "tests/support/random_store.h"
#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

using test::ValueOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class Completing : public testing::Test {
 protected:
  // Nothing changes it, so one serves all.
  static void SetUpTestSuite() {
    model_ = std::make_unique<test::ModelStore>(Mapping::BuiltIn());
    model_->Write(
        {{"a",
          Source("title: A\ndate: 2021-10-02\n"
                 "topics: [Machine learning, Mobile, Health]\n"
                 "link: {brand: demigos.com, href: x}\nid: 315\n"
                 "authors: [{name: Ann, age: 5}]\nlastMod: 2021-10-03\n"
                 "htmlMetaData: {'og:image': x, order: y, \"q\\\"\": 1}\n")},
         {"b", Source("title: B\ntopics: [Machine learning, Mac, "
                      "\"it's \\\"so\\\"\", 'a\\b', 'today', '2021']\n"
                      "link: {brand: demigos.com}\nid: '315'\n\"og:x\": 1\n"
                      "author: {name: Bo}\nlimit: 3\nstatus: today\n")},
         {"c", Source("title: C\ntopics: [MACHINE LEARNING, \n"
                      "  \"bi\\u202edi\", Straße]\nid: 7\nstatus: 'null'\n"
                      "authors: [{name: Ann}]\n")}});
    for (const char* path : {"id", "status", "authors.name"}) {
      EXPECT_TRUE(model_->store().AddIndex(path, FieldKind::kText).ok());
    }
    EXPECT_TRUE(model_->store().AddIndex("lastMod", FieldKind::kDate).ok());
    EXPECT_TRUE(model_->store().AwaitIndexes().ok());
  }
  static void TearDownTestSuite() { model_.reset(); }

  Completing() : snapshot_(ValueOf(model_->store().TakeSnapshot())) {}

  static std::string Source(std::string_view front_matter) {
    return "---\n" + std::string(front_matter) + "---\n";
  }

  Completions Of(std::string_view text) {
    return ValueOf(Complete(snapshot_, text, text.size()));
  }

  // The candidates, with the number of articles where that is told.
  std::vector<std::string> Texts(std::string_view text) {
    std::vector<std::string> texts;
    for (const Completion& candidate : Of(text).candidates) {
      texts.push_back(candidate.text);
      if (candidate.articles) {
        texts.back() += " " + std::to_string(*candidate.articles);
      }
    }
    return texts;
  }

  // The text once the only candidate has been put in.
  std::string Completed(std::string_view text) {
    Completions of = Of(text);
    if (of.candidates.size() != 1) return "not one";
    return std::string(text.substr(0, of.begin)) + of.candidates[0].text;
  }

  static inline std::unique_ptr<test::ModelStore> model_;
  Snapshot snapshot_;
};

TEST_F(Completing, AtTheBeginningAreFieldsPathsFunctionsAndWords) {
  EXPECT_THAT(
      Texts(""),
      ElementsAre("title", "date", "topic", "brand", "author", "slug",
                  "author.", "authors.", "htmlMetaData.", "id", "lastMod",
                  ".limit", "link.", ".\"og:x\"", "status", "topics", "@key",
                  "@seq", "@hash", "@imported", "@body", "@source", "len(",
                  "date(", "num(", "fold(", "year(", "month(", "day(", "count",
                  "min(", "max(", "sum(", "has", "exists", "not", "all",
                  "order by", "limit", "offset", "after", "select", "*"));
}

TEST_F(Completing, OfWordsAreThoseThatMayStand) {
  EXPECT_THAT(Texts("topic "), ElementsAre("in", "not in", "all of", "=", "!=",
                                           "<", "<=", ">", ">=", "~", "!~"));
  EXPECT_THAT(Texts("topic = x a"), ElementsAre("and", "after"));
  EXPECT_THAT(Texts("topic = x limit 3 "),
              Not(Contains(testing::AnyOf("limit", "and", "or"))));
  EXPECT_EQ(Completed("topic = x ord"), "topic = x order by");
  EXPECT_EQ(Completed("topic = x order "), "topic = x order by");
  EXPECT_EQ(Completed("topic n"), "topic not in");
  EXPECT_EQ(Completed("topic not "), "topic not in");
  EXPECT_EQ(Completed("tags al"), "tags all of");
  EXPECT_EQ(Completed("* select * e"), "* select * except");
  EXPECT_EQ(Completed("* SEL"), "* select");
  EXPECT_EQ(Completed("count(dis"), "count(distinct");
  EXPECT_THAT(Texts("* order by title "), Contains("desc"));
  EXPECT_THAT(Texts("count by topic "), Not(Contains("by")));
  EXPECT_THAT(Texts("* select len"), ElementsAre("len("));
  EXPECT_THAT(Texts("* select cou"), IsEmpty());
}

TEST_F(Completing, APathIsCompletedNameByName) {
  EXPECT_EQ(Completed("li"), "not one");  // link. and the clause
  EXPECT_EQ(Completed("has lin"), "has link.");
  EXPECT_THAT(Texts("link."), ElementsAre("link.brand", "link.href"));
  EXPECT_EQ(Completed("topic = x and LINK.b"), "not one");
  EXPECT_EQ(Completed("topic = x and link.B"), "topic = x and link.brand");
  EXPECT_THAT(Texts("* select htmlMetaData."),
              ElementsAre("htmlMetaData.\"og:image\"", "htmlMetaData.order",
                          "htmlMetaData.'q\"'"));
  EXPECT_EQ(Completed("has htmlMetaData.\"og"),
            "has htmlMetaData.\"og:image\"");
  EXPECT_EQ(Completed("has htmlMetaData.'o"), "not one");
  EXPECT_EQ(Completed("has htmlMetaData.\"q"), "has htmlMetaData.\"q\\\"\"");
  EXPECT_EQ(Completed("has authors[0].n"), "has authors[0].name");
  EXPECT_EQ(Completed("has og"), "has .\"og:x\"");
  EXPECT_EQ(Completed("has .\"o"), "has .\"og:x\"");
  EXPECT_EQ(Completed("has .tit"), "has .title");
  EXPECT_EQ(Completed("has @s"), "not one");
  EXPECT_EQ(Completed("has @se"), "has @seq");
  EXPECT_THAT(Texts("nothing.here."), IsEmpty());
}

TEST_F(Completing, AnOrderTakesTheNamesOfColumns) {
  EXPECT_THAT(Texts("count, min(date) as first by month(date) order by "),
              testing::IsSupersetOf({"month(date)", "count", "first"}));
  EXPECT_THAT(Texts("count by topic order by count, t"), ElementsAre("topic"));
  EXPECT_THAT(Texts("* select title, len(tags) as tagged order by t"),
              ElementsAre("tagged", "title", "topic", "topics"));
  EXPECT_THAT(Texts("* order by t"), ElementsAre("title", "topic", "topics"));
}

TEST_F(Completing, InBracketsAreTheNamesOfAnElement) {
  EXPECT_THAT(Texts("authors[a"), ElementsAre("age", "all"));
  EXPECT_EQ(Completed("authors[age = 5 and n"), "not one");  // not
  EXPECT_EQ(Completed("authors[age = 5 and na"), "authors[age = 5 and name");
  EXPECT_EQ(Completed("authors[age = 5] and ti"), "authors[age = 5] and title");
  EXPECT_THAT(Texts("authors[name = "), Contains("Ann"));
}

TEST_F(Completing, OnTheRightAPathBeginsWithADot) {
  EXPECT_EQ(Completed("lastMod < .da"), "lastMod < .date");
  EXPECT_EQ(Completed("title = .link.b"), "title = .link.brand");
  EXPECT_EQ(Completed("title = @k"), "title = @key");
}

TEST_F(Completing, ValuesComeWithTheirCountsTheMostFrequentFirst) {
  EXPECT_THAT(Texts("topic = M"),
              ElementsAre("\"Machine learning\" 3", "Mac 1", "Mobile 1"));
  EXPECT_THAT(Texts("topic = \"mach"), ElementsAre("\"Machine learning\" 3"));
  EXPECT_THAT(Texts("topic in [x, 'MACHINE l"),
              ElementsAre("'Machine learning' 3"));
  EXPECT_THAT(Texts("topic != 'it"), ElementsAre("'it\\'s \"so\"' 1"));
  EXPECT_THAT(Texts("topic = it"), ElementsAre("\"it's \\\"so\\\"\" 1"));
  EXPECT_THAT(Texts("topic = a"), ElementsAre("a\\b 1"));
  EXPECT_THAT(Texts("topic = STRASS"), ElementsAre("Straße 1"));
  EXPECT_THAT(Texts("brand = "), ElementsAre("demigos.com 2"));
  EXPECT_THAT(Texts("topic all of [health, mo"), ElementsAre("Mobile 1"));
  EXPECT_THAT(Texts("topic in a..mo"), ElementsAre("Mobile 1"));
  EXPECT_THAT(Texts("topic =mo"), ElementsAre("Mobile 1"));
}

TEST_F(Completing, WhereNoValueBeginsSoAWordOfItMay) {
  EXPECT_THAT(Texts("topic = Lear"), ElementsAre("\"Machine learning\" 3"));
  EXPECT_THAT(Texts("topic = 'so"), ElementsAre("'it\\'s \"so\"' 1"));
  EXPECT_THAT(Texts("topic = earn"), IsEmpty());
  EXPECT_THAT(Texts("status = oda"), IsEmpty());
}

TEST_F(Completing, OfFrontMatterAValueIsQuotedWhereItWouldBeReadAsAnother) {
  EXPECT_THAT(Texts("status = "), ElementsAre("\"null\" 1", "\"today\" 1",
                                              "null", "true", "false"));
  // The number is in one article and the text in another: 315 finds both.
  EXPECT_THAT(Texts("id = 3"), ElementsAre("\"315\" 1", "315"));
  EXPECT_THAT(Texts("id = 7"), ElementsAre("7 1"));
  EXPECT_THAT(Texts("id = '3"), ElementsAre("'315' 1"));
}

TEST_F(Completing, WhatCannotBeShownAndWhatHasNoIndexHasNoValues) {
  EXPECT_THAT(Texts("topic = bi"), IsEmpty());
  EXPECT_THAT(Texts("title = A"), IsEmpty());
  EXPECT_THAT(Texts("link.href = "), ElementsAre("null", "true", "false"));
  EXPECT_THAT(Texts("topic ~ M"), IsEmpty());
  EXPECT_THAT(Texts("len(topic) = M"), IsEmpty());
  EXPECT_THAT(Texts("unknown = M"), IsEmpty());
}

TEST_F(Completing, DatesAreWords) {
  EXPECT_THAT(Texts("date = to"), ElementsAre("today", "tomorrow"));
  EXPECT_THAT(Texts("date in 2021..ye"), ElementsAre("yesterday"));
  EXPECT_THAT(Texts("lastMod >= last-w"), ElementsAre("last-week"));
  EXPECT_THAT(Texts("year(date) = this-y"), ElementsAre("this-year"));
  EXPECT_THAT(Texts("topic = yest"), IsEmpty());
}

TEST_F(Completing, NothingStandsInCommentsAndBehindQuotes) {
  for (std::string_view text :
       {"topic = x -- and ", "-- ti", "topic = \"x\"", "a[0", "a = :p",
        "* limit ", "* after \"x", "* select a as ", "tit le ti", "\xff",
        "topic = \"\x01", "a = 1)) "}) {
    EXPECT_THAT(Texts(text), IsEmpty()) << text;
  }
  EXPECT_THAT(Texts("-- ti\nti"), ElementsAre("title"));
  EXPECT_THAT(Texts("topic = x --c\n a"), ElementsAre("and", "after"));
}

TEST_F(Completing, LooksAtNothingBeyondTheCursor) {
  Completions of = ValueOf(Complete(snapshot_, "ti = x and topic = mo", 2));
  ASSERT_EQ(of.candidates.size(), 1u);
  EXPECT_EQ(of.candidates[0].text, "title");
  EXPECT_EQ(of.begin, 0u);
  EXPECT_EQ(ValueOf(Complete(snapshot_, "ti", 99)).candidates.size(), 1u);
}

TEST_F(Completing, SaysWhereItIsCut) {
  CompletionOptions options;
  for (std::size_t limit : {0u, 1u, 3u, 25u}) {
    options.limit = limit;
    for (std::string_view text : {"", "topic = "}) {
      if (limit == 25 && !text.empty()) continue;
      Completions of = ValueOf(Complete(snapshot_, text, text.size(), options));
      EXPECT_EQ(of.candidates.size(), limit) << text;
      EXPECT_TRUE(of.cut) << text;
    }
  }
  EXPECT_FALSE(Of("topic = ").cut);
}

TEST_F(Completing, ASnapshotThatWasMovedFromSaysSo) {
  Snapshot taken = std::move(snapshot_);
  EXPECT_THAT(Complete(snapshot_, "", 0),
              test::Fails(StatusCode::kInvalidArgument, "moved from"));
}

TEST_F(Completing, EveryCandidateParsesOrIsUnfinished) {
  std::mt19937_64 random = test::MakeRandom();
  test::QueryVocabulary vocabulary;
  vocabulary.paths = {
      "id",    "link.brand", "topic",  "htmlMetaData.\"og:image\"",
      ".date", "@key",       "status", "authors[0].name"};
  vocabulary.values = {"Mac", "null",  "\"Machine Learning\"",
                       ":p",  "-7d",   "today",
                       "315", ".date", "'it\\'s'"};
  test::RandomQuery queries(vocabulary, {}, random);
  int candidates = 0;
  for (int i = 0; i < test::Rounds(1'000); ++i) {
    std::string text = query::parser::Print(queries.Next());
    text.resize(test::Below(text.size() + 1, random));
    Completions of = Of(text);
    for (const Completion& candidate : of.candidates) {
      std::string put = text.substr(0, of.begin) + candidate.text;
      ++candidates;
      ASSERT_TRUE(Query::Parse(put).ok() || IsUnfinished(put))
          << put << "\nof " << text;
    }
  }
  EXPECT_GT(candidates, test::Rounds(1'000));
}

TEST_F(Completing, AnyBytesAreCompletedOrNot) {
  std::mt19937_64 random = test::MakeRandom();
  constexpr std::string_view kPieces[] = {
      "topic", " ",   "=",     "\"", "'",  "\\",      "[",    "]", "(",
      ")",     ".",   "..",    "@",  ":",  "--",      "\n",   "M", "in",
      "not",   "and", "link.", "0",  "é",  "\xff",    "\x01", ",", "select",
      "count", "~",   "!",     "x",  "by", "authors["};
  int completed = 0;
  for (int i = 0; i < test::Rounds(3'000); ++i) {
    std::string text;
    for (std::size_t n = test::Below(12, random); n > 0; --n) {
      text += kPieces[test::Below(std::size(kPieces), random)];
      if (test::Below(3, random) == 0) text += ' ';
    }
    if (i % 5 == 0) text += static_cast<char>(random());
    std::size_t cursor = test::Below(text.size() + 3, random);
    Completions of = ValueOf(Complete(snapshot_, text, cursor));
    ASSERT_LE(of.begin, std::min(cursor, text.size())) << text;
    for (const Completion& candidate : of.candidates) {
      std::string put = text.substr(0, of.begin) + candidate.text;
      ASSERT_TRUE(Query::Parse(put).ok() || IsUnfinished(put))
          << put << "\nof " << text;
      ++completed;
    }
  }
  EXPECT_GT(completed, 100);
}

TEST_F(Completing, LongTextsAreCompletedToo) {
  std::string text = "a in [0";
  while (text.size() < 60'000) text += ", \"Machine Learning\"";
  EXPECT_THAT(Texts(text + "] and topic = mo"), ElementsAre("Mobile 1"));
  EXPECT_THAT(Texts(text + "] o"), ElementsAre("or", "order by", "offset"));
  EXPECT_THAT(Texts(std::string(70'000, 'x')), IsEmpty());
  EXPECT_THAT(Texts(std::string(60'000, '(')), IsEmpty());
}

}  // namespace
}  // namespace pressmark
