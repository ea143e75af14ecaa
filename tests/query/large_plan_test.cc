#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>
#include <pressmark/store.h>

#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

// What telling queries read of a store of 100,000 articles: posting blocks and
// records are counted, not time.
namespace pressmark::query {
namespace {

constexpr std::size_t kDays = 3'650;  // from 2011-01-01 on

constexpr std::size_t kArticles = 100'000;

std::string DayText(std::size_t number) {
  Date date;
  date.microseconds = (DaysFromCivil({2011, 1, 1}) +
                       static_cast<std::int64_t>(number * 7919 % kDays)) *
                      kSecondsPerDay * kMicrosecondsPerSecond;
  return FormatDate(date);
}

// A third of the articles are Big, a fiftieth Mid, a tenth of those Small, and
// five of all Rare. Each of 400 brands has as many as any other. Rating is a
// path with an index, notes is one without.
std::string SourceOf(std::size_t i) {
  std::string topics;
  if (i % 3 == 0) topics += "Big, ";
  if (i % 50 == 7) topics += "Mid, ";
  if (i % 500 == 7) topics += "Small, ";
  if (i % (kArticles / 5) == 11) topics += "Rare, ";
  topics += "Topic " + std::to_string(i % 997);
  return "---\ntitle: Title " + std::to_string(i) + "\ndate: " + DayText(i) +
         "\ntopics: [" + topics + "]\nbrand: brand" +
         std::to_string(i * 31 % 400) +
         ".com\nrating: " + std::to_string(i % 1000) + "\nnotes: [" +
         std::to_string(i % 10) + "]\n---\n";
}

class LargePlans : public testing::Test {
 protected:
  struct Filled {
    test::TemporaryFolder folder;
    Store store = test::ValueOf(Store::Create(
        folder / "store",
        test::ValueOf(
            Mapping::Parse("indexes:\n- { path: rating, kind: number }\n"))));
  };

  static void SetUpTestSuite() {
    filled_ = new Filled();
    Store& store = filled_->store;
    WriteOptions options;
    options.sync = false;
    for (std::size_t i = 0; i < kArticles;) {
      WriteBatch batch;
      for (std::size_t end = i + 2'500; i < end; ++i) {
        std::string key = "a" + std::to_string(i);
        batch.Put(test::ValueOf(store.Prepare(std::move(key), SourceOf(i))));
      }
      test::ValueOf(store.Write(std::move(batch), options));
    }
  }
  static void TearDownTestSuite() { delete std::exchange(filled_, nullptr); }

  // What it costs to read the whole answer.
  QueryStatistics Cost(const std::string& text) {
    Snapshot snapshot = test::ValueOf(filled_->store.TakeSnapshot());
    Query query = test::ValueOf(Query::Parse(text));
    QueryOptions options;
    options.now = test::SampleNow();
    Cursor cursor = test::ValueOf(query.Run(snapshot, {}, options));
    while (cursor.Next()) continue;
    EXPECT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    return cursor.statistics();
  }

