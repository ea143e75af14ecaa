// The shell as a person has it: keys go in, a screen comes out.
#include <csignal>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/terminal_width.h"
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
constexpr char kEraseLine[] = "\x05\x15";  // to its end, and all before it

class Shell : public ShellRuns {};

TEST_F(Shell, AQueryIsAnsweredWithATableAndAFooter) {
  auto screen = StartShell();
  EXPECT_THAT(screen->Screen(), HasSubstr("pressmark.store: 35 articles"));
  screen->Type("topic = Libraries limit 2 select date, title\r");
  ASSERT_TRUE(screen->WaitFor("examined")) << screen->Everything();
  EXPECT_THAT(screen->Screen(),
              HasSubstr("pressmark> topic = Libraries limit 2 select date, "
                        "title\n"
                        "date        title\n"
                        "----------  ----------------------\n"
                        "2023-02-02  Where a book stands\n"
                        "2022-12-15  An archive made of ice\n"
                        "2 of 5 rows in "));
  screen->Type(".timer off\r* limit 1 select title\r");
  EXPECT_TRUE(screen->WaitFor("1 of 35 rows, 1 article examined\n"))
      << screen->Screen();
}

TEST_F(Shell, ControlDLeaves) {
  auto screen = StartShell();
  screen->Type("nonsense x\r");
  ASSERT_TRUE(screen->WaitFor("^"));
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  screen->Type(kControlD);
  EXPECT_EQ(screen->WaitForEnd(), 0) << screen->Everything();
}

TEST_F(Shell, ABareCommandStartsIt) {
  auto screen = StartShell({}, {});
  screen->Type(".quit\r");
  EXPECT_EQ(screen->WaitForEnd(), 0);
}

TEST_F(Shell, AQueryOfSeveralLinesEndsWhereItIsComplete) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>")) << screen->Everything();
  screen->Type("date = 2021\r");
  EXPECT_TRUE(screen->WaitFor("1 row in ")) << screen->Everything();
}

TEST_F(Shell, AnEmptyLineEndsAQueryThatIsNone) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("\r");
  EXPECT_TRUE(screen->WaitFor("expected a condition")) << screen->Everything();
  EXPECT_TRUE(screen->WaitForLastLine("pressmark>"));
}

