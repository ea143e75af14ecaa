#include "tests/support/query_check.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>

#include "query/bind.h"
#include "query/parser/parse.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::test {

void QueryTally::AddPlan(const std::string& plan) {
  for (std::string_view words : kPlanWords) {
    if (plan.find(words) != plan.npos) ++plans[words];
  }
}

void QueryTally::Add(const QueryTally& other) {
  asked += other.asked;
  answered += other.answered;
  found += other.found;
  pages += other.pages;
  for (const auto& [words, count] : other.plans) plans[words] += count;
  index_sets.insert(other.index_sets.begin(), other.index_sets.end());
  stores_with_blocks += other.stores_with_blocks;
}

Cursor QueryCheck::MustRun(const std::string& text) const {
  Query query = ValueOf(Query::Parse(text));
  return ValueOf(query.Run(snapshot_, parameters_, options_));
}

void QueryCheck::Ask(const std::string& text, const Parameters& parameters) {
  text_ = text;
  parameters_ = parameters;
  SCOPED_TRACE(text_);
  ++tally_.asked;
  Result<Query> query = Query::Parse(text_);
  ASSERT_TRUE(query.ok()) << query.status().ToString();
  Result<query::BoundQuery> bound =
      query::Bind(ValueOf(query::parser::Parse(text_)), text_,
                  *snapshot_.reader(), parameters_, options_);
  Result<Cursor> cursor = query->Run(snapshot_, parameters_, options_);
  ASSERT_EQ(cursor.ok(), bound.ok()) << cursor.status().ToString();
  if (!bound.ok()) return;
  ++tally_.answered;
  std::string plan =
      ValueOf(query->Explain(snapshot_, parameters_, options_)).ToText();
  tally_.AddPlan(plan);
  SCOPED_TRACE(plan);
  NaiveAnswer expected = Answer(*bound, articles_);
  if (!expected.rows.empty()) ++tally_.found;
  Compare(*bound, expected, &*cursor);
  if (!bound->aggregates.empty() || testing::Test::HasFatalFailure()) return;
  if (Below(4, random_) == 0) CheckPages(expected);
  if (Below(3, random_) == 0) CheckCount(expected);
}

void QueryCheck::Compare(const query::BoundQuery& bound,
                         const NaiveAnswer& expected, Cursor* cursor) const {
  std::vector<bool> folded = FoldedColumns(bound);
  std::vector<std::string> keys;
  std::vector<NaiveRow> rows;
  while (cursor->Next()) {
    if (bound.aggregates.empty()) keys.emplace_back(cursor->key());
    rows.push_back(RowText(cursor->row(), folded));
  }
  ASSERT_TRUE(cursor->status().ok()) << cursor->status().ToString();
  ASSERT_EQ(keys, expected.keys) << "zone " << options_.zone_minutes;
  if (bound.aggregates.empty() && bound.columns.empty()) return;
  ASSERT_EQ(rows, expected.rows) << "zone " << options_.zone_minutes;
}

// The answer read page by page is the answer read at once.
void QueryCheck::CheckPages(const NaiveAnswer& expected) {
  query::parser::Query tree = ValueOf(query::parser::Parse(text_));
  if (tree.offset || tree.limit) return;
  std::size_t size = 1 + Below(40, random_);
  std::string text = text_ + " limit " + std::to_string(size);
  std::vector<std::string> keys;
  std::optional<std::string> token;
  do {
    ASSERT_LE(keys.size(), expected.keys.size());
    Cursor page = MustRun(token ? text + " after '" + *token + "'" : text);
    while (page.Next()) keys.emplace_back(page.key());
    ASSERT_TRUE(page.status().ok()) << page.status().ToString();
    token = page.next_page();
    ++tally_.pages;
  } while (token);
  ASSERT_EQ(keys, expected.keys) << "pages of " << size;
}

void QueryCheck::CheckCount(const NaiveAnswer& expected) {
  Query counted = ValueOf(Query::Parse(text_)).Counted();
  Cursor cursor = ValueOf(counted.Run(snapshot_, parameters_, options_));
  ASSERT_TRUE(cursor.Next()) << cursor.status().ToString();
  ASSERT_EQ(std::get<std::int64_t>(cursor.row().at(0).value),
            static_cast<std::int64_t>(expected.satisfied));
}

}  // namespace pressmark::test
