#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <pthread.h>

#include <pressmark/query.h>

#include "tests/support/query_store.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_cases.h"

// Whatever the text, a query is answered or refused in words.
namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::QueryStore;

std::string Repeated(std::string_view text, std::size_t times) {
  std::string repeated;
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::string Nested(std::string_view open, std::string_view close,
                   std::size_t times) {
  return Repeated(open, times) + "a = 1" + Repeated(close, times);
}

class Robustness : public testing::Test {
 protected:
  Robustness() {
    store_.options.lax = true;
    store_.Put("k", "title: T\na: {a: [1, {a: 1}]}\ndate: 2021-10-02");
    store_.Put("l", "title: U\na: 1\ntags: [x, y]");
  }

  // Asks, shows the error as a person would see it, and explains.
  Status Ask(const std::string& text) {
    Status status = store_.Ask(text);
    if (status.ok()) {
      Query query = test::ValueOf(Query::Parse(text));
      EXPECT_TRUE(query.Explain(store_.snapshot(), {}, store_.options).ok());
      EXPECT_TRUE(query.Notes(store_.snapshot(), {}, store_.options).ok());
    } else {
      EXPECT_FALSE(RenderQueryError(text, status).empty());
      EXPECT_NE(status.code(), StatusCode::kInternal) << status.ToString();
    }
    return status;
  }

  QueryStore store_;
};

TEST_F(Robustness, NestsSixtyFourLevels) {
  struct Brackets {
    std::string_view open;
    std::string_view close;
  };
  for (auto [open, close] :
       {Brackets{"(", ")"}, Brackets{"not ", ""}, Brackets{"a[", "]"},
        Brackets{"(b = 1 or (c = 2 and ", "))"}}) {
    std::size_t levels = close.size() > 1 ? 2 : 1;
    EXPECT_THAT(Ask(Nested(open, close, 64 / levels)), IsOk()) << open;
    EXPECT_THAT(Ask(Nested(open, close, 64 / levels + 1)),
                Fails(StatusCode::kLimitExceeded, "64 levels"))
        << open;
    EXPECT_THAT(Ask(Nested(open, close, 5'000)),
                Fails(StatusCode::kLimitExceeded, ""))
        << open;
  }
}

TEST_F(Robustness, TakesTenThousandTerms) {
  std::string list = "a in [0" + Repeated(", 1", 9'999) + "]";
  EXPECT_THAT(Ask(list), IsOk());
  std::string longer = "a in [0" + Repeated(", 1", 10'000) + "]";
  EXPECT_THAT(Ask(longer), Fails(StatusCode::kLimitExceeded, "10000"));
  std::string conditions = "b=1" + Repeated(" or b=1", 8'000);
  EXPECT_THAT(Ask(conditions), IsOk());
}

TEST_F(Robustness, TakesSixtyFourKibibytes) {
  std::string text = "a = '" + std::string((64u << 10) - 6, 'x') + "'";
  ASSERT_EQ(text.size(), 64u << 10);
  EXPECT_THAT(Ask(text), IsOk());
  EXPECT_THAT(Ask(text + " "), Fails(StatusCode::kLimitExceeded, "65536"));
}

std::vector<std::string> AllCases() {
  std::vector<std::string> texts;
  for (const char* file : {"language", "parse", "parse_error", "print", "plan",
                           "newcomers", "bind_error"}) {
    std::string path = std::string("query/cases/") + file + ".test";
    for (test::TextCase& text_case : test::ReadTextCases(path)) {
      texts.push_back(std::move(text_case.input));
    }
  }
  return texts;
}

// Cuts, doubles, swaps or changes some bytes, or puts in a piece of another.
std::string Mutated(const std::vector<std::string>& texts,
                    std::mt19937_64& random) {
  std::string text = texts[test::Below(texts.size(), random)];
  const std::string& other = texts[test::Below(texts.size(), random)];
  constexpr std::string_view kBytes = "()[]\"'\\.,:=<>~!*@-_ \n\t0aZ\xC3\xFF";
  for (std::size_t i = test::Below(4, random); i > 0; --i) {
    std::size_t at = test::Below(text.size() + 1, random);
    std::size_t size = test::Below(8, random);
    switch (test::Below(4, random)) {
      case 0:
        text.erase(at, size);
        break;
      case 1:
        text.insert(at, 1, kBytes[test::Below(kBytes.size(), random)]);
        break;
      case 2:
        text.insert(at, other.substr(test::Below(other.size() + 1, random)));
        break;
      default:
        text.insert(at, text.substr(at / 2, size));
    }
  }
  return text;
}

TEST_F(Robustness, ChangedQueriesAreAnsweredOrRefused) {
  std::mt19937_64 random = test::MakeRandom();
  std::vector<std::string> texts = AllCases();
  ASSERT_GE(texts.size(), 300u);
  int answered = 0;
  int refused = 0;
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::string text = Mutated(texts, random);
    SCOPED_TRACE(text);
    ++(Ask(text).ok() ? answered : refused);
  }
  EXPECT_GT(answered, 100);
  EXPECT_GT(refused, 100);
}

TEST_F(Robustness, AnyBytesAreRefused) {
  std::mt19937_64 random = test::MakeRandom();
  int refused = 0;
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::string text;
    for (std::size_t n = test::Below(40, random); n > 0; --n) {
      text += static_cast<char>(random());
    }
    refused += Ask(text).ok() ? 0 : 1;
  }
  EXPECT_GT(refused, test::Rounds(20'000) * 9 / 10);
}

TEST_F(Robustness, EveryPlaceOfAnErrorIsInTheText) {
  for (const std::string& text : AllCases()) {
    Status status = store_.Ask(text);
    if (status.ok() || !status.position()) continue;
    EXPECT_GE(status.position()->line, 1u);
    EXPECT_LE(status.position()->column, text.size() + 1) << text;
  }
}

// What texts are made long of: pieces, and what stands before them.
constexpr std::string_view kPieces[] = {
    "not ",     "(",        "[",        "a[",       "a [1",    "has ",
    "a.",       ".",        "..",       "a = 1 ",   "a = 1, ", "x, ",
    "x",        "x ",       "'",        "\"",       "'x' ",    "\\",
    "=",        "~",        "!",        "|",        "&& ",     "-",
    "--",       "-- c\n",   "{",        "{a:",      "{$or: [", "[[",
    "Date(",    "a:b ",     "+x ",      "-7 days ", "now() ",  "x or ",
    "and ",     "select ",  "count, ",  "count(",   "min(a)",  "by a, ",
    "order by", "from ",    "group by", "where ",   "len(",    ")",
    "]",        "}",        "ключ ",    "é",        "@",       ":p ",
    "* ",       "limit 1 ", "2021-",    "/x/ ",     "all ",    "in ("};
constexpr std::string_view kHeads[] = {
    "",  "a = ", "a in [",       "* ",        "{a: [",  "select ",
    "'", "x ",   "a[b = 1 and ", "count by ", "date > "};

std::string Filled(std::string_view head, std::string_view piece,
                   std::size_t bytes) {
  return std::string(head) +
         Repeated(piece, (bytes - head.size()) / piece.size());
}

// Of any length, and in time that grows with the length alone: a form that
// took its square would be seen.
TEST_F(Robustness, LongTextsOfEveryFormAreAnsweredOrRefused) {
  int asked = 0;
  for (std::string_view head : kHeads) {
    for (std::string_view piece : kPieces) {
      for (std::size_t bytes : {std::size_t{100}, std::size_t{64} << 10}) {
        std::string text = Filled(head, piece, bytes);
        ASSERT_LE(text.size(), 64u << 10);
        SCOPED_TRACE(text.substr(0, 60));
        EXPECT_NE(Ask(text).code(), StatusCode::kInternal);
        ++asked;
      }
    }
  }
  EXPECT_EQ(asked,
            static_cast<int>(2 * std::size(kHeads) * std::size(kPieces)));
}

TEST_F(Robustness, AnySoupOfPiecesIsAnsweredOrRefused) {
  std::mt19937_64 random = test::MakeRandom();
  int refused = 0;
  for (int i = 0; i < test::Rounds(5'000); ++i) {
    std::string text;
    std::size_t bytes = i % 100 == 0 ? 60'000 : 1 + test::Below(160, random);
    while (text.size() < bytes) {
      text += kPieces[test::Below(std::size(kPieces), random)];
      if (test::Below(3, random) == 0) text += ' ';
    }
    SCOPED_TRACE(text.substr(0, 200));
    refused += Ask(text).ok() ? 0 : 1;
  }
  EXPECT_GT(refused, test::Rounds(5'000) / 2);
}

// Sanitizers take a multiple of the stack.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStackBytes = 2u << 20;
#else
constexpr std::size_t kStackBytes = 128u << 10;
#endif

void OnLittleStack(void* (*body)(void*), void* argument) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStackBytes), 0);
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, body, argument), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

TEST_F(Robustness, NoFormOfErrorNeedsMuchStack) {
  auto parse = [](void* refused) -> void* {
    for (std::string_view head : kHeads) {
      for (std::string_view piece : kPieces) {
        std::string text = Filled(head, piece, 20'000);
        Result<Query> query = Query::Parse(text);
        if (query.ok()) continue;
        EXPECT_FALSE(RenderQueryError(text, query.status()).empty());
        ++*static_cast<int*>(refused);
      }
    }
    return nullptr;
  };
  int refused = 0;
  OnLittleStack(parse, &refused);
  EXPECT_GT(refused, 500);
}

TEST_F(Robustness, TheDeepestQueriesNeedLittleStack) {
  auto ask = [](void* robustness) -> void* {
    auto* store = static_cast<QueryStore*>(robustness);
    for (auto [open, close] :
         {std::pair("(b = 1 or ", ")"), std::pair("not ", ""),
          std::pair("a[b = 1 or ", "]"), std::pair("(b = 1 and ", ")")}) {
      EXPECT_THAT(store->Ask(Nested(open, close, 64)), IsOk()) << open;
      EXPECT_FALSE(store->Ask(Nested(open, close, 65)).ok()) << open;
    }
    return nullptr;
  };
  OnLittleStack(ask, &store_);
}

}  // namespace
}  // namespace pressmark
