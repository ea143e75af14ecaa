#include <regex>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/explanation.h>
#include <pressmark/query.h>

#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"

namespace pressmark::query {
namespace {

using test::Fails;
using test::QueryStore;
using test::ValueOf;

class Explanations : public testing::Test {
 protected:
  Explanations()
      : store_({}, ValueOf(Mapping::Parse(
                       "indexes:\n- { path: state, kind: text }\n"
                       "- { path: who.name, kind: folded }\n"
                       "- { path: when, kind: date }\n- pets.name\n- "
                       "who.pets.name\n"))) {
    store_.Put("a", "date: 2021-10-02\ntopics: [Bread, Salt]\nn: 3");
    store_.Put("b", "date: 2021-10-31\ntopics: [bread]\nn: '4'");
    store_.Put("c", "date: 2021-09-01\ntopics: [Salt]\nstate: draft\nn: x");
    store_.Put("d",
               "state: null\nwho: [{name: Ann}, {name: Zoë}]\nn: 9\npets: "
               "{name: Rex}\ncats: {name: Tom}");
    store_.Put("e", "state: ' '\nwhen: 2021-10-05\nn: {m: 1}");
  }

  Explanation Explained(std::string_view text) const {
    Query query = ValueOf(Query::Parse(text));
    return ValueOf(query.Explain(store_.snapshot(), {}, store_.options));
  }
  Explanation Analyzed(std::string_view text) const {
    Query query = ValueOf(Query::Parse(text));
    return ValueOf(query.Analyze(store_.snapshot(), {}, store_.options));
  }
  // What Analyze says, but for the times.
  std::string AnalyzedText(std::string_view text) const {
    static const std::regex kTime("[0-9]+\\.[0-9]{3} ms");
    return std::regex_replace(Analyzed(text).ToText(), kTime, "T ms");
  }

