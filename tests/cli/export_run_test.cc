// Exports by the built program: complete or not there, and nothing beside.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Export : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Write("site/a.md", Article("A", "date: 2021-10-02\n"));
    Write("site/b/c.md", Article("=C, \"quoted\"", "n: -5\n"));
    Write("site/b/crlf.html",
          "\xef\xbb\xbf---\r\ntitle: D\r\n---\r\nb\0dy\xff");
    Expect(0, {"import", "site"});
  }
  void Put(std::string_view key) {
    Process::Options options;
    options.input = Article("hostile");
    Expect(0, {"put", "--", std::string(key), "-"}, options);
  }
  // Names in the working folder.
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(Path(""))) {
      names.push_back(entry.path().filename().native());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
};

TEST_F(Export, MarkdownGivesBackTheBytes) {
  Expect(0, {"export", "*", "--format", "markdown", "-o", "out"});
  EXPECT_EQ(FilesBelow("out"), FilesBelow("site"));
  for (const std::string& name : FilesBelow("site")) {
    EXPECT_EQ(Read("out/" + name), Read("site/" + name)) << name;
  }
  EXPECT_THAT(Names(), ElementsAre("out", "pressmark.store", "site"));
}

TEST_F(Export, MarkdownOfAFilter) {
  Expect(0, {"export", "has date", "--format", "markdown", "-o", "out"});
  EXPECT_THAT(FilesBelow("out"), ElementsAre("a.md"));
}

TEST_F(Export, FilesOfEachFormat) {
  Expect(0, {"export", "* order by @key select @key, title, n", "--format",
             "csv", "-o", "o.csv"});
  EXPECT_EQ(Read("o.csv"),
            "@key,title,n\r\na.md,A,\r\n"
            "b/c.md,\"=C, \"\"quoted\"\"\",-5\r\nb/crlf.html,D,\r\n");
  Expect(0, {"export", "n = -5 select title", "--format", "csv", "--safe-csv",
             "-o", "s.csv"});
  EXPECT_EQ(Read("s.csv"), "title\r\n\"'=C, \"\"quoted\"\"\"\r\n");
  Expect(0, {"export", "has date", "--format", "jsonl", "-o", "o.jsonl"});
  EXPECT_THAT(
      Read("o.jsonl"),
      testing::StartsWith("{\"@key\":\"a.md\",\"date\":\"2021-10-02\""));
  Expect(0, {"export", "count", "--format", "json", "-o", "o.json"});
  EXPECT_EQ(Read("o.json"), "{\"rows\":[\n{\"count\":3}\n],\"next\":null}\n");
}

TEST_F(Export, ToStandardOutput) {
  EXPECT_EQ(
      Output({"export", "has date select title", "--format", "tsv", "-o", "-"}),
      "title\nA\n");
  Expect(2, {"export", "*", "--format", "markdown", "-o", "-"});
  EXPECT_THAT(Names(), ElementsAre("pressmark.store", "site"));
}

TEST_F(Export, NothingIsOverwrittenUnasked) {
  Write("o.csv", "mine");
  Write("out/mine.md", "mine");
  Finished file = Expect(2, {"export", "*", "--format", "csv", "-o", "o.csv"});
  EXPECT_THAT(file.err, HasSubstr("o.csv is there already; --force"));
  Expect(2, {"export", "*", "--format", "markdown", "-o", "out"});
  EXPECT_EQ(Read("o.csv"), "mine");
  EXPECT_EQ(Read("out/mine.md"), "mine");
  Expect(0, {"export", "*", "--format", "csv", "-o", "o.csv", "--force"});
  Expect(0, {"export", "*", "--format", "markdown", "-o", "out", "--force"});
  EXPECT_THAT(Read("o.csv"), testing::StartsWith("@key,"));
  EXPECT_EQ(FilesBelow("out"), FilesBelow("site"));
  EXPECT_THAT(Names(), ElementsAre("o.csv", "out", "pressmark.store", "site"));
}

TEST_F(Export, OddTargetsAreRefused) {
  Write("real", "mine");
  fs::create_symlink("real", Path("link"));
  ASSERT_EQ(::mkfifo(Path("fifo").c_str(), 0666), 0);
  Write("work/thesis.tex", "mine");
  for (std::string target : {"link", "fifo", "pressmark.store/x",
                             "pressmark.store", ".", "absent/x"}) {
    Expect(2, {"export", "*", "--format", "csv", "--force", "-o", target});
    Expect(2, {"export", "*", "--format", "markdown", "--force", "-o", target});
  }
  Expect(2, {"export", "*", "--format", "markdown", "--force", "-o", "work"});
  EXPECT_EQ(Read("real"), "mine");
  EXPECT_EQ(Read("work/thesis.tex"), "mine");
}

