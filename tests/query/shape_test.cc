#include "query/shape.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/bind.h"
#include "query/date_literal.h"
#include "query/parser/parse.h"
#include "tests/support/naive_answer.h"
#include "tests/support/query_store.h"
#include "tests/support/query_text.h"
#include "tests/support/random.h"
#include "tests/support/random_store.h"
#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"

namespace pressmark::query {
namespace {

using test::Fails;
using test::QueryStore;
using test::ValueOf;

Query Parsed(std::string_view text) { return ValueOf(Query::Parse(text)); }
QueryShape Shape(std::string_view text) { return Parsed(text).Shape(); }

TEST(Shape, TellsTheClauses) {
  QueryShape plain = Shape("topic = x");
  EXPECT_FALSE(plain.aggregates || plain.limited || plain.ordered ||
               plain.selects || plain.relative_to_now);
  EXPECT_TRUE(plain.names_key);
  EXPECT_TRUE(Shape("count by topic").aggregates);
  EXPECT_TRUE(Shape("min(date)").aggregates);
  for (const char* limited : {"limit 3", "offset 0", "after 'x'", "limit :n"}) {
    EXPECT_TRUE(Shape(limited).limited) << limited;
  }
  EXPECT_TRUE(Shape("order by title").ordered);
  EXPECT_TRUE(Shape("select title").selects);
}

TEST(Shape, TellsWhetherRowsHaveTheirKey) {
  for (const char* text : {"*", "* select *", "* select title, @key as k",
                           "select * except title"}) {
    EXPECT_TRUE(Shape(text).names_key) << text;
  }
  for (const char* text : {"count", "* select title", "* select len(@key)",
                           "* select @seq", "* select key", "count by @key"}) {
    EXPECT_FALSE(Shape(text).names_key) << text;
  }
}

TEST(Shape, TellsWhatMovesWithTheClock) {
  for (const char* text :
       {"date >= -7d", "lastMod >= now-36h", "date = today", "x.y = last-week",
        "date in 2021..now", "date in ..today", "date in [2021, yesterday]",
        "date = 'today'", "year(x.y) = \"this-year\"", "a[b = -7d]",
        "not (a = 1 or date < +1y)", "@imported > '-1d'", "all x > -30s",
        "date <= -3mo limit 3"}) {
    EXPECT_TRUE(Shape(text).relative_to_now) << text;
  }
  for (const char* text :
       {"*", "date = 2021", "date = :today", "slug ~ today", "num(n) > -7d",
        "x.y = 'today'", "a[b = 'now']", "title = Today", "n = -7", "n = -7x",
        "slug = now-or-never", "has today", "today = 1", "x = .now",
        "len(tags) = -7d", ".date = 'now'", "* order by today select now"}) {
    EXPECT_FALSE(Shape(text).relative_to_now) << text;
  }
}

// A date is relative just where another clock makes another interval of it.
TEST(Shape, KnowsRelativeDatesAsTheyAreRead) {
  Clock clocks[] = {{test::SampleNow(), 0},
                    {test::SampleNow() + 800 * kSecondsPerDay * 1'000'000, 0}};
  for (std::string_view text : {"now",
                                "today",
                                "yesterday",
                                "tomorrow",
                                "this-week",
                                "last-week",
                                "this-month",
                                "last-month",
                                "this-year",
                                "last-year",
                                "-7d",
                                "+2w",
                                "now-36h",
                                "now+1y",
                                "-3mo",
                                "-90s",
                                " -1min ",
                                "2021",
                                "2021-10",
                                "2021-10-02",
                                "2021-10-02T11:48",
                                "soon",
                                "-7x",
                                "nowhere",
                                "-3m",
                                "next-week",
                                "Today",
                                ""}) {
    auto first = ReadDate(text, clocks[0], true);
    auto second = ReadDate(text, clocks[1], true);
    bool moves = first.ok() && second.ok() && first->begin != second->begin;
    EXPECT_EQ(IsRelativeDate(text), moves) << text;
  }
}

TEST(Counted, DropsTheClauses) {
  EXPECT_EQ(Parsed("a = 1 order by b limit 3 select c").Counted().ToText(),
            "a = 1 count");
  EXPECT_EQ(Parsed("a = 1 min(b), count by c").Counted().ToText(),
            "a = 1 count");
  EXPECT_EQ(Parsed("limit 2").Counted().ToText(), "* count");
  EXPECT_EQ(Parsed("a = :p limit :n").Counted().ParameterNames(),
            std::vector<std::string>{"p"});
}

TEST(Counted, ShowsErrorsInTheTextAsItWasGiven) {
  QueryStore store;
  store.Put("a", "title: A");
  Query counted = Parsed("title = A\n and tilte = B limit 3").Counted();
  auto cursor = counted.Run(store.snapshot());
  ASSERT_THAT(cursor, Fails(StatusCode::kInvalidArgument, "tilte"));
  EXPECT_THAT(RenderQueryError(counted.text(), cursor.status()),
              testing::HasSubstr(" and tilte = B limit 3\n       ^~~~~"));
}

TEST(And, JoinsTheFiltersAndKeepsTheClausesOfTheFirst) {
  auto both = [](std::string_view first, std::string_view second) {
    return Parsed(first).And(Parsed(second)).ToText();
  };
  EXPECT_EQ(both("a = 1 limit 3", "b = 2 order by c"),
            "a = 1 and b = 2 limit 3");
  EXPECT_EQ(both("a = 1 or b = 2", "c = 3 or d = 4"),
            "(a = 1 or b = 2) and (c = 3 or d = 4)");
  EXPECT_EQ(both("a = 1 and b = 2", "c = 3 and not d = 4"),
            "a = 1 and b = 2 and c = 3 and not d = 4");
  EXPECT_EQ(both("* count", "a = 1"), "a = 1 count");
  EXPECT_EQ(both("a = 1 count", "limit 2"), "a = 1 count");
  EXPECT_EQ(both("*", "*"), "*");
}

TEST(And, ShowsErrorsInItsText) {
  QueryStore store;
  store.Put("a", "title: A");
  Query both = Parsed("title = A limit 3").And(Parsed("tilte = B"));
  EXPECT_EQ(both.text(), "title = A and tilte = B limit 3");
  auto cursor = both.Run(store.snapshot());
  ASSERT_FALSE(cursor.ok());
  EXPECT_THAT(RenderQueryError(both.text(), cursor.status()),
              testing::HasSubstr("\n                ^~~~~"));
}

TEST(And, MayBeLongerThanEitherMayBe) {
  std::string list = "a in [0";
  for (int i = 1; i < 9'000; ++i) list += ", " + std::to_string(i);
  Query long_list = Parsed(list + "]");
  Query both = long_list.And(long_list);
  EXPECT_GT(both.text().size(), 64u << 10);
  QueryStore store;
  EXPECT_THAT(both.Run(store.snapshot()),
              Fails(StatusCode::kLimitExceeded, "10000"));
  std::string deep = std::string(64, '(') + "a = 1 or b = 2";
  deep += std::string(64, ')');
  EXPECT_EQ(Parsed(deep).And(Parsed(deep)).ToText(),
            "(a = 1 or b = 2) and (a = 1 or b = 2)");
  std::string nots;
  for (int i = 0; i < 64; ++i) nots += "not ";
  EXPECT_EQ(Parsed(nots + "a = 1").And(Parsed("b = 2")).ToText(),
            nots + "a = 1 and b = 2");
}

TEST(And, OfWhatWasMovedFromIsThatToo) {
  QueryStore store;
  Query query = Parsed("*");
  Query taken = std::move(query);
  for (const Query& empty :
       {query.And(taken), taken.And(query), query.Counted()}) {
    EXPECT_THAT(empty.Run(store.snapshot()),
                Fails(StatusCode::kInvalidArgument, "moved from"));
  }
  EXPECT_FALSE(query.Shape().names_key);
}

// What the naive evaluator finds that both filters find, in the order and
// within the limit of the first.
class AndModel : public testing::Test {
 protected:
  AndModel()
      : random_(test::MakeRandom()), model_(test::RandomMapping(random_)) {
    std::vector<std::pair<std::string, std::string>> batch;
    for (int i = 0; i < 300; ++i) {
      batch.emplace_back("k" + std::to_string(i), test::RandomSource(random_));
    }
    model_.Write(std::move(batch));
    options_.now = test::SampleNow();
    options_.lax = true;
  }

  std::vector<std::string> NaiveKeys(const BoundQuery& query) {
    return test::Answer(query, model_.articles()).keys;
  }

  Result<BoundQuery> Bound(const Snapshot& snapshot, const std::string& text) {
    return Bind(ValueOf(parser::Parse(text)), text, *snapshot.reader(),
                parameters_, options_);
  }

  std::mt19937_64 random_;
  test::ModelStore model_;
  QueryOptions options_;
  Parameters parameters_;
};

TEST_F(AndModel, FindsWhatBothFind) {
  std::vector<test::QueryName> names = test::EveryKindNames();
  test::QueryText texts(names, random_);
  Snapshot snapshot = ValueOf(model_.store().TakeSnapshot());
  int proper = 0;
  for (int i = 0; i < test::Rounds(2'000); ++i) {
    std::string first = texts.ArticleQuery();
    std::string second = texts.Filter(2);
    parameters_ = texts.TakeParameters();
    auto bound = Bound(snapshot, first);
    auto filter = Bound(snapshot, second);
    if (!bound.ok() || !filter.ok()) continue;
    BoundQuery page = *bound;
    bound->limit.reset();
    bound->offset = 0;
    std::vector<std::string> expected = NaiveKeys(*bound);
    std::vector<std::string> others = NaiveKeys(*filter);
    std::sort(others.begin(), others.end());
    std::size_t all = expected.size();
    std::erase_if(expected, [&](const std::string& key) {
      return !std::binary_search(others.begin(), others.end(), key);
    });
    if (!expected.empty() && expected.size() < all) ++proper;
    test::CutPage(page, &expected);
    Query both = Parsed(first).And(Parsed(second));
    SCOPED_TRACE(both.ToText());
    ASSERT_EQ(Parsed(both.ToText()).ToText(), both.ToText());
    auto cursor = ValueOf(both.Run(snapshot, parameters_, options_));
    std::vector<std::string> keys;
    while (cursor.Next()) keys.emplace_back(cursor.key());
    ASSERT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    ASSERT_EQ(keys, expected);
  }
  EXPECT_GT(proper, test::Rounds(2'000) / 20);
}

}  // namespace
}  // namespace pressmark::query
