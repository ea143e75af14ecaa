// What a person sees at a terminal, and what is left of it in a pipe.
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/terminal_width.h"
#include "tests/cli/run_pressmark.h"
#include "tests/support/corpora.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Terminals : public PressmarkRuns {
 protected:
  void WriteSite() const {
    for (int i = 0; i < 30; ++i) {
      Write("site/" + std::to_string(i) + ".md",
            Article("A rather long title " + std::string(90, 'x'),
                    "date: 2021-10-02\n"));
    }
    Write("site/bad.md", "---\ntitle: [\n---\n");
  }
};

TEST_F(Terminals, AnImportShowsHowFarItIs) {
  WriteSite();
  Finished finished = RunAtTerminal({"import", "site"});
  EXPECT_EQ(finished.exit, 4) << finished.out;
  EXPECT_THAT(finished.out,
              ContainsRegex("\r[0-9]+ (of 31 )?files, [0-9]+ articles/s, [01] "
                            "refused"));
  std::size_t cleared = finished.out.rfind("\r\x1b[K");
  ASSERT_NE(cleared, std::string::npos);
  EXPECT_THAT(finished.out.substr(cleared), Not(HasSubstr("articles/s")))
      << "progress leaves nothing behind";
  EXPECT_THAT(finished.out, HasSubstr("31 files in "));
}

TEST_F(Terminals, AnExportShowsHowFarItIs) {
  for (int i = 0; i < 200; ++i) {
    Write("site/" + std::to_string(i) + ".md", Article("T"));
  }
  Expect(0, {"import", "site"});
  Finished finished = RunAtTerminal(
      {"export", "has title", "--format", "markdown", "-o", "out"});
  EXPECT_EQ(finished.exit, 0) << finished.out;
  EXPECT_THAT(finished.out, ContainsRegex("\r64 of 200 articles, [0-9]+ "
                                          "articles/s, [0-9]+ s left"));
  std::size_t cleared = finished.out.rfind("\r\x1b[K");
  ASSERT_NE(cleared, std::string::npos);
  EXPECT_THAT(finished.out.substr(cleared), Not(HasSubstr("articles/s")))
      << "progress leaves nothing behind";
}

TEST_F(Terminals, InAPipeThereIsNoProgress) {
  WriteSite();
  Finished finished = Expect(4, {"import", "site"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, Not(HasSubstr("\r")));
  EXPECT_THAT(finished.err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(finished.err, Not(HasSubstr("articles/s")));
  EXPECT_THAT(finished.err, HasSubstr("31 files in "));
}

TEST_F(Terminals, AnAnswerIsATableThatFits) {
  WriteSite();
  Expect(4, {"import", "site"});
  Finished finished = RunAtTerminal({"query", "* select @key, title, date"});
  EXPECT_EQ(finished.exit, 0);
  EXPECT_THAT(finished.out, HasSubstr("\r\n-----"));
  std::istringstream lines(finished.out);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_LE(DisplayWidth(line.substr(0, line.find('\r'))), 100u) << line;
  }
  EXPECT_EQ(count, 33);
}

TEST_F(Terminals, HelpSaysWhatToDo) {
  Finished finished = RunAtTerminal({"--help"});
  EXPECT_EQ(finished.exit, 0);
  EXPECT_THAT(finished.out, HasSubstr("pressmark import "));
  EXPECT_THAT(finished.out, HasSubstr("pressmark query "));
}

TEST_F(Terminals, KeysThatATerminalWouldObeyAreEscaped) {
  Process::Options article;
  article.input = Article("A");
  Expect(0, {"put", "a\x1b[2J.md", "-"}, article);
  EXPECT_EQ(RunAtTerminal({"query", "*", "--format", "keys"}).out,
            "a\\x1b[2J.md\r\n");
  EXPECT_THAT(RunAtTerminal({"get", "b\x1b[2J.md"}).out,
              Not(HasSubstr("\x1b")));
  EXPECT_THAT(RunAtTerminal({"query", "topic == \x1b[2J"}).out,
              Not(HasSubstr("\x1b")));
}

TEST_F(Terminals, CountsHaveBars) {
  for (int i = 0; i < 5; ++i) {
    Write("site/" + std::to_string(i) + ".md",
          Article("T", i < 4 ? "date: 2021-10-02\n" : "date: 2022-01-01\n"));
  }
  Expect(0, {"import", "site"});
  std::vector<std::string> query = {"query", "count by month(date)"};
  std::string full;
  for (int i = 0; i < 80; ++i) full += "█";
  std::string quarter = full.substr(0, full.size() / 4);
  Finished shown = RunAtTerminal(query);
  EXPECT_THAT(shown.out, HasSubstr("2021-10          4  " + full + "\r\n"));
  EXPECT_THAT(shown.out, HasSubstr("2022-01          1  " + quarter + "\r\n"));
  Finished plain = RunAtTerminal(query, {{"LC_ALL", "C"}});
  EXPECT_THAT(plain.out, HasSubstr("2022-01          1  " +
                                   std::string(20, '#') + "\r\n"));
  for (const char* format : {"table", "csv", "jsonl"}) {
    Finished piped = Expect(0, {query[0], query[1], "--format", format});
    EXPECT_THAT(piped.out, Not(HasSubstr("█"))) << format;
    EXPECT_THAT(piped.out, Not(HasSubstr("#"))) << format;
  }
}

TEST_F(Terminals, ColoursAreForThoseWhoWantThem) {
  WriteSite();
  Expect(4, {"import", "site"});
  const std::map<std::string, std::string> colours = {{"NO_COLOR", ""}};
  Finished table = RunAtTerminal({"query", "* select @key"}, colours);
  EXPECT_THAT(table.out, HasSubstr("\x1b[1m@key\x1b[m\r\n\x1b[2m-----"));
  Finished error = RunAtTerminal({"query", "brandd = x"}, colours);
  EXPECT_THAT(error.out, HasSubstr("\r\n  \x1b[31m^~~~~~\x1b[m\r\n"));
  Finished note = RunAtTerminal({"query", "topic = null"}, colours);
  EXPECT_THAT(note.out, HasSubstr("\x1b[36mnote:\x1b[m the field"));
  for (const auto& [name, value] :
       {std::pair("NO_COLOR", "1"), std::pair("TERM", "dumb"),
        std::pair("TERM", "")}) {
    std::map<std::string, std::string> other = colours;
    other[name] = value;
    Finished plain = RunAtTerminal({"query", "topic = null"}, other);
    EXPECT_THAT(plain.out, Not(HasSubstr("\x1b"))) << name << value;
  }
  Process::Options piped;
  piped.environment = {{"NO_COLOR", ""}, {"TERM", "xterm"}};
  Finished pipe =
      Expect(0, {"query", "topic = null", "--format", "table"}, piped);
  EXPECT_THAT(pipe.out + pipe.err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(pipe.err, HasSubstr("note: the field"));
}

TEST_F(Terminals, AnImportOfACorpusTellsTheTimeLeft) {
  PRESSMARK_NEEDS_SHARED("corpora/digitalgov.tar.gz");
  fs::create_directory(Path("site"));
  test::UnpackCorpus("digitalgov", Path("site"));
  Finished finished = RunAtTerminal({"import", "site"});
  EXPECT_EQ(finished.exit, 0);
  EXPECT_THAT(finished.out,
              ContainsRegex("\r[0-9]+ of 4043 files, [0-9]+ articles/s, 0 "
                            "refused, [0-9]+ s left"));
}

}  // namespace
}  // namespace pressmark::cli
