// What keys, pastes and stops do at the shell's prompt, and leave alone.
#include <csignal>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/cli/run_shell.h"

namespace pressmark::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kControlC[] = "\x03";
constexpr char kControlZ[] = "\x1a";
constexpr char kUp[] = "\x1b[A";

class ShellKeys : public ShellRuns {};

TEST_F(ShellKeys, TabOffersNoNameWithALineBreak) {
  Write("victim", "kept");
  Write("x.md", "---\ntitle: X\n---\n");
  Write("zq\n.output victim --force\n", "");
  Expect(0, {"put", "zq\n.output victim --force\n.md", "x.md"});
  auto screen = StartShell();
  screen->Type(".show zq\t");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> .show zq"));
  screen->Type("\r");
  ASSERT_TRUE(screen->WaitFor("no article has the key \"zq\""))
      << screen->Screen();
  screen->Type(".read zq\t\r");
  ASSERT_TRUE(screen->WaitFor("zq: ")) << screen->Screen();
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  EXPECT_EQ(Read("victim"), "kept");
}

TEST_F(ShellKeys, TabKnowsTheOptionOfSave) {
  auto screen = StartShell();
  screen->Type(".save --\t");
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> .save --drop"))
      << screen->Screen();
}

TEST_F(ShellKeys, AStopLetsTheStoreGo) {
  auto screen = StartShell();
  screen->Type("* select title\r");
  ASSERT_TRUE(screen->WaitFor(".more shows the next")) << screen->Screen();
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  screen->Type(kControlZ);
  ASSERT_TRUE(screen->WaitFor("the rows behind .more are let go"))
      << screen->Screen();
  Write("x.md", "---\ntitle: X\n---\n");
  Expect(0, {"put", "x.md", "x.md"});
  screen->Type(".more\r");
  EXPECT_TRUE(screen->WaitFor("there are no more rows")) << screen->Screen();
}

TEST_F(ShellKeys, LinesThatWereGivenUpAreRecalled) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type(kControlC);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  screen->Type(kUp);
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> topic = Libraries and"));
  screen->Type("\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("date > 2020 and\r");
  ASSERT_TRUE(screen->WaitFor("date > 2020 and\n      ...>"));
  ::kill(screen->id(), SIGTERM);
  EXPECT_EQ(screen->WaitForEnd(), 143);
  EXPECT_EQ(Read("history"),
            "topic = Libraries and\ntopic = Libraries and\\ndate > 2020 and\n");
}

TEST_F(ShellKeys, WhatIsTypedDuringARunIsNotJoined) {
  Write("wait", "#!/bin/sh\necho waits\nread line < go\n");
  Write("x.md", "---\ntitle: X\n---\n");
  Expect(0, {"put", "x.md", "x.md"});
  ASSERT_EQ(::mkfifo(Path("go").c_str(), 0600), 0);
  test::TerminalScreen::Options options;
  options.environment = {{"PAGER", "sh wait"}};
  auto screen = StartShell(options);
  screen->Type(".show x.md\r");
  ASSERT_TRUE(screen->WaitFor("waits"));
  screen->Type("topic = Health\r");
  screen->Type("count\r");
  Write("go", "go\n");
  EXPECT_TRUE(screen->WaitFor("   36\n")) << screen->Everything();
}

TEST_F(ShellKeys, WithoutThePagerAnArticleIsPrinted) {
  test::TerminalScreen::Options options;
  options.environment = {{"PAGER", "no-such-pager"}};
  auto screen = StartShell(options);
  screen->Type(".show notes/2023/pressmarks.md\r");
  EXPECT_TRUE(screen->WaitFor("title: ")) << screen->Screen();
}

TEST_F(ShellKeys, APasteIsTakenWithItsControls) {
  auto screen = StartShell();
  screen->Paste("topic = Health\x03 and\x1a\n.output victim\n");
  ASSERT_TRUE(screen->WaitForLastLine(".output victim")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), HasSubstr("topic = Health and\n"));
  screen->Type(kControlC);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  EXPECT_THAT(FilesBelow("."), Not(testing::Contains("victim")));
}

TEST_F(ShellKeys, KeysWithoutAMeaningLeaveTheLineAlone) {
  auto screen = StartShell();
  screen->Type("a");
  for (const char* key :
       {"\x1b[5~", "\x1b[6;5~", "\x1b[15~", "\x1b[24~", "\x1b[2~", "\x1b[3;5~",
        "\x1b[1;2A", "\x1b[1;3B", "\x1b[1;6C", "\x1b[1;10D", "\x1bOP", "\x1b[Z",
        "\x1b[<0;10;20M", "\x1b[M !!", "\x1b[?1;2c", "\x1b[[A", "\x1b[201~",
        "\x1b]11;rgb:0000/0000/0000\x07", "\x1b]4;1;red\x1b\\"}) {
    screen->Type(key);
  }
  screen->Type("b");
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> ab")) << screen->Screen();
}

TEST_F(ShellKeys, KeysThatMoveAndErase) {
  auto screen = StartShell();
  screen->Type("one two\x1b[1;5Dx\x1b[Hy\x1b[1;5Cz\x1b[Fe\x1b[1~\x1b[3~");
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> onez xtwoe"))
      << screen->Screen();
}

}  // namespace
}  // namespace pressmark::cli
