#include "query/glob.h"

#include <atomic>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace pressmark::query {
namespace {

bool Matches(std::string_view pattern, std::string_view text) {
  Result<Glob> glob = Glob::Compile(pattern);
  EXPECT_TRUE(glob.ok()) << glob.status().ToString();
  return glob.ok() && glob->Matches(text);
}

TEST(Glob, MatchesTheWholeText) {
  EXPECT_TRUE(Matches("abc", "abc"));
  EXPECT_FALSE(Matches("abc", "abcd"));
  EXPECT_FALSE(Matches("abc", "xabc"));
  EXPECT_TRUE(Matches("", ""));
  EXPECT_FALSE(Matches("", "a"));
}

TEST(Glob, AStarStandsForAnyText) {
  EXPECT_TRUE(Matches("*", ""));
  EXPECT_TRUE(Matches("**", "anything"));
  EXPECT_TRUE(Matches("ab*", "ab"));
  EXPECT_TRUE(Matches("ab*", "abc"));
  EXPECT_TRUE(Matches("*bc", "abc"));
  EXPECT_TRUE(Matches("a*c", "ac"));
  EXPECT_TRUE(Matches("*b*d*", "abcde"));
  EXPECT_FALSE(Matches("*d*b*", "abcde"));
  EXPECT_FALSE(Matches("ab*ba", "aba"));
}

TEST(Glob, AQuestionMarkIsOneCharacter) {
  EXPECT_TRUE(Matches("a?c", "abc"));
  EXPECT_TRUE(Matches("a?c", "a\u00E9c"));
  EXPECT_TRUE(Matches("?", "\U0001F600"));
  EXPECT_FALSE(Matches("??", "\u00E9"));
  EXPECT_FALSE(Matches("*??*", "\u00E9"));
  EXPECT_TRUE(Matches("*?", "\u00E9"));
  EXPECT_FALSE(Matches("?*?", "\u00E9"));
  EXPECT_FALSE(Matches("a?c", "ac"));
}

TEST(Glob, ABackslashTakesTheMeaningFromWhatFollows) {
  EXPECT_TRUE(Matches("a\\*", "a*"));
  EXPECT_FALSE(Matches("a\\*", "ab"));
  EXPECT_TRUE(Matches("a\\?", "a?"));
  EXPECT_TRUE(Matches("a\\\\*", "a\\b"));
  EXPECT_TRUE(Matches("a\\b", "a\\b"));
  EXPECT_TRUE(Matches("a\\", "a\\"));
}

TEST(Glob, BytesThatAreNotUtf8AreCharacters) {
  EXPECT_TRUE(Matches("a?b", "a\xFF\x62"));
  EXPECT_TRUE(Matches("a?b", "a\xC3\x62"));
  EXPECT_TRUE(Matches("*?", "\x80"));
  EXPECT_FALSE(Glob::Compile("\xFF").ok());
}

TEST(Glob, KnowsItsPrefix) {
  Glob prefix = *Glob::Compile("abc*");
  EXPECT_EQ(prefix.prefix(), "abc");
  EXPECT_TRUE(prefix.takes_whole_prefix());
  EXPECT_FALSE(prefix.takes_only_prefix());
  Glob text = *Glob::Compile("a\\*c");
  EXPECT_EQ(text.prefix(), "a*c");
  EXPECT_TRUE(text.takes_only_prefix());
  EXPECT_FALSE(text.takes_whole_prefix());
  Glob wild = *Glob::Compile("ab?c*");
  EXPECT_EQ(wild.prefix(), "ab");
  EXPECT_FALSE(wild.takes_whole_prefix());
  EXPECT_FALSE(Glob::Compile("ab?")->takes_only_prefix());
  EXPECT_FALSE(Glob::Compile("a*b")->takes_whole_prefix());
  EXPECT_EQ(Glob::Compile("*")->prefix(), "");
}

TEST(Glob, BoundsThePartsThatHoldAQuestionMark) {
  std::string part(kGlobPartBytes - 1, 'a');
  EXPECT_TRUE(Glob::Compile("*?" + part + "*").ok());
  EXPECT_FALSE(Glob::Compile("*?a" + part + "*").ok());
  EXPECT_TRUE(Glob::Compile("*" + part + part + "*").ok());
}

// Backtracks through every choice: slow, and plainly right.
bool SlowMatches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (SlowMatches(pattern.substr(1), text.substr(i))) return true;
    }
    return false;
  }
  if (text.empty()) return false;
  bool same = pattern[0] == '?' || pattern[0] == text[0];
  return same && SlowMatches(pattern.substr(1), text.substr(1));
}

TEST(Glob, AgreesWithBacktracking) {
  std::mt19937 random(20211002);
  auto make = [&random](std::string_view letters, std::size_t most) {
    std::string made;
    for (std::size_t n = random() % (most + 1); n > 0; --n) {
      made += letters[random() % letters.size()];
    }
    return made;
  };
  int matched = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string pattern = make("aab*?", 7);
    std::string text = make("ab", 10);
    bool expected = SlowMatches(pattern, text);
    matched += expected ? 1 : 0;
    ASSERT_EQ(Matches(pattern, text), expected) << pattern << " " << text;
  }
  EXPECT_GT(matched, 1'000);
}

// A part with a ? is tried at every place: that may outlast the query.
TEST(Glob, StopsAtItsDeadline) {
  Result<Glob> glob = Glob::Compile("*?b*");
  ASSERT_TRUE(glob.ok());
  std::string text = std::string(100'000, 'a') + "b";
  std::atomic<bool> cancelled = false;
  QueryOptions options;
  options.cancelled = &cancelled;
  Budget budget(options, Limits());
  Deadline open(&budget);
  EXPECT_TRUE(glob->Matches(text, &open));
  cancelled = true;
  Deadline passed(&budget);
  EXPECT_FALSE(glob->Matches(text, &passed));
}

}  // namespace
}  // namespace pressmark::query