  QueryStore store_;
};

TEST_F(Explanations, NameTheTermsOfPaths) {
  EXPECT_EQ(Explained("state = draft or state = null").ToText(),
            "articles, newest first\n"
            "  in any of these: at most 2 articles\n"
            "    state = \"draft\": 1 article\n"
            "    state = null: 1 article\n"
            "read the records of rows alone\n");
  EXPECT_EQ(
      Explained("not exists state").ToText(),
      "articles, newest first\n"
      "  in the first and not in the second of these: at most 4 articles\n"
      "    without state: 4 articles\n"
      "    state there, and empty: 2 articles\n"
      "read the records of rows alone\n");
  EXPECT_EQ(Explained("fold(who.name) = ann").steps[0].steps[0].words,
            "fold(who.name) = \"ann\": 1 article");
  EXPECT_EQ(Explained("when = 2021-10-05").steps[0].steps[0].words,
            "date(when) = 2021-10-05: 1 article");
}

TEST_F(Explanations, RecheckWhatAnIndexFindsTooMuchOf) {
  Explanation folded = Explained("who.name = Ann");
  EXPECT_EQ(folded.steps[0].steps[0].kind, "term");
  EXPECT_EQ(folded.steps[1].kind, "recheck");
  EXPECT_EQ(Explained("who.name = nobody").steps[0].steps[0].kind, "none");
  Explanation inside = Explained("who[name = Ann]");
  EXPECT_EQ(inside.steps[0].steps[0].words,
            "fold(who.name) = \"ann\": 1 article");
  EXPECT_EQ(inside.steps[1].words,
            "read each record and keep it where who[name = \"Ann\"]");
  // The article's pets, not those of the element.
  EXPECT_EQ(Explained("who[.pets[name = Rex]]").steps[0].steps[0].words,
            "pets.name = \"Rex\": 1 article");
  EXPECT_EQ(Explained("who[.pets[name = Rex]]").steps[1].kind, "recheck");
  EXPECT_EQ(Explained("who[.state = draft]").steps[1].kind, "recheck");
  // No index is of help here.
  EXPECT_EQ(Explained("who.name ~ 'A*'").steps[0].steps[0].kind, "all");
  EXPECT_EQ(Explained("not who[name = Ann]").steps[0].steps[0].kind, "all");
}

TEST_F(Explanations, TellOfKeys) {
  Explanation explanation = Explained("@key in [a, e, nowhere]");
  EXPECT_EQ(explanation.steps[0].steps[0].kind, "keys");
  EXPECT_EQ(explanation.steps[0].steps[0].at_most, 2u);
  EXPECT_EQ(explanation.steps[1].kind, "records");
  // Of those articles, not of every element.
  Explanation inside = Explained("who[@key = d and name = Zoë]");
  EXPECT_EQ(inside.steps[1].kind, "recheck");
  EXPECT_EQ(inside.steps[0].steps[0].at_most, 1u);
  EXPECT_EQ(Explained("fold(@key) = a").steps[1].kind, "recheck");
}

TEST_F(Explanations, EstimateDatesByTheirMonths) {
  Explanation explanation = Explained("date = 2021-10-02");
  EXPECT_EQ(explanation.steps[0].steps[0].at_most, 2u);
  EXPECT_EQ(explanation.steps[0].steps[0].words,
            "dated 2021-10-02 through 2021-10-02, of these: at most 2 "
            "articles");
}

TEST_F(Explanations, HaveNothingActualUnlessAnalyzed) {
  Explanation explanation = Explained("topic = bread");
  EXPECT_FALSE(explanation.steps[0].actual);
  EXPECT_FALSE(explanation.steps[0].steps[0].actual);
  EXPECT_EQ(explanation.query, "topic = bread");
}

TEST_F(Explanations, AnalyzeTellsWhatEachStepTook) {
  EXPECT_EQ(AnalyzedText("topic = bread and not topic = salt"),
            "articles, newest first  [1 out, 2 blocks, 3 postings, T ms]\n"
            "  in the first and not in the second of these: at most 2 articles"
            "  [1 out, 2 blocks, 3 postings, T ms]\n"
            "    topic = \"bread\": 2 articles"
            "  [2 out, 1 block, 2 postings, T ms]\n"
            "    topic = \"salt\": 2 articles"
            "  [1 out, 1 block, 1 posting, T ms]\n"
            "read the records of rows alone  [1 out, 1 record, T ms]\n");
}

TEST_F(Explanations, AnalyzeTellsWhatWasDroppedForItsType) {
  EXPECT_EQ(AnalyzedText("n >= 4"),
            "articles, newest first  [1 out, 3 blocks, 5 postings, T ms]\n"
            "  all articles: 5 articles  [5 out, 3 blocks, 5 postings, T ms]\n"
            "read each record and keep it where n >= 4"
            "  [1 out, 5 records, 4 dropped, 2 for their type, T ms]\n");
  EXPECT_EQ(Analyzed("num(n) >= 4").steps[1].actual->type_mismatches, 0u);
  EXPECT_EQ(
      Analyzed("n >= 4 and not state = x").steps[1].actual->type_mismatches,
      2u);
  EXPECT_EQ(Analyzed("not n >= 4").steps[1].actual->type_mismatches, 0u);
  EXPECT_EQ(Analyzed("cats[name > 3]").steps[1].actual->type_mismatches, 1u);
}

TEST_F(Explanations, AnalyzeLeavesOutWhatWasNotNeeded) {
  Explanation explanation = Analyzed("topic = bread count");
  EXPECT_FALSE(explanation.steps[0].steps[0].actual);
  EXPECT_EQ(explanation.steps[0].actual->articles, 1u);
  EXPECT_EQ(explanation.steps[0].actual->posting_blocks, 0u);
  Explanation grouped = Analyzed("* count, max(n) by topic");
  EXPECT_EQ(grouped.steps.size(), 1u);
  EXPECT_EQ(grouped.steps[0].actual->records, 5u);
}

TEST_F(Explanations, AnalyzeAgreesWithTheCursor) {
  for (const char* text :
       {"topic = bread", "n > 3 order by n limit 1", "date = 2021-10 count",
        "* count by topic", "state ~ 'd*' or topic in [salt, bread]",
        "topic = salt limit 1", "not has state select @key"}) {
    Cursor cursor = store_.Run(text);
    while (cursor.Next()) continue;
    QueryStatistics expected = cursor.statistics();
    Explanation explanation = Analyzed(text);
    const StepCost& answer = *explanation.steps[0].actual;
    EXPECT_EQ(answer.articles, expected.rows) << text;
    EXPECT_EQ(answer.posting_blocks, expected.posting_blocks) << text;
    EXPECT_EQ(answer.postings, expected.postings) << text;
    EXPECT_EQ(answer.seeks, expected.seeks) << text;
    if (explanation.steps.size() < 2) continue;
    EXPECT_EQ(explanation.steps[1].actual->records, expected.records) << text;
    EXPECT_EQ(explanation.steps[1].actual->records_rejected,
              expected.records_rejected)
        << text;
  }
}

TEST_F(Explanations, AreJsonToo) {
  EXPECT_EQ(Explained("state = draft and n > 1").ToJson(),
            R"({"query":"state = draft and n > 1","plan":[)"
            R"({"step":"answer","words":"articles, newest first","of":[)"
            R"({"step":"term","words":"state = \"draft\": 1 article",)"
            R"("at_most":1}]},{"step":"recheck",)"
            R"("words":"read each record and keep it where n > 1"}]})");
  std::string json = Analyzed("topic = bread").ToJson();
  EXPECT_THAT(json,
              testing::HasSubstr(
                  R"("actual":{"articles":2,"seeks":0,"posting_blocks":1,)"
                  R"("postings":2,"records":0,"records_rejected":0,)"
                  R"("type_mismatches":0,"nanoseconds":)"));
}

TEST_F(Explanations, FailAsTheQueryDoes) {
  Query query = ValueOf(Query::Parse("nowhere = x"));
  EXPECT_THAT(query.Explain(store_.snapshot()).status(),
              Fails(StatusCode::kInvalidArgument, "unknown path"));
  QueryOptions options;
  options.examined_articles = 2;
  query = ValueOf(Query::Parse("n > 0"));
  EXPECT_THAT(query.Analyze(store_.snapshot(), {}, options).status(),
              Fails(StatusCode::kLimitExceeded, "examined 2 articles"));
}

}  // namespace
}  // namespace pressmark::query
