#include "cli/shell_words.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pressmark::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ShellWords, AreQuotedAsInAShell) {
  struct Case {
    const char* text;
    std::vector<std::string> words;
  };
  for (const Case& c : std::vector<Case>{
           {".a  b\tc ", {".a", "b", "c"}},
           {"'a b' \"c d\"e", {"a b", "c de"}},
           {"a\\ b \\'", {"a b", "'"}},
           {"\"a\\\"b\\\\c\\n\"", {"a\"b\\c\\n"}},
           {"'a\\b' '' \"\"", {"a\\b", "", ""}},
           {"a\\", {"a\\"}},
           {"", {}},
       }) {
    auto words = SplitWords(c.text);
    ASSERT_TRUE(words.ok()) << c.text;
    EXPECT_EQ(*words, c.words) << c.text;
  }
  EXPECT_FALSE(SplitWords("a 'b").ok());
  EXPECT_FALSE(SplitWords("a \"b\\\"").ok());
}

TEST(ShellWords, HomeStandsForATilde) {
  const char* home = std::getenv("HOME");
  if (home == nullptr) GTEST_SKIP() << "no $HOME";
  EXPECT_THAT(*SplitWords("~/a '~/b' c~/d"),
              ElementsAre(std::string(home) + "/a", "~/b", "c~/d"));
}

TEST(ShellWords, AreFoundWhileTheyAreTyped) {
  WordAtEnd word = FindWordAtEnd(".read 'a b");
  EXPECT_THAT(word.before, ElementsAre(".read"));
  EXPECT_EQ(word.begin, 6u);
  EXPECT_EQ(word.text, "a b");
  word = FindWordAtEnd(".read ");
  EXPECT_THAT(word.before, ElementsAre(".read"));
  EXPECT_EQ(word.begin, 6u);
  EXPECT_EQ(word.text, "");
  word = FindWordAtEnd(".re");
  EXPECT_THAT(word.before, IsEmpty());
  EXPECT_EQ(word.begin, 0u);
  EXPECT_EQ(FindWordAtEnd(".read 'a ").text, "a ");
}

TEST(ShellWords, QuotedWordsAreReadBack) {
  for (const char* word : {"plain.md", "a b", "it's", "\"both\" and '", "\\",
                           "", "~/x", "$HOME", "a\nb", "Größe"}) {
    auto words = SplitWords(QuoteWord(word));
    ASSERT_TRUE(words.ok()) << word;
    EXPECT_THAT(*words, ElementsAre(word));
  }
  EXPECT_EQ(QuoteWord("plain.md"), "plain.md");
}

}  // namespace
}  // namespace pressmark::cli
