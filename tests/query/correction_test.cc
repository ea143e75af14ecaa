#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/parser/parse.h"
#include "tests/support/random.h"
#include "tests/support/text_cases.h"

// What is suggested to somebody whose query is refused.
namespace pressmark::query::parser {
namespace {

std::string Shown(std::string_view text) {
  Result<Query> query = Parse(text);
  if (query.ok()) return "parsed";
  std::optional<std::string> corrected = Corrected(text);
  return RenderQueryError(text, query.status()) +
         "\n= " + corrected.value_or("nothing");
}

TEST(Correction, NewcomersAreGivenAQueryThatIsUnderstood) {
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/cases/newcomers.test");
  ASSERT_GE(cases.size(), 80u);
  for (const test::TextCase& text_case : cases) {
    EXPECT_EQ(Shown(text_case.input), text_case.expected)
        << text_case.file << ":" << text_case.line;
    std::optional<std::string> corrected = Corrected(text_case.input);
    EXPECT_TRUE(corrected && Parse(*corrected).ok()) << text_case.input;
  }
}

// Typed as it is shown.
TEST(Correction, WhatIsShownToTryIsUnderstood) {
  constexpr std::string_view kTry = "; try: ";
  std::size_t tried = 0;
  for (const char* file :
       {"query/cases/newcomers.test", "query/cases/parse_error.test"}) {
    for (const test::TextCase& text_case : test::ReadTextCases(file)) {
      std::string message(Parse(text_case.input).status().message());
      std::size_t place = message.find(kTry);
      if (place == std::string::npos) continue;
      std::string query = message.substr(place + kTry.size());
      EXPECT_TRUE(Parse(query).ok()) << query;
      EXPECT_EQ(query, Corrected(text_case.input));
      ++tried;
    }
  }
  EXPECT_GT(tried, 80u);
}

TEST(Correction, AQueryThatIsUnderstoodHasNone) {
  EXPECT_EQ(Corrected("title = x"), std::nullopt);
  EXPECT_EQ(Corrected("3 = x"), std::nullopt);
  EXPECT_EQ(Corrected(std::string(70'000, 'x')), std::nullopt);
}

TEST(Correction, OfAnySoupOfTokensIsUnderstood) {
  constexpr std::string_view kTokens[] = {
      "select", "from",  "where", "title",  "topic:x", "(",     ")",    "[",
      "]",      "{",     "}",     "{a:",    "$in",     ",",     "=",    "==",
      "~",      "=~",    "/x/i",  "'a b'",  "\"",      "count", "by",   "group",
      "order",  "limit", "10",    "3",      "and",     "or",    "not",  "has",
      "in",     "is",    "null",  "like",   "-7",      "days",  "ago",  "now",
      "today",  "-",     "+x",    "mobile", "*",       "..",    "2021", "|",
      "length", ";",     "avg",   "lower",  "having",  ":"};
  std::mt19937_64 random = test::MakeRandom();
  int corrected = 0;
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::string text;
    for (std::size_t n = 1 + test::Below(9, random); n > 0; --n) {
      text += kTokens[test::Below(std::size(kTokens), random)];
      if (test::Below(4, random) > 0) text += ' ';
    }
    std::optional<std::string> query = Corrected(text);
    if (!query) continue;
    ++corrected;
    ASSERT_TRUE(Parse(*query).ok()) << text << "\n" << *query;
  }
  EXPECT_GT(corrected, test::Rounds(20'000) / 20);
}

}  // namespace
}  // namespace pressmark::query::parser
