#include "query/parser/print.h"

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "query/parser/lexicon.h"
#include "query/parser/parse.h"
#include "tests/support/dump_query.h"
#include "tests/support/random.h"
#include "tests/support/random_query.h"
#include "tests/support/text_cases.h"

namespace pressmark::query::parser {
namespace {

TEST(Print, WritesTheCanonicalText) {
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/cases/print.test");
  ASSERT_GE(cases.size(), 15u);
  for (const test::TextCase& text_case : cases) {
    Result<Query> query = Parse(text_case.input);
    ASSERT_TRUE(query.ok()) << query.status().ToString();
    EXPECT_EQ(Print(*query), text_case.expected)
        << text_case.file << ":" << text_case.line;
  }
}

TEST(Print, LeavesCanonicalTextAlone) {
  for (const char* file :
       {"query/cases/language.test", "query/cases/parse.test"}) {
    std::vector<test::TextCase> cases = test::ReadTextCases(file);
    ASSERT_FALSE(cases.empty());
    for (const test::TextCase& text_case : cases) {
      std::string text = Print(*Parse(text_case.input));
      Result<Query> again = Parse(text);
      ASSERT_TRUE(again.ok()) << text << ": " << again.status().ToString();
      EXPECT_EQ(test::Dump(*again), text_case.expected) << text;
      EXPECT_EQ(Print(*again), text);
    }
  }
}

TEST(Print, QuotesABareValueThatWouldReadAsSomethingElse) {
  Item item;
  item.low.emplace();
  for (std::string_view text : {"", "a b", "Order", "a..b", ".a", ":a", "@a",
                                "!a", "--a", "a=b", "(", "a\"b", "a,b"}) {
    item.low->text = text;
    EXPECT_EQ(Print(item), Quoted(text));
  }
  item.low->text = "2021-10";
  EXPECT_EQ(Print(item), "2021-10");
}

std::string RandomString(std::mt19937_64& random) {
  constexpr std::string_view kPieces[] = {
      "a", "B", "\\", "\"", "'", " ", ".", "é", "*", "?", "[",
      ")", "-", "名", "\n", ",", ":", "=", "0", "_", "or"};
  std::string text;
  for (std::size_t i = test::Below(6, random); i > 0; --i) {
    text += kPieces[test::Below(std::size(kPieces), random)];
  }
  return text;
}

std::string RandomPath(std::mt19937_64& random) {
  constexpr std::string_view kNames[] = {
      "a",  "b-1",  "count",    "date",  "min",
      "_x", "ключ", "distinct", "andré", "order-by"};
  constexpr std::string_view kWords[] = {"order", "NOT", "null", "by", "in"};
  std::string name(kNames[test::Below(std::size(kNames), random)]);
  std::size_t form = test::Below(8, random);
  if (form == 0) return "@" + name;
  std::string path = name;
  if (form == 1) path = "." + name;
  if (form == 2) path = "." + Quoted(RandomString(random));
  if (form == 3) path = "." + std::string(kWords[test::Below(5, random)]);
  for (std::size_t i = test::Below(4, random); i > 0; --i) {
    std::size_t step = test::Below(4, random);
    if (step == 0) path += "[" + std::to_string(random() % 100) + "]";
    if (step == 1) path += "." + Quoted(RandomString(random));
    if (step == 2) path += "." + name;
    if (step == 3) path += "." + std::string(kWords[test::Below(5, random)]);
  }
  return path;
}

std::string RandomValue(std::mt19937_64& random) {
  constexpr std::string_view kValues[] = {
      "null", "TRUE", "false",  ":p",     "-7d", "now-36h", "2021-10",
      "x.y.", "1.5",  "a--b",   "#tag",   "*",   "{x}",     "2021-10-02T11:48Z",
      "a?b*", "orx",  "null-x", "and/or", "~x",  "count",   "名前"};
  std::size_t form = test::Below(4, random);
  if (form == 0) return Quoted(RandomString(random));
  if (form == 1) {
    std::string path = RandomPath(random);
    bool reference = path.starts_with('.') || path.starts_with('@');
    return reference ? path : "." + path;
  }
  return std::string(kValues[test::Below(std::size(kValues), random)]);
}

test::QueryVocabulary RandomVocabulary(std::mt19937_64& random) {
  test::QueryVocabulary vocabulary;
  for (int i = 0; i < 8; ++i) {
    vocabulary.paths.push_back(RandomPath(random));
    vocabulary.values.push_back(RandomValue(random));
    vocabulary.values.push_back(Quoted(RandomString(random)));
  }
  return vocabulary;
}

TEST(Print, ReadsBackAsTheSameTree) {
  std::mt19937_64 random = test::MakeRandom();
  std::size_t bytes = 0;
  for (int round = 0; round < test::Rounds(1000); ++round) {
    test::QueryVocabulary vocabulary = RandomVocabulary(random);
    test::RandomQuery queries(vocabulary, {}, random);
    for (int i = 0; i < 10; ++i) {
      Query query = queries.Next();
      std::string text = Print(query);
      bytes += text.size();
      Result<Query> again = Parse(text);
      ASSERT_TRUE(again.ok()) << text << "\n" << again.status().ToString();
      ASSERT_EQ(test::Dump(*again), test::Dump(query)) << text;
      ASSERT_EQ(Print(*again), text);
    }
  }
  EXPECT_GT(bytes, 100'000u);
}

}  // namespace
}  // namespace pressmark::query::parser
