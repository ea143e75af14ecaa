// Imports by the built program: what it reports, refuses and keeps.
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

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
using ::testing::Not;
using ::testing::StartsWith;

class Import : public PressmarkRuns {
 protected:
  // The counts of an import, "seen added updated unchanged removed skipped
  // refused".
  std::string Counts(int exit, Arguments arguments,
                     const Process::Options& options = {}) const {
    arguments.insert(arguments.begin(), "import");
    arguments.push_back("--json");
    std::string json = Expect(exit, arguments, options).out;
    std::string counts;
    for (std::string_view name : {"seen", "added", "updated", "unchanged",
                                  "removed", "skipped", "refused"}) {
      counts += (counts.empty() ? "" : " ") + Member(json, name);
    }
    return counts;
  }
  void WriteSite() const {
    Write("site/a.md", Article("A", "date: 2021-10-02\ntopics: [x]\n"));
    Write("site/b/c.md", Article("C"));
    Write("site/b/d.html", Article("D"));
    Write("site/readme.txt", "no article");
  }
  // Runs as somebody whom file modes bind.
  static Process::Options AsNobody() {
    Process::Options options;
    if (::geteuid() == 0) {
      options.wrapper = {"setpriv", "--reuid=65534", "--regid=65534",
                         "--clear-groups"};
    }
    return options;
  }
};

TEST_F(Import, MakesTheStoreAndReportsExactly) {
  WriteSite();
  Finished finished = Expect(0, {"import", "site", "--json"});
  EXPECT_THAT(finished.out,
              StartsWith("{\"seen\":3,\"added\":3,\"updated\":0,\"unchanged\":"
                         "0,\"removed\":0,\"skipped\":0,\"refused\":0,"
                         "\"warnings\":0,\"seconds\":"));
  EXPECT_THAT(finished.err, StartsWith("3 files in "));
  EXPECT_EQ(Output({"count", "*"}), "3\n");
}

TEST_F(Import, TellsChangedFromUnchanged) {
  WriteSite();
  EXPECT_EQ(Counts(0, {"site"}), "3 3 0 0 0 0 0");
  EXPECT_EQ(Counts(0, {"site"}), "3 0 0 3 0 0 0");
  Write("site/a.md", Article("A2"));
  Write("site/e.md", Article("E"));
  fs::remove(Path("site/b/d.html"));
  EXPECT_EQ(Counts(0, {"site"}), "3 1 1 1 0 0 0");
  EXPECT_EQ(Output({"count", "*"}), "4\n") << "nothing is removed unasked";
}

TEST_F(Import, NamedFilesHaveTheirNameForAKey) {
  Write("site/b/c.txt", Article("C"));
  EXPECT_EQ(Counts(0, {"site/b/c.txt", "--as", "x"}), "1 1 0 0 0 0 0");
  EXPECT_EQ(Output({"get", "x/c.txt"}), Article("C"));
}