  static Filled* filled_;
};

LargePlans::Filled* LargePlans::filled_ = nullptr;

TEST_F(LargePlans, TheNewestOfATopicTouchFourBlocksAtMost) {
  for (const char* topic : {"Big", "Mid"}) {
    QueryStatistics cost = Cost("topic = " + std::string(topic) + " limit 20");
    EXPECT_EQ(cost.rows, 20u) << topic;
    EXPECT_EQ(cost.records, 20u) << topic;
    EXPECT_LE(cost.posting_blocks, 4u) << topic;
    EXPECT_LE(cost.seeks, 1u) << topic;
  }
}

// Of a topic with less than an article a month, a block for each article.
TEST_F(LargePlans, TheNewestOfASmallTopicTouchABlockEach) {
  QueryStatistics cost = Cost("topic = Small limit 20");
  EXPECT_EQ(cost.rows, 20u);
  EXPECT_LE(cost.posting_blocks, 20u);
}

TEST_F(LargePlans, TopicBrandAndDateReadNoRecordInVain) {
  for (const char* text :
       {"topic = Big and brand = brand7.com and date in 2015..2016",
        "topic = Big and brand = brand7.com and date in 2015..2016 limit 3",
        "topic = Big and not brand = brand7.com and date = 2015-05",
        "(topic = Mid or topic = Small) and date >= 2019 limit 20",
        "topic = Big and rating in 300..400 and date = 2014"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_GT(cost.rows, 0u) << text;
    EXPECT_EQ(cost.records, cost.rows) << text;
    EXPECT_EQ(cost.records_rejected, 0u) << text;
  }
}

TEST_F(LargePlans, ARareTermDrivesACommonOne) {
  for (const char* text :
       {"topic = Big and topic = Rare", "topic = Rare and topic = Big",
        "not topic = nowhere and topic = Rare and has brand and topic = Big"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_LE(cost.records, 5u) << text;
    EXPECT_GT(cost.rows, 0u) << text;
    // The rare one's own, and of each common one those of the same months.
    EXPECT_LE(cost.posting_blocks, 15u) << text;
    EXPECT_LE(cost.postings, 15 * kArticles / 300) << text;
  }
}

// Of the thousand ratings and topics that a pattern or a range takes in, no
// list is opened where the other side has few articles.
TEST_F(LargePlans, FewArticlesAreLookedAtSoonerThanManyTerms) {
  for (const char* text :
       {"topic = Rare and rating >= 3", "topic = Rare and topic ~ '*9*'",
        "date = 2015-03-04 and rating in 10..900"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_LE(cost.records, 60u) << text;
    EXPECT_GT(cost.records, 0u) << text;
    EXPECT_LE(cost.posting_blocks, 10u) << text;
  }
}

TEST_F(LargePlans, KeysAreFoundHoweverManyTestsNameThem) {
  std::string listed = "@key in [a7";
  std::string joined = "@key = a7";
  for (int i = 1; i < 1'000; ++i) {
    std::string key = "a" + std::to_string(i * 100 + 7);
    listed += ", " + key;
    joined += " or @key = " + key;
  }
  for (const std::string& text : {listed + "]", joined}) {
    QueryStatistics cost = Cost(text);
    EXPECT_EQ(cost.rows, 1'000u);
    EXPECT_EQ(cost.records, 1'000u);
    EXPECT_EQ(cost.posting_blocks, 0u);
  }
}

TEST_F(LargePlans, CountsReadHeaders) {
  QueryStatistics total = Cost("topic = Big count");
  EXPECT_EQ(total.records, 0u);
  EXPECT_EQ(total.posting_blocks, 0u);
  // Whole months of one list: no block is read.
  QueryStatistics year = Cost("topic = Big and date = 2015 count");
  EXPECT_EQ(year.records, 0u);
  EXPECT_EQ(year.posting_blocks, 0u);
  QueryStatistics days =
      Cost("topic = Big and date in 2015-03-05..2015-05-07 count");
  EXPECT_LE(days.posting_blocks, 2u);
  EXPECT_EQ(Cost("not topic = Big count").posting_blocks, 0u);
  EXPECT_EQ(Cost("not has topic count").posting_blocks, 0u);
}

TEST_F(LargePlans, FacetsAndHistogramsReadNoRecord) {
  for (const char* text :
       {"* count by topic", "date = 2015 count by brand",
        "topic = Mid count by brand", "* count by month(date)",
        "topic = Big count by year(date)", "topic = Big count by rating"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_EQ(cost.records, 0u) << text;
    EXPECT_GT(cost.rows, 1u) << text;
  }
}

TEST_F(LargePlans, FacetsOfWholeMonthsReadNoList) {
  for (const char* text : {"* count by topic", "date = 2015 count by topic",
                           "date in 2015-03..2016-01 count by brand limit 3"}) {
    QueryStatistics cost = Cost(text);
    EXPECT_EQ(cost.posting_blocks, 0u) << text;
    EXPECT_EQ(cost.seeks, 0u) << text;
    EXPECT_GE(cost.rows, 3u) << text;
  }
  // Of a month that is cut, each list once.
  QueryStatistics days = Cost("date in 2015-03-05..2016-01-07 count by brand");
  EXPECT_EQ(days.rows, 400u);
  EXPECT_GT(days.posting_blocks, 0u);
  EXPECT_LE(days.posting_blocks, 800u);
}

TEST_F(LargePlans, AResidualIsLookedAtWhereTheListsAgreeOnly) {
  QueryStatistics cost = Cost("topic = Small and notes = 7");
  EXPECT_EQ(cost.records, kArticles / 500);
  QueryStatistics first = Cost("topic = Big and notes = 3 limit 5");
  EXPECT_EQ(first.rows, 5u);
  EXPECT_LE(first.records, 192u);  // batches of 64
}

TEST_F(LargePlans, AnotherOrderReadsTheCandidatesOnly) {
  QueryStatistics cost = Cost("topic = Small order by title limit 5");
  EXPECT_LE(cost.records, kArticles / 500 + 5);
  QueryStatistics dated = Cost("topic = Big order by date desc, title limit 5");
  EXPECT_LE(dated.records, 192u);
}

TEST_F(LargePlans, APageLaterReadsNoEarlierRecord) {
  QueryStatistics cost = Cost("topic = Big limit 20 offset 2000");
  EXPECT_EQ(cost.records, 20u);
  EXPECT_LE(cost.posting_blocks, 4u);
}

TEST_F(LargePlans, TheFirstRowComesBeforeAThousandthOfTheAnswerIsRead) {
  for (const char* text :
       {"*", "* select *", "* select @source", "* order by date",
        "topic = Big select title", "topic = Mid and brand != x.com"}) {
    Snapshot snapshot = test::ValueOf(filled_->store.TakeSnapshot());
    Cursor cursor =
        test::ValueOf(test::ValueOf(Query::Parse(text)).Run(snapshot));
    ASSERT_TRUE(cursor.Next()) << text;
    QueryStatistics first = cursor.statistics();
    std::uint64_t rows = 1;
    while (cursor.Next()) ++rows;
    EXPECT_GE(rows, 2'000u) << text;
    EXPECT_LE(first.records + first.cards, rows / 1'000) << text;
    EXPECT_LE(first.posting_blocks, 2u) << text;
  }
}

}  // namespace
}  // namespace pressmark::query
