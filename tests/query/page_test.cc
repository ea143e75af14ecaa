#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/query_store.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

// Page tokens, and answers read page by page.
namespace pressmark {
namespace {

using test::Fails;
using test::QueryStore;

void PutSome(QueryStore* store) {
  for (int i = 0; i < 9; ++i) {
    std::string number = std::to_string(i);
    store->Put("a" + number, "title: Title " + std::to_string(i / 3) +
                                 "\nn: " + number + "\ndate: 2021-10-0" +
                                 std::to_string(1 + i / 2));
  }
}

// The keys of a page, and the token of the next one.
std::string Page(const QueryStore& store, const std::string& text,
                 std::optional<std::string>* token) {
  std::string query = *token ? text + " after '" + **token + "'" : text;
  Cursor cursor = store.Run(query);
  std::string keys;
  while (cursor.Next()) keys.append(cursor.key()).append(" ");
  EXPECT_TRUE(cursor.status().ok()) << cursor.status().ToString();
  *token = cursor.next_page();
  return keys;
}

std::string TokenOf(const QueryStore& store, const std::string& text) {
  std::optional<std::string> token;
  Page(store, text, &token);
  EXPECT_TRUE(token.has_value());
  return token.value_or("");
}

TEST(Pages, EndWithoutAToken) {
  QueryStore store;
  PutSome(&store);
  std::optional<std::string> token;
  EXPECT_EQ(Page(store, "* limit 5", &token), "a8 a7 a6 a5 a4 ");
  ASSERT_TRUE(token);
  EXPECT_EQ(Page(store, "* limit 5", &token), "a3 a2 a1 a0 ");
  EXPECT_FALSE(token);
  EXPECT_EQ(Page(store, "* limit 9", &token), "a8 a7 a6 a5 a4 a3 a2 a1 a0 ");
  EXPECT_FALSE(token);
  EXPECT_EQ(Page(store, "*", &token), "a8 a7 a6 a5 a4 a3 a2 a1 a0 ");
  EXPECT_FALSE(token);
}

TEST(Pages, TheirSizeMayChange) {
  QueryStore store;
  PutSome(&store);
  for (const char* order : {"*", "* order by title", "* order by date"}) {
    std::string whole = store.Keys(order) + " ";
    std::optional<std::string> token;
    std::string pages = Page(store, std::string(order) + " limit 2", &token);
    pages += Page(store, std::string(order) + " limit 3", &token);
    pages += Page(store, order, &token);
    EXPECT_EQ(pages, whole) << order;
  }
}

TEST(Pages, NothingRepeatsAndNothingIsSkippedBetweenWrites) {
  for (const char* order :
       {"n >= 0", "n >= 0 order by title", "n >= 0 order by date asc"}) {
    QueryStore store;
    PutSome(&store);
    std::string text = std::string(order) + " limit 3";
    std::optional<std::string> token;
    std::string first = Page(store, text, &token);
    std::string rest = store.Keys(std::string(order) + " offset 3") + " ";
    // The article that the token stands at goes, and another takes its place.
    std::string last = first.substr(first.size() - 3, 2);
    store.Delete(last);
    store.Put("new", "title: Title 0\nn: 1\ndate: 2010-01-01");
    store.Delete("new");
    std::string pages;
    while (token) pages += Page(store, text, &token);
    EXPECT_EQ(pages, rest) << order;
  }
}

TEST(Pages, BelongToTheirQuery) {
  QueryStore store;
  PutSome(&store);
  store.parameters["n"] = {Parameter::Scalar(std::int64_t{0})};
  std::string token = TokenOf(store, "n >= :n limit 2");
  std::string after = " after '" + token + "'";
  EXPECT_THAT(store.Ask("n  >=  :n select title limit 5" + after),
              test::IsOk());
  for (const char* text : {"n > :n", "n >= :n order by date",
                           "n >= :n order by title", "*", "n >= 0"}) {
    EXPECT_THAT(store.Ask(text + after),
                Fails(StatusCode::kInvalidArgument, "another query"))
        << text;
  }
  store.parameters["n"] = {Parameter::Scalar(std::int64_t{1})};
  EXPECT_THAT(store.Ask("n >= :n" + after),
              Fails(StatusCode::kInvalidArgument, "another query"));
  store.parameters["n"] = {Parameter::Scalar(std::int64_t{0})};
  store.options.zone_minutes = 60;
  EXPECT_THAT(store.Ask("n >= :n" + after),
              Fails(StatusCode::kInvalidArgument, "another query"));
}

TEST(Pages, BelongToWhatTheirOrderNames) {
  QueryStore store;
  PutSome(&store);
  std::string token = TokenOf(store, "* select title as x order by x limit 2");
  std::string after = " order by x limit 2 after '" + token + "'";
  EXPECT_THAT(store.Ask("* select title as x, n" + after), test::IsOk());
  EXPECT_THAT(store.Ask("* select n as x" + after),
              Fails(StatusCode::kInvalidArgument, "another query"));
}

TEST(Pages, BeyondTheEndAreTheLast) {
  QueryStore store;
  PutSome(&store);
  for (const char* text : {"* limit 5 offset 18446744073709551615",
                           "* order by n limit 5 offset 18446744073709551615",
                           "* order by n limit 18446744073709551615 offset 2",
                           "* order by n limit 9"}) {
    Cursor cursor = store.Run(text);
    while (cursor.Next()) continue;
    EXPECT_FALSE(cursor.next_page()) << text;
  }
}

TEST(Pages, BelongToTheirStore) {
  QueryStore store;
  QueryStore other;
  PutSome(&store);
  PutSome(&other);
  std::string token = TokenOf(store, "* limit 2");
  EXPECT_THAT(other.Ask("* after '" + token + "'"),
              Fails(StatusCode::kInvalidArgument, "another store"));
}

TEST(Pages, DoNotGoWithOffsetOrAggregates) {
  QueryStore store;
  PutSome(&store);
  std::string token = TokenOf(store, "* limit 2");
  EXPECT_THAT(store.Ask("* offset 1 after '" + token + "'"),
              Fails(StatusCode::kInvalidArgument, "offset"));
  EXPECT_THAT(store.Ask("* count after '" + token + "'"),
              Fails(StatusCode::kInvalidArgument, "aggregates"));
}

TEST(Pages, AChangedTokenIsRefused) {
  QueryStore store;
  PutSome(&store);
  for (const char* text : {"* limit 2", "* order by title limit 2"}) {
    std::string token = TokenOf(store, text);
    for (std::size_t i = 0; i < token.size(); ++i) {
      std::string changed = token;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      Status status = store.Ask(std::string(text) + " after '" + changed + "'");
      EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << i;
      EXPECT_TRUE(status.position()) << status.ToString();
      std::string cut = std::string(text) + " after '" + token.substr(0, i);
      EXPECT_FALSE(store.Ask(cut + "'").ok()) << i;
    }
  }
}

}  // namespace
}  // namespace pressmark
