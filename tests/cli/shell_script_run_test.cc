// The shell without a person: statements come from a file or a pipe.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_shell.h"

namespace pressmark::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class ShellScript : public NewsroomRuns {
 protected:
  // What the shell makes of these lines.
  Finished Tell(int exit, const std::string& lines) const {
    Process::Options options;
    options.input = lines;
    options.environment = {{"COLUMNS", "70"},
                           {"PRESSMARK_HISTORY", Path("history").native()}};
    return Expect(exit, {"shell"}, options);
  }
};

TEST_F(ShellScript, ThereIsNoPromptAndNoSequence) {
  Finished told = Tell(0, "topic = Libraries limit 1 select title\ncount");
  EXPECT_EQ(told.out, "{\"title\":\"Where a book stands\"}\n{\"count\":35}\n");
  EXPECT_THAT(told.err, StartsWith("next: "));
  EXPECT_THAT(told.err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(FilesBelow("."), Not(testing::Contains("history")));
}

TEST_F(ShellScript, AQueryGoesOnWithEveryLineThatCanBelongToIt) {
  Finished told = Tell(0,
                       "-- about libraries\n"
                       "topic = Libraries\n"
                       "count\n"
                       "topic = Libraries;\n"
                       "count;\n"
                       "topic = Health\n"
                       "\n"
                       "count\n"
                       ".mode csv\n"
                       "topic in [\n"
                       "  Libraries\n"
                       "]\n"
                       "count\n");
  EXPECT_THAT(told.out, StartsWith("{\"count\":5}\n"));
  EXPECT_THAT(told.out, HasSubstr("{\"count\":35}\n"));
  EXPECT_TRUE(told.out.ends_with("count\r\n5\r\n")) << told.out;
}

TEST_F(ShellScript, TheFirstFailureIsTheStatusAndTheRestIsRun) {
  Finished told = Tell(3,
                       "count\n\ntopic = Machine Learning\n.show none\n"
                       "topic = Health count\n");
  EXPECT_EQ(told.out, "{\"count\":35}\n{\"count\":5}\n");
  EXPECT_THAT(told.err, HasSubstr("  at standard input:3\n"));
  EXPECT_THAT(told.err, HasSubstr("  at standard input:4\n"));
  EXPECT_THAT(told.err, HasSubstr("no article has the key \"none\""));
}

TEST_F(ShellScript, QuitEndsIt) {
  EXPECT_THAT(Tell(0, ".quit\ncount\n").out, IsEmpty());
}

TEST_F(ShellScript, FilesNameTheLinesThatFail) {
  Write("inner", "count\n\nbrandd = x\n.nonsense\n");
  Write("outer", ".read inner\ntopic = Health count\n");
  Finished told = Tell(3, ".read outer\n");
  EXPECT_EQ(told.out, "{\"count\":35}\n{\"count\":5}\n");
  EXPECT_THAT(told.err,
              AllOf(HasSubstr("  at inner:3\n"), HasSubstr("  at inner:4\n"),
                    HasSubstr("  at outer:1\n")));
}

TEST_F(ShellScript, AFileThatReadsItselfEnds) {
  Write("again", ".read again\n");
  EXPECT_THAT(Tell(2, ".read again\n").err, HasSubstr("more than 10 deep"));
}

TEST_F(ShellScript, HelpNamesEveryCommand) {
  std::string names;
  for (const char* name :
       {".explain", ".export", ".fields", ".help",  ".import",
        ".indexes", ".last",   ".mode",   ".more",  ".open",
        ".output",  ".param",  ".quit",   ".read",  ".run",
        ".save",    ".set",    ".show",   ".stats", ".timer"}) {
    names += ".help " + std::string(name) + "\n";
  }
  std::string help = Tell(0, ".help\n").out;
  std::string each = Tell(0, names).out;
  EXPECT_THAT(each, StartsWith(".explain on|analyze|off"));
  EXPECT_THAT(help, StartsWith(each)) << "in the order of their names";
  EXPECT_THAT(help.substr(each.size()), StartsWith("Anything else is a query"));
}

TEST_F(ShellScript, AMisspeltCommandIsGuessed) {
  EXPECT_THAT(Tell(2, ".exprot x\n").err,
              HasSubstr("there is no command \".exprot\"; did you mean "
                        ".export?"));
  EXPECT_THAT(Tell(2, ".timer\n").err, HasSubstr("usage: .timer on|off"));
  EXPECT_THAT(Tell(2, ".quit now\n").err, HasSubstr("usage: .quit\n"));
  for (const char* line : {"quit", "exit", "\\q", ".exit"}) {
    EXPECT_THAT(Tell(2, line).err, HasSubstr("did you mean .quit?"));
  }
  EXPECT_THAT(Tell(2, "help").err, HasSubstr("did you mean .help?"));
  EXPECT_THAT(Tell(2, ".tables").err, HasSubstr("did you mean .fields?"));
  EXPECT_THAT(Tell(2, ".param a-=b 1").err, HasSubstr("expected a name"));
  EXPECT_THAT(Tell(2, ".show 'a\n").err, HasSubstr("quoted text never ends"));
}

TEST_F(ShellScript, SettingsHoldForWhatFollows) {
  EXPECT_EQ(Tell(0,
                 ".set tz -08:00\n.set\n"
                 "date = 2023-03-13 select date\n")
                .out,
            "tz -08:00\nlax off\nlimit auto\n"
            "{\"date\":\"2023-03-14T06:40:00Z\"}\n");
  EXPECT_EQ(Tell(0, ".set lax on\nbrandd = x count\n").out, "{\"count\":0}\n");
  Tell(2, ".set tz Berlin\n");
  Tell(2, ".set limit 0\n");
  Tell(2, ".set colour on\n");
}

TEST_F(ShellScript, ParametersStandForValues) {
  EXPECT_EQ(Tell(0,
                 ".param t Libraries\ntopic = :t count\n"
                 ".param :t TIME food\n.param\ntopic in :t count;\ncount\n")
                .out,
            "{\"count\":5}\n:t = TIME, food\n{\"count\":6}\n{\"count\":35}\n");
  EXPECT_THAT(Tell(3, ".param t a\n.param t\ntopic = :t count\n").err,
              HasSubstr(":t"));
}

TEST_F(ShellScript, APlanStandsForTheRows) {
  EXPECT_THAT(Tell(0, ".explain on\ntopic = Libraries\n").out,
              HasSubstr("topic = \"libraries\": 5 articles"));
  EXPECT_THAT(Tell(0, ".param t Libraries\n.explain analyze\ntopic = :t\n").out,
              HasSubstr("[5 out"));
  EXPECT_EQ(Tell(0, ".explain on\n.explain off\ncount\n").out,
            "{\"count\":35}\n");
}

TEST_F(ShellScript, QueriesAreKeptInTheStore) {
  Finished told = Tell(0, "topic = Libraries\ncount\n\n.save shelves\n.run\n");
  EXPECT_THAT(told.out, HasSubstr("shelves  topic = Libraries\\ncount"));
  EXPECT_EQ(Tell(0, ".run shelves\n.last\n").out,
            "{\"count\":5}\n{\"count\":5}\n");
  Tell(3, "topic = Machine Learning\n.save wrong\n");
  Tell(2, ".save early\n");
  Tell(1, ".save --drop shelves\n.run shelves\n");
}

TEST_F(ShellScript, AnswersGoToAFile) {
  Write("there", "kept");
  Finished told = Tell(2,
                       ".output there\n.output new\ncount\n.output\n"
                       "topic = Health count\n");
  EXPECT_EQ(told.out, "{\"count\":5}\n");
  EXPECT_EQ(Read("there"), "kept");
  EXPECT_EQ(Read("new"), "{\"count\":35}\n");
  Tell(0, ".output there --force\ncount\n");
  Tell(2, ".output no-folder/file\n");
  EXPECT_EQ(Tell(0, ".output there --force\n.output -\ncount\n").out,
            "{\"count\":35}\n");
  Tell(0, ".output there --force\ncount\n");
  EXPECT_EQ(Read("there"), "{\"count\":35}\n");
}

TEST_F(ShellScript, CommandsTakeTheWordsOfTheCommandLine) {
  Write("in/a b.md", Article("Of a b"));
  Finished told =
      Tell(0,
           ".import in\n.show 'a b.md'\n"
           ".export 'title = \"Of a b\" select title' --format csv -o out\n"
           ".fields open\n.indexes\n.stats\n");
  EXPECT_THAT(told.err, HasSubstr("1 added"));
  EXPECT_THAT(told.out, StartsWith("---\ntitle: Of a b\n---\n"));
  EXPECT_THAT(told.out, HasSubstr("openGraphMetaData.ogim"));
  EXPECT_THAT(told.out, Not(HasSubstr("archetype")));
  EXPECT_THAT(told.out, HasSubstr("topic  folded  built in"));
  EXPECT_THAT(told.out, HasSubstr("articles              36"));
  EXPECT_EQ(Read("out"), "title\r\nOf a b\r\n");
  EXPECT_THAT(Tell(2, ".import -\ncount\n").out, "{\"count\":36}\n");
}

TEST_F(ShellScript, AnotherStoreIsOpenedAndMade) {
  Write("in/a.md", Article("A"));
  Finished told = Tell(0,
                       ".open other\n.import in\ncount\n"
                       ".open pressmark.store\n.open\ncount\n");
  EXPECT_EQ(told.out, "{\"count\":1}\npressmark.store\n{\"count\":35}\n");
  Write("no-store/file", "");
  Finished refused = Tell(5, ".open no-store\ncount\n");
  EXPECT_EQ(refused.out, "{\"count\":35}\n") << "the one before stays";
}

TEST_F(ShellScript, WhoeverLeavesThePipeEndsIt) {
  Process::Options options;
  for (int i = 0; i < 2'000; ++i) options.input += "* select *\n\n";
  options.piped_into = "head -1 >/dev/null";
  EXPECT_EQ(Run({"shell"}, options).exit, 141);
}

TEST_F(ShellScript, ALineWithoutEndIsRefused) {
  Finished told = Tell(2, "count\n" + std::string(2 << 20, 'x'));
  EXPECT_EQ(told.out, "{\"count\":35}\n");
  EXPECT_THAT(told.err, HasSubstr("a line of more than 1 MiB"));
}

}  // namespace
}  // namespace pressmark::cli
