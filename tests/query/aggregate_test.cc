#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/accumulator.h"
#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"

namespace pressmark::query {
namespace {

using test::Fails;
using test::QueryStore;

class Aggregates : public testing::Test {
 protected:
  Aggregates() {
    store_.Put("a", "date: 2021-10-02\ntags: [Bread, Salt]\nn: 3");
    store_.Put("b", "date: 2021-10-31\ntags: [bread]\nn: 4\nbrand: x.com");
    store_.Put("c", "date: 2021-09-01\ntags: [bread, BREAD]\nn: 0.5");
    store_.Put("d", "date: 2020-01-01T23:30:00Z\nn: [3, 3, two]\nbrand: X.com");
    store_.Put("e", "title: undated\nbrand: X.com");
  }

  QueryStore store_;
};

TEST_F(Aggregates, AnArticleCountsOnceForEachOfItsValues) {
  EXPECT_EQ(store_.Rows("* count by topic"), "bread|3\n-|2\nSalt|1\n");
  EXPECT_EQ(store_.Rows("* count by .tags"),
            "bread|2\n-|2\nBREAD|1\nBread|1\nSalt|1\n");
}

// An index of a path has the values of all its elements.
TEST(AggregatesOfPaths, AreFromTheIndexWhereItSaysTheSame) {
  QueryStore store({}, test::ValueOf(Mapping::Parse(
                           "indexes:\n- tags\n- { path: when, kind: date }\n"
                           "- { path: name, kind: folded }\n")));
  store.Put("a", "tags: [x, y]\nwhen: 2021-10-02T00:00Z\nname: Ann");
  store.Put("b", "tags: [y]\nwhen: 2021-10-02T00:00:00Z\nname: ANN");
  store.Put("c", "tags: 2");
  EXPECT_EQ(store.Rows("* count by tags"), "y|2\n2|1\nx|1\n");
  EXPECT_EQ(store.Rows("* count by tags[1]"), "-|2\ny|1\n");
  EXPECT_EQ(store.Rows("* count by when"),
            "2021-10-02T00:00:00Z|1\n2021-10-02T00:00Z|1\n-|1\n");
  EXPECT_EQ(store.Rows("* count by name"), "ANN|1\nAnn|1\n-|1\n");
  EXPECT_EQ(store.Rows("* count by fold(name)"), "ann|2\n-|1\n");
  auto records = [&store](const char* text) {
    Cursor cursor = store.Run(text);
    while (cursor.Next()) continue;
    return cursor.statistics().records;
  };
  EXPECT_EQ(records("* count by tags"), 0u);
  EXPECT_EQ(records("* count by fold(name)"), 0u);
  EXPECT_EQ(records("* count by name"), 3u);
  // A blank text is a value to group by, a mapping is none.
  store.Put("d", "tags: ' '");
  EXPECT_EQ(store.Rows("* count by tags"), "y|2\n2|1\n |1\nx|1\n");
  EXPECT_EQ(records("* count by tags"), 0u);
  store.Put("e", "tags: ['', ' ', null]");
  store.Put("f", "name: Bo");
  EXPECT_EQ(store.Rows("* count by tags"), " |2\ny|2\n2|1\n1\nx|1\n-|1\n");
  EXPECT_EQ(store.Rows("not has tags count by tags"), " |2\n1\n-|1\n");
  EXPECT_EQ(records("* count by tags"), 0u);
  store.Delete("e");
  store.Delete("f");
  store.Put("d", "tags: {m: 1}");
  EXPECT_EQ(store.Rows("* count by tags"), "y|2\n2|1\nx|1\n-|1\n");
  EXPECT_EQ(records("* count by tags"), 4u);
}

TEST_F(Aggregates, GroupsShowTheMostUsedSpelling) {
  EXPECT_EQ(store_.Rows("has brand count by brand"), "X.com|3\n");
  // From the records, too.
  EXPECT_EQ(store_.Rows("title != x count, max(n) by brand"),
            "X.com|3|two\n-|2|3\n");
}

TEST_F(Aggregates, PeriodsAscend) {
  EXPECT_EQ(store_.Rows("* count by month(date)"),
            "2020-01|1\n2021-09|1\n2021-10|2\n-|1\n");
  EXPECT_EQ(store_.Rows("* count by year(date) order by count desc"),
            "2021|3\n2020|1\n-|1\n");
  store_.options.zone_minutes = 60;
  EXPECT_EQ(store_.Rows("date < 2021 count by day(date)"), "2020-01-02|1\n");
}

TEST_F(Aggregates, AreOrderedByTheirColumns) {
  EXPECT_EQ(store_.Rows("* count, min(n) as least by topic order by least"),
            "bread|3|0.5\nSalt|1|3\n-|2|3\n");
  EXPECT_EQ(
      store_.Rows("* count by topic order by topic desc limit 1 offset 1"),
      "bread|3\n");
  EXPECT_THAT(store_.Ask("* count by topic order by date"),
              Fails(StatusCode::kInvalidArgument, "it has topic, count"));
}

TEST_F(Aggregates, OfNothingAreMissing) {
  EXPECT_EQ(store_.Rows("n = 99 count, count(n), count(distinct n), min(n), "
                        "max(n), sum(n)"),
            "0|0|0|-|-|-\n");
  EXPECT_EQ(store_.Rows("n = 99 count by topic"), "");
}

TEST_F(Aggregates, TakeEachValueOfAnArticleOnce) {
  EXPECT_EQ(store_.Rows("* count, count(n), count(distinct n), min(n), max(n), "
                        "sum(n)"),
            "5|4|4|0.5|two|10.5\n");
}

TEST_F(Aggregates, SelectDoesNotGoWithThem) {
  EXPECT_THAT(store_.Ask("* count select title"),
              Fails(StatusCode::kInvalidArgument, "does not go"));
  EXPECT_THAT(store_.Ask("* count, count"),
              Fails(StatusCode::kInvalidArgument, "two columns"));
  EXPECT_THAT(store_.Ask("* sum(title)"),
              Fails(StatusCode::kInvalidArgument, "sum takes numbers"));
}

TEST(Sum, IsExactOfIntegersInAnyOrder) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  Sum sum;
  for (std::int64_t n : {kMost, kMost, std::int64_t{5}, kLeast, kLeast}) {
    sum.Add(n);
  }
  EXPECT_EQ(std::get<std::int64_t>(std::get<Number>(sum.Value())), 3);
}

TEST(Sum, ThatDoesNotFitIsADecimal) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  Sum sum;
  sum.Add(kLeast);
  sum.Add(kLeast);
  EXPECT_EQ(std::get<double>(std::get<Number>(sum.Value())), -0x1p64);
  sum.Add(0.5);
  EXPECT_EQ(std::get<double>(std::get<Number>(sum.Value())), -0x1p64);
  EXPECT_EQ(Sum().Value(), Scalar(nullptr));
}

}  // namespace
}  // namespace pressmark::query
