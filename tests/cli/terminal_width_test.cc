#include "cli/terminal_width.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace pressmark::cli
