#include "cli/file_message.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(FileMessages, NameThePlaceAsCompilersDo) {
  Status status = ParseError("expected a mapping").At({12, 7, 1});
  EXPECT_EQ(FileMessage("a/b.md", status), "a/b.md:12:7: expected a mapping");
  EXPECT_EQ(FileMessage("a.md", Warning{{3, 1, 0}, "twice"}),
            "a.md:3:1: warning: twice");
  EXPECT_EQ(SkippedMessage("a.md", NotFound("no front matter").At({1, 1, 0})),
            "a.md:1:1: skipped: no front matter");
}

TEST(FileMessages, WithoutAPlace) {
  EXPECT_EQ(FileMessage("a.md", IoError("cannot open")), "a.md: cannot open");
}

TEST(FileMessages, EscapeWhatATerminalWouldObey) {
  EXPECT_EQ(FileMessage("a\nb\x1b[2J.md", IoError("x\x07")),
            "a\\nb\\x1b[2J.md: x\\x07");
}

}  // namespace
}  // namespace pressmark::cli
