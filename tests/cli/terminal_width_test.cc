#include "cli/terminal_width.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <utf8proc.h>

#include "tests/support/random.h"

namespace pressmark::cli {
namespace {

TEST(TerminalWidth, CountsColumns) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("äöü"), 3u);
  EXPECT_EQ(DisplayWidth("日本"), 4u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u) << "a combining accent";
  EXPECT_EQ(DisplayWidth("😀"), 2u);
  EXPECT_EQ(DisplayWidth("\xff\xfe"), 2u) << "no UTF-8";
}

TEST(TerminalWidth, FitsIntoColumns) {
  EXPECT_EQ(FitWidth("abcdef", 6), "abcdef");
  EXPECT_EQ(FitWidth("abcdef", 5), "abcd…");
  EXPECT_EQ(FitWidth("abcdef", 1), "…");
  EXPECT_EQ(FitWidth("abcdef", 0), "");
  EXPECT_EQ(FitWidth("日本語", 5), "日本…");
  EXPECT_EQ(FitWidth("日本語", 4), "日…");
  EXPECT_EQ(FitWidth("日本語", 6), "日本語");
}

TEST(TerminalWidth, KeepsCombiningMarksWithTheirLetter) {
  EXPECT_EQ(FitWidth("e\u0301xyz", 2), "e\u0301…");
}

TEST(TerminalWidth, KnowsWhatIsWrittenFromRightToLeft) {
  for (std::string_view text : {"שלום", "a م", "٣"}) {
    EXPECT_TRUE(HasRightToLeft(text)) << text;
  }
  for (std::string_view text : {"", "abc 3", "日本 é", "\xff\xd7"}) {
    EXPECT_FALSE(HasRightToLeft(text)) << text;
  }
}

// What is seen as one, and the columns that it takes.
struct Cluster {
  std::string_view text;
  std::size_t width;
};

constexpr Cluster kClusters[] = {
    {"👩‍👩‍👧‍👦", 2},  // a family, joined
    {"👍🏽", 2},                   // a skin tone
    {"✌🏽", 2},                    // on what is text otherwise
    {"❤", 1},
    {"❤\uFE0F", 2},  // the picture of it
    {"❤\uFE0F\u200D🔥", 2},
    {"⛓\u200D💥", 2},
    {"🏳\uFE0F\u200D🌈", 2},
    {"🇩🇪", 2},  // a flag
    {"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", 2},
    {"1\uFE0F\u20E3", 2},  // a keycap
    {"#", 1},
    {"©", 1},
    {"©\uFE0F", 2},
    {"a\uFE0F", 1},  // asks for nothing
    {"e\u0301\u0323\u0300", 1},
    {"한", 2},
    {"\u1112\u1161\u11AB", 2},  // the same in its three letters
    {"\uD55C\u11AB", 2},
    {"ｱ", 1},
    {"Ａ", 2},
    {"กำ", 2},
    {"ש\u05B8", 1},
};

TEST(TerminalWidth, MeasuresWhatIsSeenAsOneAsOne) {
  for (const Cluster& cluster : kClusters) {
    EXPECT_EQ(DisplayWidth(cluster.text), cluster.width) << cluster.text;
    std::string twice = std::string(cluster.text).append(cluster.text);
    EXPECT_EQ(DisplayWidth(twice), 2 * cluster.width) << twice;
    EXPECT_EQ(DisplayWidth("a" + twice + "b"), 2 * cluster.width + 2) << twice;
  }
  EXPECT_EQ(DisplayWidth("🇩🇪🇫🇷🇩"), 5u);
}

TEST(TerminalWidth, CutsBetweenThem) {
  for (const Cluster& cluster : kClusters) {
    std::string text = "x" + std::string(cluster.text) + "yz";
    EXPECT_EQ(FitWidth(text, cluster.width + 2),
              "x" + std::string(cluster.text) + "…");
    EXPECT_EQ(FitWidth(text, cluster.width + 1), "x…");
  }
}

// The places between clusters, by utf8proc's rules for two at a time.
bool IsBoundary(std::string_view text, std::size_t at) {
  utf8proc_int32_t last = -1;
  utf8proc_int32_t state = 0;
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t code_point = -1;
    auto length = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
        static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    bool breaks = last < 0 || length <= 0 ||
                  utf8proc_grapheme_break_stateful(last, code_point, &state);
    if (length <= 0) state = 0;
    if (i == at) return breaks;
    last = length > 0 ? code_point : -1;
    i += length > 0 ? static_cast<std::size_t>(length) : 1;
  }
  return at == text.size();
}

TEST(TerminalWidth, AnyTextFits) {
  std::mt19937_64 random = test::MakeRandom();
  constexpr std::string_view kPieces[] = {
      "a",    " ",        "日",     "\u0301", "\u200D", "👩",
      "🏽", "🇩",        "\uFE0F", "\u1100", "\u1161", "한",
      "\xff", "\xe2\x82", "❤",      "\u0600", "1",      "\u20E3"};
  int cut = 0;
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::string text;
    for (std::size_t n = test::Below(12, random); n > 0; --n) {
      text += kPieces[test::Below(std::size(kPieces), random)];
    }
    if (i % 10 == 0) text += static_cast<char>(random());
    std::size_t width = 1 + test::Below(12, random);
    std::string fitted = FitWidth(text, width);
    ASSERT_LE(DisplayWidth(fitted), width) << text;
    if (DisplayWidth(text) <= width) {
      ASSERT_EQ(fitted, text);
      continue;
    }
    ++cut;
    ASSERT_TRUE(fitted.ends_with("…"));
    fitted.resize(fitted.size() - std::string_view("…").size());
    ASSERT_TRUE(text.starts_with(fitted)) << text;
    ASSERT_TRUE(IsBoundary(text, fitted.size())) << text << "\n" << fitted;
  }
  EXPECT_GT(cut, test::Rounds(20'000) / 20);
}

}  // namespace
}  // namespace pressmark::cli