TEST_F(Export, HostileKeysStayInside) {
  for (std::string_view key :
       {"../x.md", "/tmp/pressmark-escape.md", "..", "d/../../y.md", "a.md/in",
        "d//e.md", "new\nline", "b"}) {
    Put(key);
  }
  Put("CON");
  Finished finished =
      Expect(4, {"export", "*", "--format", "markdown", "-o", "out"});
  EXPECT_THAT(finished.err, HasSubstr("left out: article \"../x.md\": "));
  EXPECT_THAT(finished.err, HasSubstr("left out: article \"new\\nline\": "));
  // Newest first: of two that need one name the first in the answer has it.
  EXPECT_THAT(finished.err,
              HasSubstr("left out: article \"a.md/in\": another"));
  EXPECT_THAT(finished.err, HasSubstr("left out: article \"b/c.md\": another"));
  EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 9)
      << finished.err;
  EXPECT_THAT(FilesBelow("out"), ElementsAre("CON", "a.md", "b"));
  EXPECT_FALSE(fs::exists(Path("x.md")));
  EXPECT_FALSE(fs::exists("/tmp/pressmark-escape.md"));
  EXPECT_THAT(Names(), ElementsAre("out", "pressmark.store", "site"));
}

TEST_F(Export, AFullDiskLeavesNothingBehind) {
  fs::create_directory(Path("disk"));
  std::string mount = "mount -t tmpfs -o size=64k none '" +
                      Path("disk").native() + "' 2>/dev/null";
  if (::geteuid() != 0 || std::system(mount.c_str()) != 0) {
    GTEST_SKIP() << "may not mount a small disk";
  }
  for (int i = 0; i < 40; ++i) {
    Write("more/" + std::to_string(i) + ".md",
          Article("T", "note: " + std::string(5'000, 'n') + "\n"));
  }
  Expect(0, {"import", "more"});
  Finished file =
      Run({"export", "* select *", "--format", "jsonl", "-o", "disk/o.jsonl"});
  Finished tree =
      Run({"export", "*", "--format", "markdown", "-o", "disk/out"});
  bool empty = fs::is_empty(Path("disk"));
  EXPECT_EQ(std::system(("umount '" + Path("disk").native() + "'").c_str()), 0);
  EXPECT_EQ(file.exit, 6) << file.err;
  EXPECT_EQ(tree.exit, 6) << tree.err;
  EXPECT_TRUE(empty);
  EXPECT_THAT(file.err, HasSubstr("No space left"));
}

TEST_F(Export, AFileSizeLimitIsAnError) {
  Process::Options options;
  options.wrapper = {"/bin/bash", "-c", "ulimit -f 0; exec \"$@\"", "bash"};
  Finished finished =
      Run({"export", "*", "--format", "jsonl", "-o", "o.jsonl"}, options);
  EXPECT_EQ(finished.signal, 0);
  EXPECT_THAT(finished.exit, testing::AnyOf(5, 6)) << finished.err;
  EXPECT_FALSE(fs::exists(Path("o.jsonl")));
}

TEST_F(Export, AReaderThatLeavesEndsItQuietly) {
  for (int i = 0; i < 2'000; ++i) {
    Write("more/" + std::to_string(i) + ".md",
          Article("T", "note: " + std::string(500, 'n') + "\n"));
  }
  Expect(0, {"import", "more"});
  Process::Options options;
  options.piped_into = "head -1";
  Finished finished =
      Run({"export", "* select *", "--format", "jsonl", "-o", "-"}, options);
  EXPECT_EQ(finished.exit, 128 + SIGPIPE);
  EXPECT_THAT(finished.err, IsEmpty());
  EXPECT_EQ(std::count(finished.out.begin(), finished.out.end(), '\n'), 1);
}

TEST_F(Export, AQueryErrorComesBeforeAnything) {
  Finished finished =
      Expect(3, {"export", "topic ==", "--format", "csv", "-o", "o.csv"});
  EXPECT_THAT(finished.err, HasSubstr("^"));
  Expect(3, {"export", "count", "--format", "markdown", "-o", "out"});
  Expect(2, {"export", "*", "--format", "xml", "-o", "o.xml"});
  Expect(2, {"export", "*", "--format", "csv"});
  EXPECT_THAT(Names(), ElementsAre("pressmark.store", "site"));
}

}  // namespace
}  // namespace pressmark::cli
