#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/parser/lexicon.h"
#include "query/parser/print.h"
#include "tests/support/random.h"
#include "tests/support/random_query.h"
#include "tests/support/text_cases.h"

namespace pressmark {
namespace {

using query::parser::Span;
using query::parser::TokenAt;

TEST(Unfinished, IsWhatEndsWhereMoreHasToFollow) {
  for (std::string_view text : {"",
                                "  ",
                                "-- a comment",
                                "topic",
                                "topic =",
                                "topic = -- which?",
                                "topic = \"Machine",
                                "topic = 'it\\'s",
                                "topic in [",
                                "topic in [a,",
                                "topic in (a",
                                "topic not",
                                "tags all of",
                                "tags all",
                                "not",
                                "has",
                                "(a = 1",
                                "(a = 1 or",
                                "a[b = 1",
                                "a[",
                                "a[0",
                                "a.",
                                "a.\"b",
                                "a = 1 and",
                                "a = .",
                                "a = .b[",
                                "a = .b[12",
                                "a = @",
                                "a = :",
                                "a = ..",
                                "len(",
                                "len(a",
                                "a = 1 order",
                                "a = 1 order by",
                                "* order by a,",
                                "* limit",
                                "* after",
                                "* after \"x",
                                "* select",
                                "* select a as",
                                "* select * except",
                                "count by",
                                "count(",
                                "count(distinct",
                                "min(a",
                                "count,"}) {
    EXPECT_TRUE(IsUnfinished(text)) << text;
  }
}

TEST(Unfinished, IsNoQueryAndNothingThatCannotBecomeOne) {
  for (std::string_view text : {"*",
                                "count",
                                "topic = a",
                                "topic = a order by date",
                                "a = 1..",
                                "a = 1 -- end",
                                "topic = Machine Learning",
                                "topic == ",
                                "topic in []",
                                "a = 1 limit 2 limit ",
                                "a. ",
                                "a = : ",
                                "@ ",
                                "has \"x",
                                "a[0 ",
                                "a = 1)",
                                "a[b]",
                                ")",
                                "\xff",
                                "a = '\x01",
                                "a = b and or"}) {
    EXPECT_FALSE(IsUnfinished(text)) << text;
  }
}

TEST(Unfinished, IsNothingBeyondTheLimits) {
  Limits limits;
  limits.query_depth = 2;
  EXPECT_TRUE(IsUnfinished("((a =", limits));
  EXPECT_FALSE(IsUnfinished("(((a =", limits));
  limits.query_bytes = 4;
  EXPECT_FALSE(IsUnfinished("not (", limits));
}

// How many of the text's beginnings are unfinished; each that is cut behind a
// token is that or a query.
int CountUnfinished(const std::string& text) {
  int unfinished = 0;
  EXPECT_FALSE(IsUnfinished(text)) << text;
  Span token = TokenAt(text, 0);
  for (; token.end > token.begin && token.end < text.size();
       token = TokenAt(text, token.end)) {
    std::string_view cut = std::string_view(text).substr(0, token.end);
    // The "!" of `b!=2`, which TokenAt takes for an end of the name.
    if (cut.ends_with('!')) continue;
    bool parses = Query::Parse(cut).ok();
    EXPECT_NE(parses, IsUnfinished(cut)) << cut << "\nof " << text;
    unfinished += parses ? 0 : 1;
  }
  return unfinished;
}

TEST(Unfinished, IsEachBeginningThatIsNoQuery) {
  int unfinished = 0;
  for (const char* file : {"language", "parse", "print", "plan", "bind_error",
                           "parse_error", "newcomers"}) {
    std::string path = std::string("query/cases/") + file + ".test";
    for (const test::TextCase& text_case : test::ReadTextCases(path)) {
      if (!Query::Parse(text_case.input).ok()) continue;
      unfinished += CountUnfinished(text_case.input);
    }
  }
  EXPECT_GT(unfinished, 500);
}

TEST(Unfinished, IsEachBeginningOfRandomQueriesThatIsNone) {
  std::mt19937_64 random = test::MakeRandom();
  test::QueryVocabulary vocabulary;
  vocabulary.paths = {"a",        "link.brand", ".order", "a.\"b c\".d",
                      "x[3].y",   "@key",       ".\"n\"", "count",
                      "distinct", "a[0][1]",    "min",    "ключ"};
  vocabulary.values = {"b",
                       "null",
                       "\"Machine Learning\"",
                       "'a\\'b'",
                       ":p",
                       "-7d",
                       ".c[0].\"d e\"",
                       "@seq",
                       "true",
                       "\"\"",
                       "315",
                       "count"};
  test::RandomQuery queries(vocabulary, {}, random);
  int unfinished = 0;
  for (int i = 0; i < test::Rounds(2'000); ++i) {
    unfinished += CountUnfinished(query::parser::Print(queries.Next()));
    if (HasFailure()) break;
  }
  EXPECT_GT(unfinished, test::Rounds(2'000));
}

}  // namespace
}  // namespace pressmark