TEST_F(Import, RefusesByPathLineAndColumn) {
  WriteSite();
  Write("site/bad.md", "---\ntitle: x\ntags: [a, b\n---\nbody\n");
  Write("site/empty.md", "");
  Write("site/plain.md", "no front matter\n");
  Finished finished = Expect(4, {"import", "site"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, testing::ContainsRegex(
                                "(^|\n)site/bad.md:[0-9]+:[0-9]+: [^\n]+\n"));
  EXPECT_THAT(finished.err, HasSubstr("site/empty.md: the file is empty\n"));
  EXPECT_THAT(finished.err,
              testing::ContainsRegex("site/plain.md[:0-9]*: skipped: "));
  EXPECT_EQ(Output({"count", "*"}), "3\n") << "the rest is in";
}

TEST_F(Import, ManyWarningsAreCutUnlessAsked) {
  for (int i = 10; i < 35; ++i) {
    Write("site/" + std::to_string(i) + ".md", "no front matter\n");
  }
  Finished cut = Expect(0, {"import", "site"});
  EXPECT_THAT(cut.err, HasSubstr("site/29.md:1:1: skipped: "));
  EXPECT_THAT(cut.err, Not(HasSubstr("site/30.md")));
  EXPECT_THAT(cut.err, HasSubstr("\n5 more warnings; --verbose shows them\n"));
  Finished all = Expect(0, {"import", "site", "--verbose"});
  EXPECT_THAT(all.err, HasSubstr("site/34.md:1:1: skipped: "));
  EXPECT_THAT(all.err, Not(HasSubstr("more warnings")));
}

TEST_F(Import, StrictStopsBeforeItWrites) {
  WriteSite();
  Write("site/bad.md", "---\ntitle: [\n---\n");
  Finished finished = Expect(4, {"import", "site", "--strict"});
  EXPECT_THAT(finished.err, HasSubstr("--strict"));
  EXPECT_EQ(Output({"count", "*"}), "0\n");
}

TEST_F(Import, AcknowledgesEveryDurableArticle) {
  WriteSite();
  Finished finished = Expect(0, {"import", "site", "--ack"});
  EXPECT_EQ(finished.out, "ack a.md\nack b/c.md\nack b/d.html\n");
  EXPECT_EQ(Output({"import", "site", "--ack"}), finished.out)
      << "unchanged ones too";
}

TEST_F(Import, DryRunWritesNothing) {
  WriteSite();
  EXPECT_EQ(Counts(0, {"site", "--dry-run"}), "3 3 0 0 0 0 0");
  EXPECT_FALSE(fs::exists(Path("pressmark.store")));
  EXPECT_EQ(Counts(0, {"site"}), "3 3 0 0 0 0 0");
  Write("site/a.md", Article("A2"));
  Write("site/e.md", Article("E"));
  fs::remove(Path("site/b/c.md"));
  EXPECT_EQ(Counts(0, {"site", "--dry-run", "--prune"}), "3 1 1 1 1 0 0");
  EXPECT_EQ(Output({"count", "*"}), "3\n");
  EXPECT_EQ(Output({"count", "title = A2"}), "0\n");
}

TEST_F(Import, ManyJobsGiveTheSameStore) {
  for (int i = 0; i < 300; ++i) {
    std::string number = std::to_string(i);
    Write("site/" + std::to_string(i % 7) + "/" + number + ".md",
          Article("T" + number, "date: 2021-10-0" + std::to_string(1 + i % 9) +
                                    "\ntopics: [t" + std::to_string(i % 5) +
                                    "]\n"));
  }
  Expect(0, {"import", "site", "--jobs", "1", "--store", "one"});
  Expect(0, {"import", "site", "--jobs", "4", "--store", "four"});
  std::string one =
      Output({"query", "* select *", "--format", "jsonl", "--store", "one"});
  EXPECT_EQ(std::count(one.begin(), one.end(), '\n'), 300);
  EXPECT_EQ(one, Output({"query", "* select *", "--format", "jsonl", "--store",
                         "four"}));
}

TEST_F(Import, PruneRemovesWhatIsGone) {
  WriteSite();
  Write("site/a-b.md", Article("AB"));
  Write("site/a/z.md", Article("Z"));
  EXPECT_EQ(Counts(0, {"site", "--prune"}), "5 5 0 0 0 0 0");
  fs::remove(Path("site/a-b.md"));
  fs::remove_all(Path("site/a"));
  EXPECT_EQ(Counts(0, {"site", "--prune"}), "3 0 0 3 2 0 0");
  EXPECT_EQ(Output({"query", "* order by @key", "--format", "keys"}),
            "a.md\nb/c.md\nb/d.html\n");
  EXPECT_EQ(Counts(0, {"site", "--prune"}), "3 0 0 3 0 0 0");
}

TEST_F(Import, PruneOfMoreThanHalfNeedsForce) {
  WriteSite();
  Expect(0, {"import", "site"});
  fs::remove_all(Path("site/b"));
  EXPECT_EQ(Counts(4, {"site", "--prune"}), "1 0 0 1 0 0 0");
  EXPECT_EQ(Output({"count", "*"}), "3\n");
  EXPECT_EQ(Counts(0, {"site", "--prune", "--force"}), "1 0 0 1 2 0 0");
  EXPECT_EQ(Output({"count", "*"}), "1\n");
}

TEST_F(Import, PruneKeepsRefusedFilesAndOtherLabels) {
  WriteSite();
  Expect(0, {"import", "site", "--as", "one"});
  Expect(0, {"import", "site", "--as", "two"});
  Write("site/a.md", "---\ntitle: [\n---\n");
  fs::remove(Path("site/b/c.md"));
  EXPECT_EQ(Counts(4, {"site", "--as", "one", "--prune"}), "2 0 0 1 1 0 1");
  EXPECT_EQ(Output({"query", "* order by @key", "--format", "keys"}),
            "one/a.md\none/b/d.html\ntwo/a.md\ntwo/b/c.md\ntwo/b/d.html\n");
}

TEST_F(Import, PruneTakesOneFolder) {
  WriteSite();
  Expect(2, {"import", "site/a.md", "--prune"});
  Expect(2, {"import", "site", "site/b", "--prune"});
}

TEST_F(Import, AnotherLabelsKeyIsRefused) {
  Write("one/x/a.md", Article("A"));
  Write("two/a.md", Article("B"));
  Expect(0, {"import", "one"});
  Finished finished = Expect(4, {"import", "two", "--as", "x"});
  EXPECT_THAT(finished.err, HasSubstr("two/a.md: its key \"x/a.md\""));
  EXPECT_EQ(Output({"get", "x/a.md"}), Article("A"));
}

TEST_F(Import, TwoFoldersWithOneKey) {
  Write("one/a.md", Article("A"));
  Write("two/a.md", Article("B"));
  EXPECT_EQ(Counts(4, {"one", "two"}), "2 1 0 0 0 0 1");
  EXPECT_EQ(Output({"get", "a.md"}), Article("A"));
}

TEST_F(Import, OddFilesNeitherHangNorStop) {
  WriteSite();
  ASSERT_EQ(::mkfifo(Path("site/fifo.md").c_str(), 0666), 0);
  fs::create_symlink("a.md", Path("site/link.md"));
  fs::create_symlink("self.md", Path("site/self.md"));
  fs::create_directory_symlink("..", Path("site/loop"));
  fs::create_symlink("/dev/zero", Path("site/zero.md"));
  Write("site/big.md", "x");
  fs::resize_file(Path("site/big.md"), (std::uintmax_t{16} << 20) + 1);
  EXPECT_EQ(Counts(4, {"site"}), "8 3 0 0 0 3 2");
  Finished finished = Expect(4, {"import", "site"});
  EXPECT_THAT(finished.err, HasSubstr("site/fifo.md: it is a named pipe"));
  EXPECT_THAT(finished.err, HasSubstr("site/big.md: it has more than"));
  EXPECT_THAT(finished.err, HasSubstr("site/link.md: skipped: it is a symb"));
}

TEST_F(Import, LinksThatAreNamedAreFollowed) {
  WriteSite();
  fs::create_symlink("site/a.md", Path("link.md"));
  fs::create_directory_symlink("site", Path("link"));
  EXPECT_EQ(Counts(0, {"link.md"}), "1 1 0 0 0 0 0");
  EXPECT_EQ(Counts(0, {"link", "--as", "l"}), "3 3 0 0 0 0 0");
}

TEST_F(Import, OddNamesComeBackAsTheyWent) {
  for (std::string_view name : {"-rf.md", "a b.md", "[x].md", "日本😀.md",
                                "q'\"$`.md", "a\\b.md", "page.md/x.md"}) {
    Write("site/" + std::string(name), Article("T"));
  }
  Expect(0, {"import", "site"});
  Expect(0, {"export", "*", "--format", "markdown", "-o", "out"});
  EXPECT_EQ(FilesBelow("out"), FilesBelow("site"));
  EXPECT_THAT(FilesBelow("out"), testing::SizeIs(7));
}

TEST_F(Import, NamesThatAreNoKeysAreRefusedEscaped) {
  Write("site/bad\xff.md", Article("T"));
  Write("site/new\nline.md", Article("T"));
  EXPECT_EQ(Counts(4, {"site"}), "2 1 0 0 0 0 1");
  Finished finished = Expect(4, {"import", "site"});
  EXPECT_THAT(finished.err, HasSubstr("site/bad\\xff.md: its name is not"));
  EXPECT_THAT(finished.err, Not(HasSubstr("\xff")));
}

TEST_F(Import, UnreadableFilesAndFoldersAreNamed) {
  if (::geteuid() == 0 && !HasProgram("setpriv")) {
    GTEST_SKIP() << "needs setpriv to leave the rights of root";
  }
  WriteSite();
  Write("site/z/f.md", Article("F"));
  fs::permissions(Path(""), fs::perms::all);
  fs::permissions(Path("").parent_path(), fs::perms::all);
  fs::permissions(Path("").parent_path().parent_path(), fs::perms::others_exec,
                  fs::perm_options::add);
  Finished first = Run({"import", "site"}, AsNobody());
  if (first.exit == 127 || first.err.find("setpriv") != std::string::npos) {
    GTEST_SKIP() << "setpriv is not permitted here: " << first.err;
  }
  ASSERT_EQ(first.exit, 0) << first.err;
  fs::permissions(Path("site/a.md"), fs::perms::none);
  fs::permissions(Path("site/z"), fs::perms::none);
  fs::remove(Path("site/b/c.md"));
  EXPECT_EQ(Counts(4, {"site", "--prune"}, AsNobody()), "3 0 0 1 0 0 2")
      << "nothing is pruned beside a folder that cannot be read";
  Finished finished = Expect(4, {"import", "site"}, AsNobody());
  EXPECT_THAT(finished.err, HasSubstr("site/a.md: cannot open: Permission"));
  EXPECT_THAT(finished.err, HasSubstr("site/z/: cannot open: Permission"));
  fs::permissions(Path("site/z"), fs::perms::all);
  EXPECT_EQ(Counts(4, {"site", "--prune"}, AsNobody()), "3 0 0 2 1 0 1");
}

TEST_F(Import, TheStoresOwnFolderIsPassedOver) {
  WriteSite();
  Expect(0, {"import", ".", "--store", "site/store"});
  Write("site/store/x.md", Article("X"));
  EXPECT_EQ(Counts(0, {".", "--store", "site/store"}), "3 0 0 3 0 0 0");
}

TEST_F(Import, WhatIsNotThereIsAUsageError) {
  Finished finished = Expect(2, {"import", "absent"});
  EXPECT_THAT(finished.err, HasSubstr("absent: No such file"));
  EXPECT_FALSE(fs::exists(Path("pressmark.store")));
  Expect(2, {"import"});
  Expect(2, {"import", "x", "--as", "../y"});
  Expect(2, {"import", "x", "--jobs", "0"});
  Expect(2, {"import", "x", "--bogus"});
}

TEST_F(Import, AMappingIsKeptAndChangedOnDemandOnly) {
  Write("site/a.md", Article("A", "review: {rating: 4}\n"));
  Write("map.yaml",
        "fields:\n  rating: { kind: number, paths: [review.rating] }\n");
  Expect(0, {"import", "site"});
  Finished refused = Expect(2, {"import", "site", "--mapping", "map.yaml"});
  EXPECT_THAT(refused.err, HasSubstr("--remap"));
  Finished remapped =
      Expect(0, {"import", "site", "--mapping", "map.yaml", "--remap"});
  EXPECT_THAT(remapped.err, HasSubstr("derived 1 articles anew"));
  EXPECT_EQ(Output({"count", "rating >= 4"}), "1\n");
  EXPECT_EQ(Counts(0, {"site"}), "1 0 0 1 0 0 0");
  Expect(0, {"import", "site", "--mapping", "map.yaml"});
  Expect(2, {"import", "site", "--remap"});
}

TEST_F(Import, ABadMappingIsNamedByLine) {
  Write("site/a.md", Article("A"));
  Write("map.yaml", "fields:\n  rating: { kind: colour, paths: [x] }\n");
  Finished finished = Expect(4, {"import", "site", "--mapping", "map.yaml"});
  EXPECT_THAT(finished.err, StartsWith("map.yaml:2:"));
  EXPECT_FALSE(fs::exists(Path("pressmark.store")));
  Expect(2, {"import", "site", "--mapping", "absent.yaml"});
}

TEST_F(Import, ASignalEndsItInGoodOrder) {
  for (int i = 0; i < 4'000; ++i) {
    Write("site/" + std::to_string(i / 100) + "/" + std::to_string(i) + ".md",
          Article("T", "note: " + std::string(2'000, 'n') + "\n"));
  }
  Process process(Path(""), {"import", "site", "--ack", "--jobs", "1"}, {});
  while (process.OutSoFar().empty()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ASSERT_EQ(::kill(process.id(), 0), 0);
  }
  ::kill(process.id(), SIGTERM);
  Finished finished = process.Wait();
  auto acknowledged =
      std::count(finished.out.begin(), finished.out.end(), '\n');
  EXPECT_EQ(Output({"count", "*"}), std::to_string(acknowledged) + "\n");
  if (acknowledged == 4'000) GTEST_SKIP() << "it was done before the signal";
  EXPECT_EQ(finished.exit, 143) << finished.err;
  EXPECT_THAT(finished.err, StartsWith("interrupted; what was written stays"));
  EXPECT_THAT(finished.err, HasSubstr(" added"));
  Expect(0, {"import", "site"});
  EXPECT_EQ(Output({"count", "*"}), "4000\n");
}

TEST_F(Import, AFullDiskIsAnErrorAndNothingAcknowledgedIsLost) {
  fs::create_directory(Path("disk"));
  std::string mount = "mount -t tmpfs -o size=6m none '" +
                      Path("disk").native() + "' 2>/dev/null";
  if (::geteuid() != 0 || std::system(mount.c_str()) != 0) {
    GTEST_SKIP() << "may not mount a small disk";
  }
  for (int i = 0; i < 60; ++i) {
    std::string body(200'000, 'x');
    for (std::size_t k = 0; k < body.size(); ++k) {
      body[k] = static_cast<char>(
          'a' + (k * 7 + k / 13 * 5 + static_cast<std::size_t>(i)) % 26);
    }
    Write("site/" + std::to_string(i) + ".md", Article("T") + body);
  }
  Finished finished = Run({"import", "site", "--store", "disk/s", "--ack"});
  EXPECT_EQ(finished.exit, 6) << finished.err;
  EXPECT_EQ(finished.signal, 0);
  Finished count = Run({"count", "*", "--store", "disk/s"});
  EXPECT_EQ(std::system(("umount '" + Path("disk").native() + "'").c_str()), 0);
  auto acknowledged =
      std::count(finished.out.begin(), finished.out.end(), '\n');
  ASSERT_EQ(count.exit, 0) << count.err;
  EXPECT_GE(std::stol(count.out), acknowledged);
}

}  // namespace
}  // namespace pressmark::cli
