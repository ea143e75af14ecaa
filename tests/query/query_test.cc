#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::QueryStore;

Parameter Text(std::string text) {
  return {Parameter::Scalar(std::move(text))};
}
Parameter Typed(std::string text) {
  return {Parameter::Scalar(Parameter::Typed{std::move(text)})};
}

// Of a day each.
void PutMany(QueryStore* store, int count) {
  for (int i = 0; i < count; ++i) {
    std::string number = std::to_string(1000 + i);
    std::string day = std::to_string(2010 + i / 28) + "-10-" +
                      std::to_string(101 + i % 28).substr(1);
    store->Put("a" + number, "title: Title " + number + "\ndate: " + day +
                                 "\ntopics: [T" + number + "]\nn: " + number);
  }
}

TEST(Query, ACursorOutlivesAllElse) {
  auto store = std::make_unique<QueryStore>();
  PutMany(store.get(), 200);
  std::optional<Cursor> cursor;
  {
    Query query = test::ValueOf(Query::Parse("topic ~ 't*' and n > 0"));
    Snapshot snapshot = store->snapshot();
    cursor = test::ValueOf(query.Run(snapshot));
    ASSERT_TRUE(cursor->Next());
  }
  store->Close();
  int rows = 1;
  while (cursor->Next()) ++rows;
  EXPECT_THAT(cursor->status(), IsOk());
  EXPECT_EQ(rows, 200);
  cursor.reset();
}

TEST(Query, SeesOneStateOfTheStore) {
  QueryStore store;
  PutMany(&store, 100);
  Cursor cursor = store.Run("* order by title");
  ASSERT_TRUE(cursor.Next());
  for (int i = 0; i < 100; ++i) store.Delete("a" + std::to_string(1000 + i));
  int rows = 1;
  while (cursor.Next()) ++rows;
  EXPECT_EQ(rows, 100);
  EXPECT_EQ(store.Keys("*"), "");
}

TEST(Query, WhatWasMovedFromSaysSo) {
  QueryStore store;
  Cursor cursor = store.Run("*");
  Cursor moved = std::move(cursor);
  EXPECT_FALSE(cursor.Next());
  EXPECT_FALSE(cursor.next_page());
  EXPECT_TRUE(cursor.columns().empty());
  EXPECT_THAT(cursor.status(),
              Fails(StatusCode::kInvalidArgument, "moved from"));
  Query query = test::ValueOf(Query::Parse("*"));
  Query other = std::move(query);
  EXPECT_THAT(query.Run(store.snapshot()),
              Fails(StatusCode::kInvalidArgument, "moved from"));
  EXPECT_EQ(query.text(), "");
  EXPECT_EQ(other.ToText(), "*");
}

TEST(Query, KeepsItsTextAndItsCanonicalText) {
  Query query = test::ValueOf(Query::Parse("TOPIC in (x)  LIMIT 3"));
  EXPECT_EQ(query.text(), "TOPIC in (x)  LIMIT 3");
  EXPECT_EQ(query.ToText(), "TOPIC in x limit 3");
}

TEST(Query, ShowsFiveColumnsUnlessOthersAreSelected) {
  QueryStore store;
  store.Put("a", "title: A\ndate: 2021-10-02\ntags: [x, y]\nn: {m: 1}");
  EXPECT_EQ(store.Rows("*"), "a|2021-10-02|A|-|[x, y]\n");
  EXPECT_EQ(store.Rows("* select n.m as m, len(topic), @seq, n, tags"),
            "1|2|1|{m: 1, }|[\"x\", \"y\", ]\n");
  EXPECT_EQ(store.Rows("* select * except n, tags"),
            "a|{title: \"A\", date: \"2021-10-02\", }\n");
  EXPECT_EQ(store.Rows("* select len(@key), * except n, tags, date"),
            "1|a|{title: \"A\", }\n");
  EXPECT_THAT(store.Ask("* select none.x"),
              Fails(StatusCode::kInvalidArgument, "unknown path"));
}

TEST(Query, AKeyIsAText) {
  QueryStore store;
  for (const char* key : {"315", "315.0", "2021-10-02", "true", "a b"}) {
    store.Put(key, "title: A");
  }
  EXPECT_EQ(store.Rows("@key = 315 select @key"), "315\n");
  EXPECT_EQ(store.Rows("@key = '315' select @key"), "315\n");
  EXPECT_EQ(store.Rows("@key = 2021-10 select @key"), "");
  EXPECT_EQ(store.Rows("all @key = 2021-10-02 select @key"), "2021-10-02\n");
  EXPECT_EQ(store.Rows("@key in ['a b', 'true', null] select @key"),
            "a b\ntrue\n");
  EXPECT_EQ(store.Rows("@key = 'A b' or @key = '' select @key"), "");
}

