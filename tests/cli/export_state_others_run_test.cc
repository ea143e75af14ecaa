// Exports that are repeated where others have their hands in what they write.
#include <filesystem>
#include <string>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include "cli/export_state.h"
#include "cli/files.h"
#include "tests/cli/repeated_exports.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;

// What no key names is never taken away.
TEST_F(RepeatedExports, LeaveTheFilesOfOthersAlone) {
  Put("a.md", "A", "date: 2020-01-01\n");
  Put("b.md", "B");
  Expect(0, Export("markdown", "mirror"));
  Write("mirror/mine.md", "mine");
  Write("mirror/notes.txt", "mine");
  Put("a.md/c.md", "C", "date: 2021-01-01\n");
  EXPECT_THAT(Expect(4, Export("markdown", "mirror")).err,
              HasSubstr("left out: article \"a.md\""));
  EXPECT_EQ(FilesBelow("mirror"),
            (Arguments{"a.md/c.md", "b.md", "mine.md", "notes.txt"}));
  Expect(0, {"delete", "a.md/c.md"});
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(FilesBelow("mirror"),
            (Arguments{"a.md", "b.md", "mine.md", "notes.txt"}));
  // A folder of theirs where a file belongs.
  fs::remove(Path("mirror/a.md"));
  Write("mirror/a.md/theirs.md", "theirs");
  Put("a.md", "A, again");
  EXPECT_THAT(Expect(4, Export("markdown", "mirror")).err,
              HasSubstr("another file or folder has that name"));
  EXPECT_EQ(Read("mirror/a.md/theirs.md"), "theirs");
  fs::remove_all(Path("mirror/a.md"));
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(Read("mirror/a.md"), Article("A, again"));
  EXPECT_EQ(Read("mirror/mine.md"), "mine");
}

TEST_F(RepeatedExports, ReplaceOnlyWhatAKilledRunMade) {
  Put("a.md", "A");
  for (const std::string format : {"jsonl", "sqlite", "markdown"}) {
    std::string state = "state." + format;
    Expect(0, Export(format, "x"));
    ExportState killed = *DecodeExportState(Read(state));
    killed.sequence.reset();
    fs::remove_all(Path("x"));
    // Killed before it made anything: what is there is another's.
    Write(state, EncodeExportState(killed));
    Write(format == "markdown" ? "x/mine.md" : "x", "mine");
    EXPECT_THAT(Expect(2, Export(format, "x")).err, HasSubstr("--force"));
    EXPECT_EQ(Read(format == "markdown" ? "x/mine.md" : "x"), "mine");
    fs::remove_all(Path("x"));
    // Killed before it could say that all was done.
    Expect(0, Export(format, "x"));
    killed = *DecodeExportState(Read(state));
    killed.sequence.reset();
    Write(state, EncodeExportState(killed));
    if (format == "markdown") Write("x/mine.md", "mine");
    Put("b.md", "B " + format);
    EXPECT_THAT(Expect(0, Export(format, "x")).err,
                HasSubstr(" changed, 0 removed"));
    if (format == "markdown") {
      EXPECT_EQ(FilesBelow("x"), (Arguments{"a.md", "b.md", "mine.md"}));
    }
    fs::remove_all(Path("x"));
  }
}

TEST_F(RepeatedExports, KeepOnlyTheFolderThatTheyMade) {
  Put("a.md", "A");
  Expect(0, Export("markdown", "mirror"));
  fs::rename(Path("mirror"), Path("moved"));
  Put("b.md", "B");
  fs::create_directory(Path("mirror"));
  EXPECT_THAT(Expect(2, Export("markdown", "mirror")).err,
              AllOf(HasSubstr("is not the folder"), HasSubstr("--force")));
  fs::remove(Path("mirror"));
  fs::create_directory_symlink("moved", Path("mirror"));
  EXPECT_THAT(Expect(2, Export("markdown", "mirror")).err,
              HasSubstr("is not the folder"));
  EXPECT_EQ(FilesBelow("moved"), (Arguments{"a.md"}));
  fs::remove(Path("mirror"));
  fs::rename(Path("moved"), Path("mirror"));
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md", "b.md"}));
  Descriptor held(::open(Path("mirror").c_str(), O_RDONLY));
  ASSERT_EQ(::flock(held.get(), LOCK_EX | LOCK_NB), 0);
  EXPECT_THAT(Expect(5, Export("markdown", "mirror")).err,
              HasSubstr("is being written"));
}

