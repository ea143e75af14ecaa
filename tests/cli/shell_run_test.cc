// The shell as a person has it: keys go in, a screen comes out.
#include <csignal>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/terminal_width.h"
#include "tests/cli/run_shell.h"
#include "tests/support/corpora.h"

namespace pressmark::cli {
namespace {

using test::TerminalScreen;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kControlC[] = "\x03";
constexpr char kControlD[] = "\x04";
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
  screen->Resize(50, 24);
  screen->Type(" \r");
  ASSERT_TRUE(screen->WaitFor("4 of 35 rows")) << screen->Everything();
  std::string after = screen->Screen();
  after = after.substr(after.rfind("pressmark> * limit 4"));
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

TEST_F(Shell, TheTopicsOfASiteAreListedAndCounted) {
  PRESSMARK_NEEDS_SHARED("corpora/digitalgov.tar.gz");
  std::filesystem::create_directory(Path("site"));
  test::UnpackCorpus("digitalgov", Path("site"));
  Run({"--store", "site.store", "import", "site"});
  TerminalScreen::Options options;
  options.columns = 60;
  auto screen = StartShell(options, {"--store", "site.store", "shell"});
  screen->Type("topic = \t");
  ASSERT_TRUE(screen->WaitFor(" more\n")) << screen->Screen();
  ASSERT_TRUE(screen->WaitForLastLine("pressmark> topic ="));
  screen->Type(std::string(kEraseLine) + "*\r");
  EXPECT_TRUE(screen->WaitFor("20 of 4,043 rows")) << screen->Screen();
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
