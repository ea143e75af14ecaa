// Exports that are repeated: what they write, and what they refuse.
#include <filesystem>
#include <string>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include "cli/files.h"
#include "tests/cli/repeated_exports.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(RepeatedExports, WriteWhatChangedAndWhatIsGone) {
  Put("a.md", "A");
  Put("b.md", "B");
  EXPECT_EQ(Delta("* select title"),
            "{\"@key\":\"b.md\",\"title\":\"B\"}\n"
            "{\"@key\":\"a.md\",\"title\":\"A\"}\n");
  Put("a.md", "A, again");
  Expect(0, {"delete", "b.md"});
  EXPECT_EQ(Delta("* select title"),
            "{\"@key\":\"b.md\",\"@deleted\":true}\n"
            "{\"@key\":\"a.md\",\"title\":\"A, again\"}\n");
  Finished none = Expect(0, Export("jsonl", "delta", "* select title"));
  EXPECT_THAT(Read("delta"), IsEmpty());
  EXPECT_TRUE(fs::exists(Path("delta")));
  EXPECT_EQ(none.err, "0 changed, 0 removed, now at 4\n");
}

// What leaves the answer is gone, though it is in the store.
TEST_F(RepeatedExports, FollowTheirFilter) {
  Put("a.md", "A", "topics: [t]\n");
  Put("b.md", "B");
  EXPECT_THAT(Delta("topic = t"),
              AllOf(HasSubstr("a.md"), Not(HasSubstr("b.md"))));
  Put("a.md", "A");
  Put("b.md", "B", "topics: [t]\n");
  EXPECT_THAT(Delta("topic = t"),
              AllOf(HasSubstr("{\"@key\":\"a.md\",\"@deleted\":true}\n"),
                    HasSubstr("{\"@key\":\"b.md\",\"date\"")));
}

// No article passes for a removal.
TEST_F(RepeatedExports, TellRowsFromRemovals) {
  Put("a.md", "A", "\"@deleted\": true\n\"@key\": z.md\n");
  EXPECT_EQ(Delta("* select *"), "{\"@key\":\"a.md\",\"title\":\"A\"}\n");
}

TEST_F(RepeatedExports, KeepAFolderInStep) {
  Put("a.md", "A");
  Put("deep/er/b.md", "B");
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md", "deep/er/b.md"}));
  Put("a.md", "A, again");
  Put("deep.md", "C");
  Expect(0, {"delete", "deep/er/b.md"});
  EXPECT_EQ(Expect(0, Export("markdown", "mirror")).err,
            "2 changed, 1 removed, now at 5\n");
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md", "deep.md"}));
  EXPECT_FALSE(fs::exists(Path("mirror/deep")));
  EXPECT_EQ(Read("mirror/a.md"), Article("A, again"));
  // A file in the place of a folder, and the other way round.
  Expect(0, {"delete", "a.md"});
  Put("a.md/b.md", "D");
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md/b.md", "deep.md"}));
}

// Which of two that need one name is there must not depend on what came first.
TEST_F(RepeatedExports, WriteAFolderAnewWhereTwoWantOneName) {
  Put("a.md", "A", "date: 2020-01-01\n");
  Put("b.md", "B");
  Expect(0, Export("markdown", "mirror"));
  Put("a.md/c.md", "C", "date: 2021-01-01\n");
  EXPECT_THAT(Expect(4, Export("markdown", "mirror")).err,
              HasSubstr("left out: article \"a.md\""));
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md/c.md", "b.md"}));
  Expect(0, {"delete", "a.md/c.md"});
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md", "b.md"}));
  Put("b.md", "B, again");
  EXPECT_EQ(Expect(0, Export("markdown", "mirror")).err,
            "1 changed, 0 removed, now at 5\n");
}

TEST_F(RepeatedExports, NameArticlesThatNoFolderTakes) {
  Put("a.md", "A");
  Expect(0, Export("markdown", "mirror"));
  Put("../b.md", "B");
  Put("c.md", "C");
  EXPECT_THAT(Expect(4, Export("markdown", "mirror")).err,
              HasSubstr("left out: article \"../b.md\""));
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md", "c.md"}));
  EXPECT_EQ(Expect(0, Export("markdown", "mirror")).err,
            "0 changed, 0 removed, now at 3\n");
}

TEST_F(RepeatedExports, AreRefusedWhereChangesDoNotTell) {
  Put("a.md", "A");
  struct Case {
    Arguments arguments;
    const char* words;
  };
  for (const Case& c : {
           Case{Export("csv", "x"), "--state takes --format jsonl"},
           {Export("json", "x"), "--state takes --format jsonl"},
           {Export("jsonl", "x", "* limit 3"), "with limit"},
           {Export("jsonl", "x", "* offset 3"), "with limit"},
           {Export("jsonl", "x", "* count"), "aggregate"},
           {Export("jsonl", "x", "* count by topic"), "aggregate"},
           {Export("jsonl", "x", "date >= -7d"), "relative to now"},
           {Export("jsonl", "x", "date < today"), "relative to now"},
           {Export("jsonl", "-"), "not to standard output"},
           {Export("jsonl", "state.jsonl"), "give it another place"},
           {Export("jsonl", "none/x"), "none"},
       }) {
    Finished finished = Expect(2, c.arguments);
    EXPECT_THAT(finished.err, HasSubstr(c.words));
    EXPECT_THAT(finished.out, IsEmpty());
    EXPECT_FALSE(fs::exists(Path("x")));
  }
  EXPECT_THAT(Expect(2, {"export", "date > :d", "--param", "d=-7d", "--format",
                         "jsonl", "-o", "x", "--state", "y"})
                  .err,
              HasSubstr("relative to now"));
  EXPECT_THAT(Expect(2, {"export", "*", "--format", "markdown", "-o", "m",
                         "--state", "m/state"})
                  .err,
              HasSubstr("m"));
}

