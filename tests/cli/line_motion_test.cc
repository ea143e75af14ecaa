#include "cli/line_motion.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(LineMotion, UpKeepsTheColumnOrGoesToTheEnd) {
  EXPECT_EQ(MoveUp("one line", 3), 0);
  EXPECT_EQ(MoveUp("abc\ndef", 6), -4);    // f to c
  EXPECT_EQ(MoveUp("a\ndefg", 6), -5);     // behind f to behind a
  EXPECT_EQ(MoveUp("x\näöü\nb", 10), -4);  // behind b to behind ä
  EXPECT_EQ(MoveUp("\n", 1), -1);
}

TEST(LineMotion, DownKeepsTheColumnOrGoesToTheEnd) {
  EXPECT_EQ(MoveDown("one line", 3), 0);
  EXPECT_EQ(MoveDown("abc\ndef", 2), 4);
  EXPECT_EQ(MoveDown("abcd\nx", 3), 3);
  EXPECT_EQ(MoveDown("äöü\nbc\nd", 2), 4);
}

TEST(LineMotion, RowsAreThoseOfTheTerminal) {
  EXPECT_EQ(RowsOf("", 11, 80), 1u);
  EXPECT_EQ(RowsOf("123456789", 11, 20), 2u);
  EXPECT_EQ(RowsOf("12345678", 11, 20), 1u);
  EXPECT_EQ(RowsOf("漢字漢字漢", 11, 20), 2u);
  EXPECT_EQ(RowsOf("a\nb\n", 11, 20), 3u);
  EXPECT_EQ(RowsOfPrompted("123456789\n123456789", 11, 20), 4u);
  EXPECT_GT(RowsOf("a", 0, 0), 0u);
}

}  // namespace
}  // namespace pressmark::cli
