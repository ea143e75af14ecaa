#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/query_text.h"
#include "tests/support/random.h"
#include "tests/support/random_store.h"
#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"

// Laws that hold between answers, whatever is in the store: no evaluator but
// the program's own is asked.
namespace pressmark::query {
namespace {

using Keys = std::vector<std::string>;

class Laws : public testing::Test {
 protected:
  Laws()
      : random_(test::MakeRandom()),
        model_(test::RandomMapping(random_)),
        snapshot_(Fill()),
        names_(test::EveryKindNames()),
        texts_(names_, random_) {
    options_.now = test::SampleNow();
    options_.lax = true;
  }

  Snapshot Fill() {
    std::vector<std::pair<std::string, std::string>> batch;
    for (int i = 0; i < 400; ++i) {
      batch.emplace_back("k" + std::to_string(i), test::RandomSource(random_));
    }
    model_.Write(std::move(batch));
    return test::ValueOf(model_.store().TakeSnapshot());
  }

  Cursor Run(const std::string& text) {
    Query query = test::ValueOf(Query::Parse(text));
    return test::ValueOf(query.Run(snapshot_, parameters_, options_));
  }

  // The keys of an answer, sorted.
  Keys KeysOf(const std::string& filter) {
    Cursor cursor = Run(filter + " select @key");
    Keys keys;
    while (cursor.Next()) keys.emplace_back(cursor.key());
    EXPECT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  std::int64_t CountOf(const std::string& filter) {
    Cursor cursor = Run(filter + " count");
    EXPECT_TRUE(cursor.Next()) << cursor.status().ToString();
    return std::get<std::int64_t>(cursor.row().at(0).value);
  }

  // A filter that binds.
  std::string Filter() {
    while (true) {
      std::string filter = "(" + texts_.Filter(2) + ")";
      parameters_ = texts_.TakeParameters();
      Query query = test::ValueOf(Query::Parse(filter));
      if (query.Run(snapshot_, parameters_, options_).ok()) return filter;
    }
  }

  // Two filters, and the parameters of both.
  std::pair<std::string, std::string> TwoFilters() {
    std::string first;
    std::string second;
    do {
      first = Filter();
    } while (!parameters_.empty());
    second = Filter();
    return {first, second};
  }

  std::mt19937_64 random_;
  test::ModelStore model_;
  Snapshot snapshot_;
  std::vector<test::QueryName> names_;
  test::QueryText texts_;
  QueryOptions options_;
  Parameters parameters_;
};

TEST_F(Laws, AFilterAndItsNegationPartitionTheStore) {
  Keys all = KeysOf("*");
  ASSERT_EQ(all.size(), 400u);
  int both = 0;
  for (int i = 0; i < test::Rounds(1000); ++i) {
    std::string filter = Filter();
    SCOPED_TRACE(filter);
    Keys with = KeysOf(filter);
    Keys without = KeysOf("not " + filter);
    if (!with.empty() && !without.empty()) ++both;
    Keys merged;
    std::merge(with.begin(), with.end(), without.begin(), without.end(),
               std::back_inserter(merged));
    ASSERT_EQ(merged, all);
    ASSERT_EQ(KeysOf("not not " + filter), with);
  }
  EXPECT_GT(both, test::Rounds(1000) / 4);
}

TEST_F(Laws, AndIsTheIntersectionOrTheUnion) {
  int proper = 0;
  for (int i = 0; i < test::Rounds(1000); ++i) {
    auto [first, second] = TwoFilters();
    SCOPED_TRACE(first + " and " + second);
    Keys left = KeysOf(first);
    Keys right = KeysOf(second);
    Keys common;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                          std::back_inserter(common));
    Keys either;
    std::set_union(left.begin(), left.end(), right.begin(), right.end(),
                   std::back_inserter(either));
    if (!common.empty() && common != left && common != right) ++proper;
    ASSERT_EQ(KeysOf(first + " and " + second), common);
    ASSERT_EQ(KeysOf(second + " and " + first), common);
    ASSERT_EQ(KeysOf(first + " or " + second), either);
  }
  EXPECT_GT(proper, test::Rounds(1000) / 20);
}

TEST_F(Laws, DeMorgan) {
  for (int i = 0; i < test::Rounds(1000); ++i) {
    auto [first, second] = TwoFilters();
    SCOPED_TRACE(first + " and " + second);
    ASSERT_EQ(KeysOf("not (" + first + " and " + second + ")"),
              KeysOf("not " + first + " or not " + second));
    ASSERT_EQ(KeysOf("not (" + first + " or " + second + ")"),
              KeysOf("not " + first + " and not " + second));
  }
}

TEST_F(Laws, ACountIsTheNumberOfRows) {
  int counted = 0;
  for (int i = 0; i < test::Rounds(2000); ++i) {
    std::string filter = Filter();
    SCOPED_TRACE(filter);
    auto rows = static_cast<std::int64_t>(KeysOf(filter).size());
    ASSERT_EQ(CountOf(filter), rows);
    if (rows > 0) ++counted;
  }
  EXPECT_GT(counted, test::Rounds(2000) / 4);
}

// A value as a query writes it: in quotes, where it is a text.
std::string LiteralOf(const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
    std::string literal = "'";
    for (char c : *text) {
      if (c == '\'' || c == '\\') literal += '\\';
      literal += c;
    }
    return literal + "'";
  }
  if (const auto* date = std::get_if<Date>(&cell.value)) {
    return FormatDate(*date);
  }
  if (const auto* boolean = std::get_if<bool>(&cell.value)) {
    return *boolean ? "true" : "false";
  }
  return std::to_string(std::get<std::int64_t>(cell.value));
}

TEST_F(Laws, AFacetsCountsAreSingleCounts) {
  int facets = 0;
  int rows = 0;
  for (int i = 0; i < test::Rounds(80); ++i) {
    std::string filter = Filter();
    for (const char* by : {"topic", "brand", "author", "title", "month(date)",
                           "state", "public"}) {
      SCOPED_TRACE(filter + " count by " + by);
      Cursor cursor = Run(filter + " count by " + by);
      ++facets;
      while (cursor.Next()) {
        const Cell& value = cursor.row()[0];
        bool missing = std::holds_alternative<std::monostate>(value.value);
        std::string field = std::string(by) == "month(date)" ? "date" : by;
        std::string group =
            missing ? "not has " + field : by + (" = " + LiteralOf(value));
        ASSERT_EQ(std::get<std::int64_t>(cursor.row()[1].value),
                  CountOf(filter + " and " + group))
            << group;
        ++rows;
      }
      ASSERT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    }
  }
  EXPECT_GT(rows, facets);
}

}  // namespace
}  // namespace pressmark::query