TEST_F(RepeatedExports, KeepNoDatabaseOfAnotherState) {
  Put("a.md", "A");
  Put("b.md", "B");
  auto asked = [&](const std::string& title) {
    Arguments arguments = Export("sqlite", "db", "title = :t");
    arguments.back() = "state." + title;
    arguments.insert(arguments.end(), {"--param", "t=" + title, "--force"});
    return arguments;
  };
  Expect(0, asked("A"));
  Expect(0, asked("B"));
  EXPECT_THAT(
      Expect(2, asked("A")).err,
      AllOf(HasSubstr("other values of --param"), HasSubstr("delete state.A")));
  Expect(0, asked("B"));
  for (const char* what : {"garbage garbage", "link", "folder"}) {
    fs::remove_all(Path("db"));
    Write("file", what);
    if (what == std::string("link")) fs::create_symlink("file", Path("db"));
    if (what == std::string("folder")) fs::create_directory(Path("db"));
    if (!fs::exists(Path("db"))) fs::rename(Path("file"), Path("db"));
    Finished refused = Run(asked("B"));
    EXPECT_NE(refused.exit, 0);
    EXPECT_THAT(refused.err, HasSubstr("delete state.B")) << what;
  }
}

// The name that files of a folder have until they are complete.
TEST_F(RepeatedExports, LeaveOutKeysOfTheirOwnNames) {
  Put(".pressmark.partial/x.md", "X");
  Put("a.md", "A");
  for (int run = 0; run < 2; ++run) {
    EXPECT_THAT(Expect(4, Export("markdown", "mirror")).err,
                HasSubstr("a name that is taken by exports"));
    EXPECT_EQ(FilesBelow("mirror"), (Arguments{"a.md"}));
    Put(".pressmark.partial/x.md", "X, again");
    Put(".pressmark.partial", "Y");
  }
  Put("a.md", "A, again");
  Expect(0, Export("markdown", "mirror"));
  EXPECT_EQ(Read("mirror/a.md"), Article("A, again"));
  // As in a folder that is not kept in step.
  EXPECT_THAT(
      Expect(4, {"export", "*", "--format", "markdown", "-o", "tree"}).err,
      HasSubstr("left out: article \".pressmark.partial\""));
  EXPECT_EQ(FilesBelow("tree"), (Arguments{"a.md"}));
}

TEST_F(RepeatedExports, LeaveNothingWhereTheyFail) {
  Put("a.md", "A");
  Expect(3, Export("markdown", "x", "* select title"));
  Expect(3, Export("jsonl", "x", "title < [1"));
  EXPECT_FALSE(fs::exists(Path("state.jsonl")));
  EXPECT_FALSE(fs::exists(Path("state.markdown")));
  // Killed, and repeated with another name.
  Delta();
  ExportState killed = *DecodeExportState(Read("state.jsonl"));
  std::string half =
      ".delta." + std::to_string(killed.output->process) + "-0.partial";
  Write(half, "half");
  Expect(0, Export("jsonl", "x"));
  EXPECT_FALSE(fs::exists(Path(half)));
}

TEST_F(RepeatedExports, KeepTheirStateApart) {
  Put("a.md", "A");
  auto with = [&](const char* path, const char* state) {
    Arguments arguments = Export("jsonl", path);
    arguments.back() = state;
    EXPECT_THAT(Expect(2, arguments).err, HasSubstr("--state"));
    EXPECT_FALSE(fs::exists(Path(path)));
  };
  with("x", "");
  with("x", "x");
  with(".state.partial", "state");
  with("x", "x-journal");
  with("x", "x-wal");
}

}  // namespace
}  // namespace pressmark::cli
