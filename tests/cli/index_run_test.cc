// Indexes from the command line.
#include <csignal>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Indexes : public PressmarkRuns {
 protected:
  void ImportSite(int articles = 5) const {
    for (int i = 0; i < articles; ++i) {
      std::string number = std::to_string(i);
      Write("site/" + number + ".md",
            Article("T" + number, "date: 2021-10-02\nauthor: Ann\nlink:\n" +
                                      ("  href: h" + number + "\n")));
    }
    Expect(0, {"import", "site"});
  }
};

TEST_F(Indexes, AreAddedListedAndDropped) {
  ImportSite();
  Finished added = Expect(0, {"index", "add", "link.href"});
  EXPECT_EQ(added.out, "added link.href (text)\n");
  EXPECT_THAT(added.err, IsEmpty());
  EXPECT_EQ(Output({"index", "add", "link.href"}), "unchanged link.href\n");
  EXPECT_EQ(Output({"index", "add", "author"}), "added author (folded)\n");
  EXPECT_EQ(Output({"index", "add", ".author", "--kind", "folded"}),
            "added .author (folded)\n");
  EXPECT_EQ(Output({"index", "list"}),
            "index      kind    from      state\n"
            "---------  ------  --------  -----\n"
            "date       date    built in  ready\n"
            "topic      folded  built in  ready\n"
            "brand      folded  built in  ready\n"
            "link.href  text    added     ready\n"
            "author     folded  added     ready\n"
            ".author    folded  added     ready\n");
  EXPECT_EQ(Output({"index", "drop", "link.href"}), "dropped link.href\n");
  EXPECT_EQ(Output({"index", "drop", "author", "--kind", "folded"}),
            "dropped author\n");
  EXPECT_THAT(Output({"index", "list"}),
              AllOf(HasSubstr("\n.author"), Not(HasSubstr("\nauthor")),
                    Not(HasSubstr("link.href"))));
  EXPECT_THAT(Expect(0, {"check"}).err, HasSubstr("no damage"));
}

TEST_F(Indexes, ShowAmongTheFields) {
  ImportSite();
  const char* with = "\nauthor  folded  many  indexed  ";
  EXPECT_THAT(Output({"fields"}), Not(HasSubstr(with)));
  Expect(0, {"index", "add", "author"});
  EXPECT_THAT(Output({"fields"}), HasSubstr(with));
}

TEST_F(Indexes, AreListedAsJson) {
  ImportSite();
  Expect(0, {"index", "add", "link.href", "--kind", "date"});
  EXPECT_THAT(
      Output({"index", "list", "--json"}),
      AllOf(HasSubstr("{\"indexes\":[{\"path\":\"date\",\"kind\":\"date\","
                      "\"origin\":\"built in\",\"ready\":true,"),
            EndsWith("{\"path\":\"link.href\",\"kind\":\"date\","
                     "\"origin\":\"added\",\"ready\":true,"
                     "\"articles_done\":5,\"articles\":5}]}\n")));
}

TEST_F(Indexes, ChangeNoAnswer) {
  ImportSite();
  std::string without = Output({"query", "link.href = h3 or author = ann"});
  EXPECT_THAT(without, Not(IsEmpty()));
  Expect(0, {"index", "add", "link.href"});
  Expect(0, {"index", "add", "author"});
  EXPECT_EQ(Output({"query", "link.href = h3 or author = ann"}), without);
  Write("site/9.md", Article("T9", "author: ANN\nlink: { href: h3 }\n"));
  Expect(0, {"import", "site"});
  EXPECT_EQ(Output({"count", "link.href = h3"}), "2\n");
  EXPECT_EQ(Output({"count", "author = ann"}), "6\n");
}

TEST_F(Indexes, OnAnUnknownPathAreTakenWithAWarning) {
  ImportSite();
  Finished added = Expect(0, {"index", "add", "link.hrf"});
  EXPECT_EQ(added.out, "added link.hrf (text)\n");
  EXPECT_EQ(added.err,
            "warning: no article ever had the path \"link.hrf\"; did you mean "
            "link.href?\n"
            "  the index is kept all the same; `pressmark index drop` takes "
            "it away\n");
}