TEST_F(Shell, TheLinesAboveCanBeEdited) {
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

TEST_F(Shell, ASecondSessionRecallsAQueryWhole) {
  {
    auto screen = StartShell();
    screen->Type("topic = Libraries and\rdate = 2021\r");
    ASSERT_TRUE(screen->WaitFor("1 row in ")) << screen->Everything();
    screen->Type(" count\r");
    ASSERT_TRUE(screen->WaitFor("   35\n")) << screen->Everything();
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

TEST_F(Shell, AHistoryThatCannotBeKeptIsToldOnce) {
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

TEST_F(Shell, ControlCDropsTheLine) {
  auto screen = StartShell();
  screen->Type("topic = Li");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> topic = Li"));
  screen->Type(kControlC);
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), HasSubstr("topic = Li^C\n"));
  screen->Type("count\r");
  EXPECT_TRUE(screen->WaitFor("   35\n")) << screen->Screen();
}

// Two thousand patterns, held against two thousand values of each of many
// articles: longer than anybody waits.
TEST_F(Shell, ControlCEndsAQueryAndKeepsTheShell) {
  std::string values = "tokens: [";
  std::string query = "tokens ~ \"*zz0*\"";
  for (int i = 0; i < 2'000; ++i) {
    values += (i == 0 ? "v" : ", v") + std::to_string(i) + "abababababab";
    query += " or tokens ~ \"*zz" + std::to_string(i) + "*\"";
  }
  for (int i = 0; i < 150; ++i) {
    Write("many/" + std::to_string(i) + ".md", Article("A", values + "]\n"));
  }
  Write("slow", ".set\n" + query + " count\n\n.stats\n");
  Expect(0, {"import", "many"});
  auto screen = StartShell();
  screen->Type(".read slow\r");
  ASSERT_TRUE(screen->WaitFor("limit auto\n")) << "what comes before it";
  screen->Type(kControlC);
  EXPECT_TRUE(screen->WaitFor("interrupted\n")) << screen->Everything();
  ASSERT_TRUE(screen->WaitForLastLine("pressmark>"));
  EXPECT_THAT(screen->Everything(), Not(HasSubstr("store id")))
      << "nor does what follows run";
  screen->Type("topic = Libraries count\r");
  EXPECT_TRUE(screen->WaitFor("    5\n")) << screen->Screen();
}

TEST_F(Shell, SigtermEndsItInGoodOrder) {
  auto screen = StartShell();
  ::kill(screen->id(), SIGTERM);
  EXPECT_EQ(screen->WaitForEnd(), 143);
}

TEST_F(Shell, ATableFitsTheWindowAlsoAfterAResize) {
  auto screen = StartShell();
  screen->Type("* limit 3\r");
  ASSERT_TRUE(screen->WaitFor("3 of 35 rows"));
  screen->Type("* limit 4");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> * limit 4"));
  std::size_t before = screen->Everything().size();
  screen->Resize(50, 24);
  screen->Type(" \r");
  ASSERT_TRUE(screen->WaitFor("4 of 35 rows")) << screen->Everything();
  std::string after = screen->Screen();
  after = after.substr(after.rfind("pressmark> * limit 4"));
  EXPECT_GT(before, 0u);
  EXPECT_THAT(after, HasSubstr("@key"));
  for (std::size_t begin = 0; begin < after.size();) {
    std::size_t end = after.find('\n', begin);
    EXPECT_LE(DisplayWidth(after.substr(begin, end - begin)), 50u) << after;
    begin = end + 1;
  }
}

TEST_F(Shell, TwentyColumnsAreEnough) {
  TerminalScreen::Options options;
  options.columns = 20;
  auto screen = StartShell(options);
  screen->Type("topic = Libraries limit 1\r");
  ASSERT_TRUE(screen->WaitFor("1 article examine\nd\n"))
      << screen->Everything();
  EXPECT_THAT(screen->Everything(), HasSubstr("pressmark> topic = L\n"
                                              "ibraries limit 1\n"));
  EXPECT_THAT(screen->Everything(), HasSubstr("Where a b"));
  screen->Type(".sh\t");
  EXPECT_TRUE(screen->WaitForLastLine("pressmark> .show")) << screen->Screen();
}

TEST_F(Shell, MoreShowsTheRowsBehind) {
  auto screen = StartShell();
  screen->Type(".set limit 20\r* select title\r");
  ASSERT_TRUE(screen->WaitFor("20 of 35 rows in ")) << screen->Everything();
  EXPECT_TRUE(screen->WaitFor("; .more shows the next\n"));
  screen->Type(".more\r");
  ASSERT_TRUE(screen->WaitFor("rows 21 to 35 of 35 in "));
  screen->Type(".more\r");
  EXPECT_TRUE(screen->WaitFor("there are no more rows"));
}

TEST_F(Shell, APasteOfManyCharactersIsTakenWhole) {
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

TEST_F(Shell, APasteWithoutBracketsIsTakenWholeToo) {
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

TEST_F(Shell, LinesThatArePastedAreSeveralQueries) {
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

TEST_F(Shell, WhatIsTypedMayBeAnyUtf8) {
  auto screen = StartShell();
  screen->Type("title = \"Größe 漢字 🎉\"");
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> title = \"Größe 漢字 🎉\""))
      << screen->Screen();
  // Left of the quote, the party popper goes, and the sign before it.
  screen->Type("\x02\x7f\x7f\x7f\r");
  ASSERT_TRUE(screen->WaitFor("0 rows in ")) << screen->Screen();
  EXPECT_THAT(screen->Screen(), HasSubstr("pressmark> title = \"Größe 漢\"\n"));
}

TEST_F(Shell, TabCompletesWordsPathsAndValues) {
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

TEST_F(Shell, TabCompletesTheLinesOfOneQueryTogether) {
  auto screen = StartShell();
  screen->Type("topic = Libraries and\r");
  ASSERT_TRUE(screen->WaitForLastLine("      ...>"));
  screen->Type("bra\t= boxes\t\r");
  EXPECT_TRUE(screen->WaitFor("3 rows in ")) << screen->Screen();
}

TEST_F(Shell, TabCompletesCommandsAndTheirWords) {
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

TEST_F(Shell, WhatAnArticleHoldsNeverReachesTheTerminalAsControls) {
  Process::Options article;
  article.input = Article("\"\\e[2Jcleared \\e]0;renamed\\a\"",
                          "topics: [\"\\e[31mred\"]\n") +
                  "\x1b[2J\x1b]0;renamed\x07";
  Expect(0, {"put", "evil\x1b[2J.md", "-"}, article);
  auto screen = StartShell();
  screen->Type(".mode jsonl\rtitle ~ \"*cleared*\"\r");
  ASSERT_TRUE(screen->WaitFor("\\u001b[2J")) << screen->Everything();
  screen->Type(".mode table\rtitle ~ \"*cleared*\"\r");
  ASSERT_TRUE(screen->WaitFor("1 row in "));
  screen->Type(".show ev\t\r");
  ASSERT_TRUE(screen->WaitFor("The body of ")) << screen->Everything();
  screen->Type(".run \x1b[2J\r");
  screen->Type(kEraseLine);
  screen->Type(".quit\r");
  ASSERT_EQ(screen->WaitForEnd(), 0) << screen->Everything();
  EXPECT_THAT(screen->Everything(), HasSubstr("\\x1b[2J"));
  EXPECT_THAT(screen->written(), Not(HasSubstr("\x1b[2J")));
  EXPECT_THAT(screen->written(), Not(HasSubstr("\x1b]0;")));
  EXPECT_THAT(screen->written(), Not(HasSubstr("\x1b[31m")));
}

TEST_F(Shell, WithoutColoursNothingIsFaint) {
  auto screen = StartShell();
  screen->Type("count\r.quit\r");
  ASSERT_EQ(screen->WaitForEnd(), 0);
  EXPECT_THAT(screen->written(), HasSubstr("\x1b[2m1 row in "));
  TerminalScreen::Options plain;
  plain.environment = {{"NO_COLOR", "1"}};
  auto other = StartShell(plain);
  other->Type("count\r.quit\r");
  ASSERT_EQ(other->WaitForEnd(), 0);
  EXPECT_THAT(other->written(), HasSubstr("1 row in "));
  EXPECT_THAT(other->written(), Not(HasSubstr("\x1b[2m")));
}

TEST_F(Shell, ADumbTerminalIsSentNoSequences) {
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

TEST_F(Shell, OthersMayWriteWhileNobodyTypes) {
  auto screen = StartShell();
  screen->Type("topic = Libraries count\r");
  ASSERT_TRUE(screen->WaitFor("    5\n"));
  Write("more/one.md", Article("Another", "topics: [Libraries]\n"));
  Expect(0, {"--wait", "20", "import", "more"});
  screen->Type("topic = Libraries count\r");
  EXPECT_TRUE(screen->WaitFor("    6\n")) << screen->Screen();
}

TEST_F(Shell, AStoreThatIsNotThereIsNoReasonToLeave) {
  auto screen = StartShell({}, {"--store", "nowhere", "shell"});
  screen->Type("count\r");
  ASSERT_TRUE(screen->WaitFor("there is no store at")) << screen->Screen();
  screen->Type(".open pressmark.store\rcount\r");
  EXPECT_TRUE(screen->WaitFor("   35\n")) << screen->Screen();
}

}  // namespace
}  // namespace pressmark::cli