TEST(Query, MemoryIsBounded) {
  Limits limits;
  limits.query_memory_bytes = 4096;
  QueryStore store(limits);
  PutMany(&store, 300);
  for (const char* text : {"* order by title", "* count by .title",
                           "* count(distinct title)", "* count by topic",
                           "* count by topic, title", "* count by day(date)"}) {
    EXPECT_THAT(store.Ask(text), Fails(StatusCode::kLimitExceeded, "4096"))
        << text;
  }
  for (const char* text : {"*", "* order by title limit 3", "topic ~ 't1*'",
                           "* count by month(date)"}) {
    EXPECT_THAT(store.Ask(text), IsOk()) << text;
  }
}

// What an index has is not gathered where it would not fit into memory: an
// index makes no query fail.
TEST(Query, AnIndexNeedsNoMoreMemoryThanThereIs) {
  Limits limits;
  limits.query_memory_bytes = 4096;
  QueryStore store(limits,
                   test::ValueOf(Mapping::Parse("indexes:\n- n\n- m\n- p\n")));
  for (int i = 0; i < 600; ++i) {
    std::string number = std::to_string(i);
    store.Put("k" + std::to_string(1000 + i),
              "n: " + number + "\nm: " + number +
                  "\nc: x\np: " + std::string(60, 'p') + number + "x");
  }
  for (const char* text :
       {"n < 450 and m >= 100 limit 3", "p ~ '*x*' limit 1",
        "(n < 400 and c = x) or (m >= 200 and c = x) limit 3",
        "not (n < 300) and not (m in 400..500) limit 2"}) {
    Status status = store.Ask(text);
    EXPECT_THAT(status, IsOk()) << text;
    EXPECT_NE(store.Keys(text), "") << text;
  }
}

TEST(Query, EndsAtItsDeadline) {
  QueryStore store;
  PutMany(&store, 3);
  store.options.deadline =
      std::chrono::steady_clock::now() - std::chrono::seconds(1);
  for (const char* text : {"*", "* count", "* order by title", "n = 3",
                           "* count by topic", "* count by brand, topic"}) {
    Status status = store.Ask(text);
    if (std::string(text) == "* count") {
      EXPECT_THAT(status, IsOk());  // known without looking
    } else {
      EXPECT_THAT(status, Fails(StatusCode::kInterrupted, "deadline")) << text;
    }
  }
}

TEST(Query, EndsWhenCancelled) {
  QueryStore store;
  PutMany(&store, 200);
  std::atomic<bool> cancelled = false;
  store.options.cancelled = &cancelled;
  Cursor cursor = store.Run("n > 0");
  ASSERT_TRUE(cursor.Next());
  cancelled = true;
  while (cursor.Next()) continue;
  EXPECT_THAT(cursor.status(), Fails(StatusCode::kInterrupted, "cancelled"));
  EXPECT_LT(cursor.statistics().rows, 200u);
  EXPECT_FALSE(cursor.next_page());
}

TEST(Query, ExaminesNoMoreThanItMay) {
  QueryStore store;
  PutMany(&store, 10);
  store.options.examined_articles = 10;
  EXPECT_THAT(store.Ask("n > 0"), IsOk());
  store.options.examined_articles = 9;
  EXPECT_THAT(store.Ask("n > 0"), Fails(StatusCode::kLimitExceeded, "9"));
  EXPECT_THAT(store.Ask("n > 0 limit 9"), IsOk());
  EXPECT_THAT(store.Ask("* count"), IsOk());
  EXPECT_THAT(store.Ask("* order by title limit 1"),
              Fails(StatusCode::kLimitExceeded, "9"));
}

TEST(Query, APageMayBeEmpty) {
  QueryStore store;
  PutMany(&store, 3);
  for (const char* text : {"* limit 0", "* offset 3", "* offset 4 limit 1",
                           "* order by title limit 0", "* count limit 0",
                           "* order by n offset 18446744073709551615",
                           "* order by n limit 18446744073709551615 offset 3",
                           "* count by topic offset 3"}) {
    EXPECT_EQ(store.Rows(text), "") << text;
  }
  EXPECT_EQ(store.Keys("* offset 2 limit 18446744073709551615"), "a1000");
}

