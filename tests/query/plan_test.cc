#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/article_text.h"
#include "tests/support/random_store.h"
#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_cases.h"

// What the planner makes of telling queries, and what they cost.
namespace pressmark::query {
namespace {

std::string DayText(std::size_t number) {
  Date date;
  date.microseconds =
      (DaysFromCivil({2021, 1, 1}) + static_cast<std::int64_t>(number % 365)) *
      kSecondsPerDay * kMicrosecondsPerSecond;
  return FormatDate(date);
}

// 390 articles on days from 2021-01-01 on and 10 without a date. Half have the
// topic Common, one in ten Tenth, 4 Rare, and 100 each a topic of its own.
std::vector<std::pair<std::string, std::string>> Articles() {
  std::vector<std::pair<std::string, std::string>> articles;
  for (std::size_t i = 0; i < 400; ++i) {
    test::ArticleText article;
    article.date = i < 390 ? DayText(i) : "";
    article.title = "Title " + std::to_string(i);
    if (i % 2 == 0) article.topics.push_back("Common");
    if (i % 10 == 4) article.topics.push_back("Tenth");
    if (i % 100 == 8) article.topics.push_back("Rare");
    if (i < 100) article.topics.push_back("Topic " + std::to_string(i));
    if (i % 20 != 0) article.brand = i % 3 == 0 ? "other.org" : "acme.com";
    articles.emplace_back("a" + std::to_string(1000 + i) + ".md",
                          test::SourceOf(article));
  }
  return articles;
}

class Plans : public testing::Test {
 protected:
  Plans() { options_.now = test::SampleNow(); }

  static test::ModelStore& Model() {
    static test::ModelStore model(Mapping::BuiltIn());
    if (model.articles().empty()) model.Write(Articles());
    return model;
  }

  std::string Explained(const std::string& text) {
    Query query = test::ValueOf(Query::Parse(text));
    return test::ValueOf(query.Explain(snapshot_, {}, options_)).ToText();
  }

  // What it costs to read the whole answer.
  QueryStatistics Cost(const std::string& text) {
    Query query = test::ValueOf(Query::Parse(text));
    Cursor cursor = test::ValueOf(query.Run(snapshot_, {}, options_));
    while (cursor.Next()) continue;
    EXPECT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    return cursor.statistics();
  }

  Snapshot snapshot_ = test::ValueOf(Model().store().TakeSnapshot());
  QueryOptions options_;
};

TEST_F(Plans, AreAsTheyAreWrittenDown) {
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/cases/plan.test");
  ASSERT_GE(cases.size(), 25u);
  for (const test::TextCase& text_case : cases) {
    EXPECT_EQ(Explained(text_case.input), text_case.expected + "\n")
        << text_case.file << ":" << text_case.line << ": " << text_case.input;
  }
}

TEST_F(Plans, IndexesAloneDecideTopicBrandAndDate) {
  QueryStatistics cost =
      Cost("topic = common and brand = acme.com and date in 2021-03..2021-05");
  EXPECT_GT(cost.rows, 20u);
  EXPECT_EQ(cost.records, cost.rows);
  EXPECT_EQ(cost.records_rejected, 0u);
}

TEST_F(Plans, TheRareTermDrivesTheCommonOne) {
  std::uint64_t common = Cost("topic = common").posting_blocks;
  QueryStatistics both = Cost("topic = common and topic = rare");
  EXPECT_EQ(both.rows, 4u);
  EXPECT_EQ(both.records, 4u);
  // The common term's blocks of the months that the rare one has.
  EXPECT_GT(common, 12u);
  EXPECT_LE(both.posting_blocks, 8u);
}

TEST_F(Plans, AnIndexLeavesFewRecordsToTheRest) {
  QueryStatistics cost = Cost("topic = rare and title ~ '*1*'");
  EXPECT_EQ(cost.records, 4u);
  EXPECT_EQ(cost.rows, 1u);
  EXPECT_EQ(cost.records_rejected, 3u);
}

TEST_F(Plans, ALimitStopsEarly) {
  QueryStatistics cost = Cost("topic = common limit 10");
  EXPECT_EQ(cost.rows, 10u);
  EXPECT_EQ(cost.records, 10u);
  EXPECT_LE(cost.posting_blocks, 2u);
  EXPECT_EQ(Cost("topic = common order by date limit 3").records, 3u);
  EXPECT_EQ(Cost("topic = common limit 3 offset 100").records, 3u);
  EXPECT_EQ(Cost("* limit 0").records, 0u);
}

TEST_F(Plans, CountsReadNoRecord) {
  for (const char* text :
       {"* count", "topic = common count", "not has topic count",
        "topic = common and not brand = acme.com count",
        "date in 2021-02 count by topic", "* count by month(date)",
        "* count by topic", "topic = rare or date < 2021-02 count"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_EQ(cost.records, 0u) << text;
    EXPECT_GT(cost.rows, 0u) << text;
  }
}

TEST_F(Plans, ContradictionsReadNothing) {
  for (const char* text :
       {"topic = nowhere", "date in 2021 and date in 2020", "topic = null",
        "topic = rare and topic = nowhere"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_EQ(cost.records, 0u) << text;
    EXPECT_EQ(cost.posting_blocks, 0u) << text;
  }
}

TEST_F(Plans, AKeyLeadsToItsArticleAlone) {
  QueryStatistics cost = Cost("@key = a1001.md select title");
  EXPECT_EQ(cost.rows, 1u);
  EXPECT_EQ(cost.records, 1u);
  EXPECT_EQ(cost.cards, 1u);
  EXPECT_EQ(cost.posting_blocks, 0u);
  cost = Cost("@key in [a1001.md, a1002.md] and title = 'Title 1'");
  EXPECT_EQ(cost.records, 2u);
  EXPECT_EQ(cost.rows, 1u);
  EXPECT_EQ(Cost("@key = nowhere.md").records, 0u);
  EXPECT_EQ(Cost("@key != a1001.md count").records, 0u);
}

TEST_F(Plans, ManyTermsAreGatheredUnlessTheOtherSideIsSmaller) {
  EXPECT_NE(Explained("topic ~ 'topic*'").find("gathered"), std::string::npos);
  EXPECT_EQ(Cost("topic ~ 'topic*'").rows, 100u);
  std::string plan = Explained("topic ~ 'topic*' and topic = rare");
  EXPECT_EQ(plan.find("gathered"), std::string::npos);
  EXPECT_EQ(Cost("topic ~ 'topic*' and topic = rare").records, 4u);
}

}  // namespace
}  // namespace pressmark::query
