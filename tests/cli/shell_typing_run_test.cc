// What a person types at the shell's prompt, and what the screen makes of it.
#include <csignal>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_shell.h"

namespace pressmark::cli {
namespace {

using test::TerminalScreen;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kControlC[] = "\x03";
constexpr char kControlD[] = "\x04";
constexpr char kUp[] = "\x1b[A";
constexpr char kDown[] = "\x1b[B";
constexpr char kEraseLine[] = "\x05\x15";  // to its end, and all before it

class ShellTyping : public ShellRuns {};

TEST_F(ShellTyping, AQueryOfSeveralLinesEndsWhereItIsComplete) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>")) << screen->Everything();
  screen->Type("date = 2021\r");
  EXPECT_TRUE(screen->WaitFor("1 row in ")) << screen->Everything();
}

TEST_F(ShellTyping, AnEmptyLineEndsAQueryThatIsNone) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("\r");
  EXPECT_TRUE(screen->WaitFor("expected a condition")) << screen->Everything();
  EXPECT_TRUE(screen->WaitForLastLine("pressmark>"));
}

TEST_F(ShellTyping, TheLinesAboveCanBeEdited) {
  auto screen = StartShell();
  screen->Type("topic = Libxaries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("date = 2021");
  ASSERT_TRUE(screen->WaitForLastLine("      ...> date = 2021"));
  screen->Type(kUp);
  ASSERT_TRUE(screen->WaitForLastLine("date = 2021")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), Not(HasSubstr("...>"))) << screen->Screen();
  // The cursor is at the end of the first line: to the x, and r instead of it.
  screen->Type(std::string(9, '\x02') + "\x7fr\r");
  EXPECT_TRUE(screen->WaitFor("1 row in ")) << screen->Everything();
}

TEST_F(ShellTyping, ASecondSessionRecallsAQueryWhole) {
  {
    auto screen = StartShell();
    screen->Type("topic = Libraries and\rdate = 2021\r");
    ASSERT_TRUE(screen->WaitFor("1 row in ")) << screen->Everything();
    screen->Type(" count\r");
    ASSERT_TRUE(screen->WaitFor("   35\n")) << screen->Everything();
    ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
    screen->Type(kControlD);
    ASSERT_EQ(screen->WaitForEnd(), 0);
  }
  EXPECT_EQ(Read("history"), "topic = Libraries and\\ndate = 2021\n");
  auto screen = StartShell();
  screen->Type(kUp);
  ASSERT_TRUE(screen->WaitForLastLine("date = 2021"));
  EXPECT_THAT(screen->Screen(), HasSubstr("pressmark> topic = Libraries and\n"
                                          "date = 2021\n"));
  screen->Type(
      "\x7f"
      "2\r");
  EXPECT_TRUE(screen->WaitFor("3 rows in ")) << screen->Everything();
}

TEST_F(ShellTyping, DownAtTheNewestLineLeavesItAlone) {
  auto screen = StartShell();
  screen->Type("count\r");
  ASSERT_TRUE(screen->WaitFor("   35\n"));
  screen->Type(std::string("typed") + kDown + "\x0e on");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> typed on"))
      << screen->Screen();
  screen->Type(kUp);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> count"));
  screen->Type(std::string("x") + kDown);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> typed on"));
  screen->Type(kUp);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> countx"))
      << "what was changed stays until the line ends";
  screen->Type(kControlC);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  screen->Type(std::string("brand new") + kDown);
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> brand new"))
      << screen->Screen();
}

TEST_F(ShellTyping, DownBelowSeveralLinesLeavesThemAlone) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("date = 2021");
  ASSERT_TRUE(screen->WaitForLastLine("      ...> date = 2021"));
  screen->Type(std::string(kUp) + kDown + kDown + "\x05 count");
  ASSERT_TRUE(screen->WaitForLastLine("date = 2021 count")) << screen->Screen();
  EXPECT_THAT(screen->Screen(),
              HasSubstr("pressmark> topic = Libraries and\ndate = 2021"));
}

TEST_F(ShellTyping, TheHistoryIsSearched) {
  auto screen = StartShell();
  screen->Type("topic = Libraries count\rcount\r");
  ASSERT_TRUE(screen->WaitFor("   35\n"));
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  screen->Type("\x12Libr");  // Ctrl-R
  ASSERT_TRUE(screen->WaitFor("bck:Libr")) << screen->Screen();
  screen->Type("\x1b\x05");  // out of the search, to the end of the line
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> topic = Libraries count"))
      << screen->Screen();
}

TEST_F(ShellTyping, AHistoryThatCannotBeKeptIsToldOnce) {
  Write("history/in-the-way", "");
  auto screen = StartShell();
  screen->Type("count\r");
  ASSERT_TRUE(screen->WaitFor("   35\n"));
  screen->Type("count\r.quit\r");
  ASSERT_EQ(screen->WaitForEnd(), 0);
  std::string all = screen->Everything();
  std::size_t told = all.find("the history is not kept");
  ASSERT_NE(told, std::string::npos) << all;
  EXPECT_EQ(all.find("the history is not kept", told + 1), std::string::npos);
}

TEST_F(ShellTyping, ControlCDropsTheLine) {
  auto screen = StartShell();
  screen->Type("topic = Li");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> topic = Li"));
  screen->Type(kControlC);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), HasSubstr("topic = Li^C\n"));
  screen->Type("count\r");
  EXPECT_TRUE(screen->WaitFor("   35\n")) << screen->Screen();
}