TEST(QueryParameters, StayValues) {
  QueryStore store;
  const std::vector<std::string> evil = {"x' or 'a' = 'a",
                                         "x\" or \"a\" = \"a",
                                         "* limit 1",
                                         "null",
                                         "today",
                                         "1..9",
                                         ":other",
                                         ".title",
                                         "-- comment",
                                         "x or has title",
                                         "*",
                                         "T?",
                                         "]) or (a = 1",
                                         "'; drop table",
                                         "\\",
                                         "@key"};
  for (std::size_t i = 0; i < evil.size(); ++i) {
    std::string quoted;
    for (char c : evil[i]) quoted += c == '\'' ? "''" : std::string(1, c);
    store.Put("k" + std::to_string(10 + i), "title: '" + quoted + "'");
  }
  store.Put("plain", "title: plain");
  for (std::size_t i = 0; i < evil.size(); ++i) {
    std::string key = "k" + std::to_string(10 + i);
    for (const Parameter& parameter : {Text(evil[i]), Typed(evil[i])}) {
      store.parameters["t"] = parameter;
      EXPECT_EQ(store.Keys("title = :t"), key) << evil[i];
      EXPECT_EQ(store.Keys(".title = :t"), key) << evil[i];
      EXPECT_EQ(store.Keys("title in [:t]"), key) << evil[i];
    }
  }
}

TEST(QueryParameters, CarryTheirType) {
  QueryStore store;
  store.Put("a", "n: 315");
  store.Put("b", "n: '315'");
  store.Put("c", "n: null");
  store.Put("d", "n: true");
  auto answer = [&](Parameter parameter) {
    store.parameters["p"] = std::move(parameter);
    return store.Keys("n = :p order by @key");
  };
  EXPECT_EQ(answer(Typed("315")), "a b");
  EXPECT_EQ(answer(Text("315")), "b");
  EXPECT_EQ(answer({Parameter::Scalar(std::int64_t{315})}), "a");
  EXPECT_EQ(answer({Parameter::Scalar(315.0)}), "a");
  EXPECT_EQ(answer({Parameter::Scalar(nullptr)}), "c");
  EXPECT_EQ(answer({Parameter::Scalar(true)}), "d");
  EXPECT_EQ(answer(Typed("null")), "");
}

TEST(QueryParameters, MayBeLists) {
  QueryStore store;
  store.Put("a", "tags: [x, y]");
  store.Put("b", "tags: [y]");
  using Scalars = std::vector<Parameter::Scalar>;
  store.parameters["p"] = {Scalars{std::string("x"), std::string("y")}};
  EXPECT_EQ(store.Keys("topic in :p order by @key"), "a b");
  EXPECT_EQ(store.Keys("topic all of :p"), "a");
  EXPECT_EQ(store.Keys("topic not in :p"), "");
  store.parameters["p"] = {Scalars{}};
  EXPECT_EQ(store.Keys("topic in :p"), "");
  EXPECT_EQ(store.Keys("topic all of :p"), "");
  EXPECT_EQ(store.Keys("topic not in :p order by @key"), "a b");
  EXPECT_THAT(store.Ask("topic = :p"),
              Fails(StatusCode::kInvalidArgument, "is a list"));
}

TEST(QueryParameters, MayBeLimitsAndOffsets) {
  QueryStore store;
  PutMany(&store, 5);
  store.parameters["n"] = Typed("2");
  EXPECT_EQ(store.Keys("* limit :n offset :n"), "a1002 a1001");
  for (const char* text : {"-1", "two", "1e3", "", "18446744073709551616"}) {
    store.parameters["n"] = Typed(text);
    EXPECT_THAT(store.Ask("* limit :n"),
                Fails(StatusCode::kInvalidArgument, "whole number"))
        << text;
  }
}

TEST(QueryUnsupported, SaysSoWithItsPlace) {
  QueryStore store;
  store.Put("a", "title: A");
  Status status = store.Ask("has title and title match \"a b\"");
  EXPECT_THAT(status, Fails(StatusCode::kUnsupported, "not supported yet"));
  ASSERT_TRUE(status.position());
  EXPECT_EQ(status.position()->column, 21u);
  EXPECT_EQ(status.position()->length, 5u);
}

}  // namespace
}  // namespace pressmark
