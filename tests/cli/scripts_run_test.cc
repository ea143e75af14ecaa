// What scripts lean on: a quiet standard error, keys and paths through pipes.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::string_literals;

class Scripts : public PressmarkRuns {
 protected:
  static Process::Options Input(std::string text) {
    Process::Options options;
    options.input = std::move(text);
    return options;
  }

  void WriteSite() const {
    Write("site/a.md", Article("A", "date: 2021-01-01\n"));
    Write("site/b.md", Article("B", "date: 2022-01-01\n"));
    Write("site/line\nbreak.md", Article("C", "date: 2023-01-01\n"));
  }
};

TEST_F(Scripts, AQuietCommandSaysNothingWhereAllIsWell) {
  WriteSite();
  Write("site/none.md", "no front matter");
  Write("site/soon.md", Article("D", "date: soon\n"));
  for (const Arguments& command : std::vector<Arguments>{
           {"import", "site"},
           {"import", "site", "--prune"},
           {"put", "new.md", "site/soon.md"},
           {"query", "* limit 1"},
           {"query", "* limit 1", "--format", "table"},
           {"query", "title = nowhere"},
           {"count", "title = nowhere"},
           {"export", "* limit 1", "--format", "csv", "-o", "o.csv"},
           {"delete", "absent.md"},
           {"index", "add", "absent"},
           {"check"},
           {"compact"}}) {
    Arguments loud = command;
    if (command[0] == "export") loud.push_back("--force");
    Arguments quiet = command;
    quiet.push_back("-q");
    EXPECT_THAT(Expect(0, quiet).err, IsEmpty()) << command[0];
    if (command[0] == "put" || command[0] == "index") continue;
    EXPECT_THAT(Expect(0, loud).err, Not(IsEmpty())) << command[0];
  }
}

TEST_F(Scripts, AQuietCommandStillSaysWhatWentWrong) {
  WriteSite();
  Write("site/bad.md", "---\ntitle: [\n---\n");
  EXPECT_THAT(Expect(4, {"--quiet", "import", "site"}).err,
              StartsWith("site/bad.md:"));
  EXPECT_THAT(Expect(1, {"get", "x", "-q"}).err, HasSubstr("no article has"));
  EXPECT_THAT(Expect(3, {"count", "title =", "-q"}).err, HasSubstr("^"));
  EXPECT_THAT(Expect(2, {"-q", "cuont"}).err, HasSubstr("did you mean count"));
}

TEST_F(Scripts, AtATerminalQuietShowsNoProgress) {
  WriteSite();
  EXPECT_THAT(RunAtTerminal({"import", "site", "-q"}).out, IsEmpty());
}

TEST_F(Scripts, KeysAreEndedByZeros) {
  WriteSite();
  Expect(0, {"import", "site"});
  Arguments keys = {"query", "*", "--format", "keys"};
  EXPECT_EQ(Output(keys), "line\\nbreak.md\nb.md\na.md\n");
  keys.push_back("-0");
  EXPECT_EQ(Output(keys), "line\nbreak.md\0b.md\0a.md\0"s);
  EXPECT_EQ(Output({"changes", "--format", "keys", "-0"}),
            "a.md\0b.md\0line\nbreak.md\0"s);
  for (const Arguments& other :
       std::vector<Arguments>{{"query", "*", "-0"}, {"changes", "-0"}}) {
    EXPECT_THAT(Expect(2, other).err, HasSubstr("--format keys"));
  }
}

TEST_F(Scripts, KeysComeFromStandardInput) {
  WriteSite();
  Expect(0, {"import", "site"});
  EXPECT_EQ(Expect(0, {"get", "-"}, Input("b.md\n\na.md")).out,
            Read("site/b.md") + Read("site/a.md"));
  EXPECT_EQ(Expect(0, {"get", "-0", "-"}, Input("line\nbreak.md\0"s)).out,
            Read("site/line\nbreak.md"));
  Finished some = Expect(1, {"get", "-"}, Input("x.md\na.md\n"));
  EXPECT_EQ(some.out, Read("site/a.md"));
  EXPECT_THAT(some.err, HasSubstr("no article has the key \"x.md\""));
  EXPECT_THAT(Expect(0, {"get", "-"}).out, IsEmpty());

  Process::Options dry = Input("a.md\0line\nbreak.md\0a.md\0"s);
  EXPECT_EQ(Expect(0, {"delete", "-0", "-", "--dry-run"}, dry).out,
            "would delete 2\n");
  EXPECT_EQ(Expect(0, {"delete", "-0", "-"}, dry).out, "deleted 2\n");
  EXPECT_EQ(Output({"query", "*", "--format", "keys"}), "b.md\n");
  EXPECT_EQ(Expect(0, {"delete", "-"}).out, "deleted 0\n");
  Expect(2, {"delete", "-0", "b.md"});
  Expect(2, {"delete", "-", "b.md"}, Input("b.md"));
  Expect(2, {"delete", "-0", "--where", "*"});
}

TEST_F(Scripts, AnAnswerCanBePipedIntoWhatChangesTheStore) {
  WriteSite();
  Expect(0, {"import", "site"});
  Process::Options piped;
  piped.piped_into =
      std::string(PRESSMARK_PROGRAM) + " delete -0 - --wait 1000";
  EXPECT_EQ(Expect(0, {"query", "*", "--format", "keys", "-0"}, piped).out,
            "deleted 3\n");
  EXPECT_EQ(Output({"count", "*"}), "0\n");
}

TEST_F(Scripts, PathsComeFromStandardInput) {
  WriteSite();
  Expect(0, {"import", "-0", "-"}, Input("site/a.md\0site/line\nbreak.md\0"s));
  EXPECT_EQ(Output({"count", "*"}), "2\n");
  Expect(0, {"import", "-", "--as", "s"}, Input("site\n"));
  EXPECT_EQ(Output({"count", "*"}), "5\n");
  EXPECT_THAT(Expect(2, {"import", "-"}, Input("site\nabsent\n")).err,
              HasSubstr("absent"));
}

TEST_F(Scripts, AMappingComesFromStandardInput) {
  WriteSite();
  Process::Options none = Input("fields: [");
  EXPECT_THAT(Expect(4, {"import", "site", "--mapping", "-"}, none).err,
              StartsWith("standard input:1:"));
  EXPECT_THAT(Expect(2, {"import", "-", "--mapping", "-"}, none).err,
              HasSubstr("both the paths and the mapping"));
  Finished derived =
      Expect(0, {"import", "site", "--mapping", "-"},
             Input("fields:\n  subject: {kind: text, paths: [title]}\n"));
  EXPECT_EQ(Output({"count", "subject = B"}), "1\n") << derived.err;
}

TEST_F(Scripts, AQuestionComesFromAFileOrStandardInput) {
  WriteSite();
  Expect(0, {"import", "site"});
  Write("filter", "title = :t");
  for (Arguments command :
       std::vector<Arguments>{{"query", "--format", "keys"},
                              {"count"},
                              {"explain"},
                              {"export", "--format", "csv", "-o", "-"},
                              {"delete", "--dry-run"}}) {
    for (std::string file : {"filter", "-"}) {
      Arguments arguments = command;
      for (std::string word : {"--file", file.c_str(), "--param", "t=B"}) {
        arguments.push_back(word);
      }
      Finished finished = Expect(0, arguments, Input("title = :t"));
      EXPECT_THAT(finished.out, Not(IsEmpty()));
      EXPECT_THAT(finished.err, IsEmpty());
    }
  }
}

}  // namespace
}  // namespace pressmark::cli