TEST_F(Indexes, SayWhatCannotBe) {
  EXPECT_THAT(Expect(5, {"index", "add", "a"}).err, HasSubstr("import PATH"));
  EXPECT_THAT(Expect(5, {"index", "list"}).err, HasSubstr("import PATH"));
  ImportSite();
  struct Case {
    int exit;
    Arguments arguments;
    const char* words;
  };
  for (const Case& c : {
           Case{2, {"index", "add", "date"}, "date needs no index"},
           {2, {"index", "add", "@key"}, "are the system's"},
           {2, {"index", "add", "a..b"}, "character 3: expected a name"},
           {2, {"index", "add", "topic", "--kind", "text"}, "kind folded"},
           {2, {"index", "add", "a", "--kind", "integer"}, "--kind: integer"},
           {2, {"index", "drop", "topic"}, "the mapping's"},
           {1, {"index", "drop", "a"}, "there is no index on a"},
           {2, {"index"}, "index needs a command: add, drop, list"},
           {2, {"index", "lst"}, "no command index \"lst\"; did you mean list"},
           {2, {"index", "add"}, "PATH is required"},
           {2, {"index", "list", "--jsn"}, "index list has no option"},
           {2, {"index", "drop", "a", "b"}, "index drop does not take"},
       }) {
    Finished finished = Expect(c.exit, c.arguments);
    EXPECT_THAT(finished.err, HasSubstr(c.words));
    EXPECT_THAT(finished.out, IsEmpty());
  }
  Expect(0, {"index", "add", "a", "--kind", "date"});
  Expect(0, {"index", "add", "a"});
  EXPECT_THAT(Expect(2, {"index", "drop", "a"}).err,
              HasSubstr("of kinds date and text; say which"));
}

TEST_F(Indexes, OfTheMappingComeWithIt) {
  ImportSite();
  Write("mapping.yaml", "indexes:\n  - link.href\n");
  Expect(0, {"import", "site", "--mapping", "mapping.yaml", "--remap"});
  EXPECT_THAT(Output({"index", "list"}),
              HasSubstr("\nlink.href  text    mapping   ready\n"));
  EXPECT_EQ(Output({"index", "add", "link.href"}), "unchanged link.href\n");
  EXPECT_THAT(Expect(2, {"index", "drop", "link.href"}).err,
              HasSubstr("the mapping's"));
  Write("mapping.yaml", "indexes: [@key]\n");
  EXPECT_THAT(
      Expect(4, {"import", "site", "--mapping", "mapping.yaml", "--remap"}).err,
      HasSubstr("mapping.yaml"));
}

TEST_F(Indexes, AreHelpedWithExamples) {
  for (const char* part : {"add", "drop", "list"}) {
    EXPECT_THAT(Output({"index", part, "--help"}),
                AllOf(HasSubstr("Examples:\n  pressmark index "),
                      HasSubstr("Every command takes --store DIR")));
  }
  EXPECT_THAT(Output({"index", "--help"}), HasSubstr("pressmark index add"));
}

// Interrupted at whatever point, the index is there, and the next finishes it.
TEST_F(Indexes, AreGoneOnWithAfterAnInterrupt) {
  ImportSite(300);
  for (int round = 0; round < 6; ++round) {
    Process process(Path(""), {"index", "add", "link.href"}, {});
    ::usleep(static_cast<useconds_t>(3000 * round));
    ::kill(process.id(), SIGINT);
    Finished finished = process.Wait();
    // Before it catches signals, it dies of one.
    if (finished.signal == 0) {
      EXPECT_THAT(finished.exit, AnyOf(0, 130)) << finished.err;
      if (finished.exit == 130) {
        EXPECT_THAT(finished.err,
                    HasSubstr("`pressmark index add` waits for it"));
      }
    }
    EXPECT_THAT(Output({"index", "add", "link.href"}), HasSubstr("link.href"));
    EXPECT_THAT(Output({"index", "list"}),
                HasSubstr("link.href  text    added     ready\n"));
    Expect(0, {"check"});
    Expect(0, {"index", "drop", "link.href"});
  }
}

}  // namespace
}  // namespace pressmark::cli
