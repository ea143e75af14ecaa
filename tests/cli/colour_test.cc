#include "cli/colour.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(Colour, IsPutOnWhereItIsWanted) {
  EXPECT_EQ(Painted("a", Ink::kHeader, true), "\x1b[1ma\x1b[m");
  EXPECT_EQ(Painted("a", Ink::kHeader, false), "a");
  EXPECT_EQ(Painted("", Ink::kFaint, true), "");
}

TEST(Colour, TheCaretOfAnErrorIsRed) {
  EXPECT_EQ(PaintedError("wrong\n  a b\n    ^~", true),
            "wrong\n  a b\n    \x1b[31m^~\x1b[m");
  EXPECT_EQ(PaintedError("wrong\n  a b\n    ^~", false),
            "wrong\n  a b\n    ^~");
  for (const char* text : {"", "^", "wrong", "wrong\n", "wrong\n  a ^~ b"}) {
    EXPECT_EQ(PaintedError(text, true), text);
  }
}

}  // namespace
}  // namespace pressmark::cli