TEST_F(RepeatedExports, AreRefusedWhereTheStateIsOfSomethingElse) {
  Put("a.md", "A");
  Expect(0, Export("jsonl", "x", "title = A"));
  fs::remove(Path("x"));
  std::string state = Read("state.jsonl");
  auto refused = [&](const Arguments& arguments) {
    Finished finished = Expect(2, arguments);
    EXPECT_FALSE(fs::exists(Path("x")));
    EXPECT_EQ(Read("state.jsonl"), state);
    EXPECT_THAT(finished.err, HasSubstr("delete state.jsonl"));
    return finished.err;
  };
  Arguments right = Export("jsonl", "x", "title = A");
  EXPECT_THAT(refused(Export("jsonl", "x", "title = B")),
              HasSubstr("of another query: \"title = A\", not \"title = B\""));
  Arguments zoned = right;
  zoned.insert(zoned.end(), {"--tz", "+05:30"});
  EXPECT_THAT(refused(zoned), HasSubstr("another --tz: \"0\", not \"330\""));
  Arguments elsewhere = right;
  elsewhere[3] = "sqlite";
  EXPECT_THAT(refused(elsewhere), HasSubstr("another format: \"jsonl\""));
  Write("map.yaml", "fields: {slug: {kind: text, paths: [permalink]}}\n");
  Write("site/b.md", Article("B"));
  Expect(0, {"import", "site", "--mapping", Path("map.yaml"), "--remap"});
  EXPECT_THAT(refused(right), HasSubstr("another mapping"));
  fs::rename(Path("pressmark.store"), Path("old.store"));
  Put("a.md", "A");
  EXPECT_THAT(refused(right), HasSubstr("of another store: "));
  for (const std::string& bytes :
       {std::string(), std::string("garbage"), state.substr(0, 50),
        "pressmark export state 9\n" + state}) {
    Write("state.jsonl", bytes);
    state = bytes;
    refused(right);
  }
}

TEST_F(RepeatedExports, AreRefusedBeforeTheHorizon) {
  Put("a.md", "A");
  Delta();
  Put("b.md", "B");
  Expect(0, {"delete", "a.md"});
  Expect(0, {"compact", "--forget-before", "4"});
  Finished finished = Expect(2, Export("jsonl", "delta"));
  EXPECT_THAT(finished.err, AllOf(HasSubstr("after change 1 may be forgotten"),
                                  HasSubstr("delete state.jsonl")));
  EXPECT_FALSE(fs::exists(Path("delta")));
  fs::remove(Path("state.jsonl"));
  EXPECT_THAT(Delta(), AllOf(HasSubstr("b.md"), Not(HasSubstr("a.md"))));
}

TEST_F(RepeatedExports, WriteOverNothingUnasked) {
  Put("a.md", "A");
  for (const char* format : {"jsonl", "sqlite", "markdown"}) {
    Write(format == std::string("markdown") ? "x/y.md" : "x", "mine");
    EXPECT_THAT(Expect(2, Export(format, "x")).err, HasSubstr("--force"));
    fs::remove_all(Path("x"));
    Expect(0, Export(format, "x"));
    fs::remove_all(Path("x"));
  }
  // What was to be kept in step is not made anew in silence.
  for (const char* format : {"sqlite", "markdown"}) {
    EXPECT_THAT(Expect(2, Export(format, "x")).err,
                AllOf(HasSubstr("is gone"), HasSubstr("delete state.")));
  }
}

// A delta that nobody has taken goes on from where it began.
TEST_F(RepeatedExports, LoseNoDeltaThatIsStillThere) {
  Put("a.md", "A");
  Delta();
  Put("b.md", "B");
  Expect(0, Export("jsonl", "delta"));
  std::string delta = Read("delta");
  EXPECT_THAT(delta, HasSubstr("b.md"));
  Expect(0, Export("jsonl", "delta"));
  EXPECT_EQ(Read("delta"), delta);
  Put("c.md", "C");
  Expect(0, Export("jsonl", "delta"));
  EXPECT_THAT(Read("delta"), AllOf(HasSubstr("b.md"), HasSubstr("c.md")));
  Arguments forced = Export("jsonl", "delta");
  forced.push_back("--force");
  Put("d.md", "D");
  Expect(0, forced);
  EXPECT_THAT(Read("delta"), AllOf(HasSubstr("d.md"), Not(HasSubstr("c.md"))));
  // Under another name it is another's.
  Expect(0, Export("jsonl", "next"));
  EXPECT_THAT(Read("next"), IsEmpty());
}

TEST_F(RepeatedExports, RunOneAtATime) {
  Put("a.md", "A");
  Delta();
  Descriptor held(::open(Path("state.jsonl").c_str(), O_RDONLY));
  ASSERT_EQ(::flock(held.get(), LOCK_EX | LOCK_NB), 0);
  EXPECT_THAT(Expect(5, Export("jsonl", "x")).err,
              HasSubstr("another export with this state is running"));
  EXPECT_FALSE(fs::exists(Path("x")));
}

}  // namespace
}  // namespace pressmark::cli