TEST_F(ShellTyping, AProgramThatWasStoppedGoesOn) {
  auto screen = StartShell();
  screen->Type("topic = Libr");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> topic = Libr"));
  ::kill(screen->id(), SIGSTOP);
  ::kill(screen->id(), SIGCONT);
  screen->Type("aries count\r");
  EXPECT_TRUE(screen->WaitFor("    5\n")) << screen->Screen();
}

TEST_F(ShellTyping, APasteOfManyCharactersIsTakenWhole) {
  std::string query = "title in [";
  for (int i = 0; query.size() < 10'000; ++i) {
    query += "\"no such title " + std::to_string(i) + "\",\n";
  }
  query += "\"Where a book stands\"] select title";
  auto screen = StartShell();
  screen->Paste(query);
  ASSERT_TRUE(screen->WaitForLastLine("\"Where a book stands\"] select title"));
  screen->Type("\r");
  EXPECT_TRUE(screen->WaitFor("1 row in ")) << screen->Screen();
  screen->Type(kUp);
  ASSERT_TRUE(screen->WaitForLastLine("\"Where a book stands\"] select title"))
      << "and is one entry";
}

TEST_F(ShellTyping, APasteWithoutBracketsIsTakenWholeToo) {
  std::string query = "title in [";
  for (int i = 0; query.size() < 10'000; ++i) {
    query += "\"no such title " + std::to_string(i) + "\",\r";
  }
  query += "\"Where a book stands\"]\rselect title\r* count\r";
  auto screen = StartShell();
  screen->Type(query);
  ASSERT_TRUE(screen->WaitFor("1 row in ")) << screen->Screen();
  EXPECT_TRUE(screen->WaitFor("   35\n")) << screen->Screen();
}

TEST_F(ShellTyping, LinesThatArePastedAreSeveralQueries) {
  auto screen = StartShell();
  screen->Paste(
      "topic = Libraries\ncount\n\n-- that was one\n.timer off\n"
      "date = 2021\nand topic = Libraries\nselect title\n");
  ASSERT_TRUE(screen->WaitForLastLine("select title"));
  screen->Type("\r");
  EXPECT_TRUE(screen->WaitFor("count\n-----\n    5\n")) << screen->Everything();
  EXPECT_TRUE(screen->WaitFor("1 row, 1 article examined\n"))
      << screen->Everything();
}

TEST_F(ShellTyping, WhatIsTypedMayBeAnyUtf8) {
  auto screen = StartShell();
  screen->Type("title = \"Größe 漢字 🎉\"");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> title = \"Größe 漢字 🎉\""))
      << screen->Screen();
  // Left of the quote, the party popper goes, and the sign before it.
  screen->Type("\x02\x7f\x7f\x7f\r");
  ASSERT_TRUE(screen->WaitFor("0 rows in ")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), HasSubstr("pressmark> title = \"Größe 漢\"\n"));
}

TEST_F(ShellTyping, TabCompletesWordsPathsAndValues) {
  auto screen = StartShell();
  screen->Type("topic = \"Mach\t");
  EXPECT_TRUE(
      screen->WaitForLastLine("pressmark> topic = \"Machine Learning\""))
      << screen->Screen();
  screen->Type("ord\tdate desc sel\ttitle, openG\togimageh\t");
  EXPECT_TRUE(screen->WaitForLastLine("MetaData.ogimageheight"))
      << screen->Screen();
  EXPECT_THAT(screen->Screen(), HasSubstr("order by date desc select title"));
  screen->Type(std::string(kEraseLine) + "topic = Li\t\t");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> topic = Libraries"));
  screen->Type(std::string(kEraseLine) + "topic = \t");
  ASSERT_TRUE(screen->WaitFor("Libraries  ")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), ContainsRegex("Health +[0-9]"));
}

TEST_F(ShellTyping, TabCompletesTheLinesOfOneQueryTogether) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("bra\t= boxes\t\r");
  EXPECT_TRUE(screen->WaitFor("3 rows in ")) << screen->Screen();
}

TEST_F(ShellTyping, TabCompletesCommandsAndTheirWords) {
  Write("one file.pm", "count\n");
  auto screen = StartShell();
  screen->Type(".mo\t");
  ASSERT_TRUE(screen->WaitFor(".mode  .more\n")) << screen->Screen();
  screen->Type("de js\t");
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> .mode json"))
      << screen->Screen();
  screen->Type(std::string(kEraseLine) + ".read o\t\r");
  EXPECT_TRUE(
      screen->WaitFor("pressmark> .read 'one file.pm'\n"
                      "count\n-----\n   35\n"))
      << screen->Screen();
  screen->Type(".show notes/2023/p\t");
  EXPECT_TRUE(
      screen->WaitForLastLine("pressmark> .show notes/2023/pressmarks.md"))
      << screen->Screen();
  screen->Type(std::string(kEraseLine) + ".fields ra\t");
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> .fields rating"))
      << screen->Screen();
}

TEST_F(ShellTyping, ADumbTerminalIsSentNoSequences) {
  TerminalScreen::Options dumb;
  dumb.environment = {{"TERM", "dumb"}};
  auto screen = StartShell(dumb);
  screen->Type("topic = Libraries and\n");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("date = 2021\n");
  ASSERT_TRUE(screen->WaitFor("1 row in ")) << screen->Screen();
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>")) << screen->Screen();
  screen->Type("half");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> half"));
  screen->Type(kControlC);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>")) << screen->Screen();
  screen->Type(kControlD);
  EXPECT_EQ(screen->WaitForEnd(), 0);
  EXPECT_THAT(screen->written(), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace pressmark::cli
