// `import --watch` of real files: after whatever is done to the folder, the
// store is what a fresh import of it would be.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "tests/cli/watched_import.h"
#include "tests/support/corpora.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(WatchedImport, FollowsWhatIsDoneToFiles) {
  Write("site/a.md", Article("A"));
  Write("site/b/b.md", Article("B"));
  Start();
  Write("site/new.md", Article("New"));
  ExpectInStep("create");
  Write("site/a.md", Article("A, again"));
  ExpectInStep("modify");
  fs::rename(Path("site/a.md"), Path("site/b/c.md"));
  ExpectInStep("rename");
  fs::remove(Path("site/new.md"));
  ExpectInStep("delete");
  Write("site/d/e/f.md", Article("F"));
  ExpectInStep("new folder");
  fs::rename(Path("site/d"), Path("site/b/d"));
  ExpectInStep("moved folder");
  Write("site/b/d/e/f.md", Article("F, again"));
  ExpectInStep("modified in a moved folder");
  fs::rename(Path("site/b"), Path("away"));
  Write("site/only.md", Article("Only"));
  ExpectInStep("folder moved out");
  fs::rename(Path("away"), Path("site/back"));
  ExpectInStep("folder moved in");
  fs::remove_all(Path("site/back"));
  ExpectInStep("deleted folder");
  fs::remove(Path("site/only.md"));
  Write("site/only.md/now/a/folder.md", Article("X"));
  ExpectInStep("a folder for a file");
  Finished finished = Stop();
  EXPECT_THAT(finished.err, HasSubstr(" updated in "));
}

TEST_F(WatchedImport, FollowsTheWaysOfEditors) {
  Write("site/a.md", Article("A"));
  Start();
  Write("site/.a.md.tmp", Article("B"));
  fs::rename(Path("site/.a.md.tmp"), Path("site/a.md"));
  ExpectInStep("temporary and rename");
  Write("site/a.md", "");
  Write("site/a.md", Article("C"));
  ExpectInStep("truncate and write");
  fs::rename(Path("site/a.md"), Path("site/a.md~"));
  Write("site/a.md", Article("D"));
  fs::remove(Path("site/a.md~"));
  ExpectInStep("backup and write");
  fs::remove(Path("site/a.md"));
  Write("site/a.md", Article("E"));
  ExpectInStep("remove and write");
  fs::resize_file(Path("site/a.md"), Article("E").size() - 3);
  ExpectInStep("cut short");
  EXPECT_THAT(Stop().out, IsEmpty());
}

TEST_F(WatchedImport, TakesABurstAtOnce) {
  constexpr int kFiles = 500;
  auto name = [](int i) {
    return "site/" + std::to_string(i % 20) + "/" + std::to_string(i) + ".md";
  };
  for (int i = 0; i < kFiles; ++i) Write(name(i), Article("main"));
  Start();
  for (int i = 0; i < kFiles; ++i) Write(name(i), Article("branch"));
  ExpectInStep("checkout");
  for (int i = 0; i < kFiles; i += 2) fs::remove(Path(name(i)));
  for (int i = 0; i < kFiles; i += 3) Write(name(i), Article("other"));
  for (int i = kFiles; i < kFiles + 50; ++i) Write(name(i), Article("new"));
  ExpectInStep("another checkout");
  std::size_t bursts = Bursts(Stop().err);
  EXPECT_GE(bursts, 2u);
  EXPECT_LE(bursts, 1'000u);
}

TEST_F(WatchedImport, KeepsTheArticleOfAFileThatItRefuses) {
  Write("site/a.md", Article("A"));
  Start();
  Write("site/a.md", "---\ntitle: [\n---\n");
  AwaitText("1 refused in ");
  EXPECT_EQ(Output({"get", "a.md", "--wait", "60"}), Article("A"));
  Write("site/a.md", Article("B"));
  ExpectInStep("mended");
  Stop();
}

TEST_F(WatchedImport, WaitsForThoseWhoReadTheStore) {
  Write("site/a.md", Article("A"));
  Start();
  OpenOptions reading;
  reading.mode = OpenMode::kRead;
  std::optional<Result<Store>> reader =
      Store::Open(Path("pressmark.store"), reading);
  ASSERT_TRUE(reader->ok()) << reader->status().ToString();
  Write("site/b.md", Article("B"));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  Write("site/c.md", Article("C"));
  EXPECT_EQ(Output({"count", "*"}), "1\n");
  reader.reset();
  ExpectInStep("the reader has gone");
  Stop();
}

TEST_F(WatchedImport, WritesTheLastBurstBeforeItEnds) {
  Write("site/a.md", Article("A"));
  for (int number : {SIGINT, SIGTERM}) {
    Start();
    std::string name = std::to_string(number) + ".md";
    Write("site/" + name, Article("Last"));
    Finished finished = Stop(number);
    EXPECT_THAT(finished.err, HasSubstr("1 added in "));
    EXPECT_EQ(Output({"get", name}), Article("Last"));
  }
}

TEST_F(WatchedImport, EndsBySignalWhereTheStoreIsInUse) {
  Write("site/a.md", Article("A"));
  Start();
  OpenOptions reading;
  reading.mode = OpenMode::kRead;
  std::optional<Result<Store>> reader =
      Store::Open(Path("pressmark.store"), reading);
  ASSERT_TRUE(reader->ok()) << reader->status().ToString();
  Write("site/b.md", Article("B"));
  ::kill(process_->id(), SIGTERM);
  Finished finished = process_->Wait();
  process_.reset();
  EXPECT_EQ(finished.exit, 143);
  EXPECT_THAT(finished.err, HasSubstr("the last changes are not written"));
}

TEST_F(WatchedImport, LeavesTheArticlesOfOtherLabelsAlone) {
  Write("other/a.md", Article("Other"));
  Write("site/a.md", Article("A"));
  Write("site/b/c.md", Article("C"));
  Expect(0, {"import", "other"});
  Expect(0, {"import", "other", "--as", "s/b/other"});
  Start({"--as", "s"});
  fs::remove(Path("site/a.md"));
  fs::remove_all(Path("site/b"));
  ASSERT_TRUE(Eventually([&] {
    return Output({"count", "*", "--wait", "60"}) == "2\n";
  }));
  Stop();
  EXPECT_EQ(Output({"query", "* order by @key", "--format", "keys"}),
            "a.md\ns/b/other/a.md\n");
}

TEST_F(WatchedImport, PrunesAtItsStart) {
  for (std::string name : {"a", "b", "c"}) {
    Write("site/" + name + ".md", Article(name));
  }
  Expect(0, {"import", "site"});
  fs::remove(Path("site/a.md"));
  Start();
  ExpectInStep("pruned");
  Stop();
  fs::remove(Path("site/b.md"));
  fs::remove(Path("site/c.md"));
  Finished held = Expect(4, {"import", "site", "--watch"});
  EXPECT_THAT(held.err, HasSubstr("--force"));
  EXPECT_EQ(Output({"count", "*"}), "2\n");
}

TEST_F(WatchedImport, AcknowledgesAndSummarizesEachBurst) {
  Write("site/a.md", Article("A"));
  Start({"--ack"});
  Write("site/b.md", Article("B"));
  ASSERT_TRUE(Eventually(
      [&] { return process_->OutSoFar() == "ack a.md\nack b.md\n"; }));
  Stop();
  Start({"--json"});
  fs::remove(Path("site/b.md"));
  ExpectInStep("removed");
  Finished finished = Stop();
  std::size_t second = finished.out.find('\n') + 1;
  EXPECT_EQ(Member(finished.out.substr(0, second), "unchanged"), "2");
  EXPECT_EQ(Member(finished.out.substr(second), "removed"), "1");
}

TEST_F(WatchedImport, CanBeQuiet) {
  Write("site/a.md", Article("A"));
  process_.emplace(Path(""), Arguments{"import", "site", "--watch", "-q"},
                   Process::Options{});
  process_->AwaitSignalHandlers();
  ExpectInStep("import");
  fs::remove(Path("site/a.md"));
  ExpectInStep("removed");
  EXPECT_THAT(Stop().err, IsEmpty());
}

TEST_F(WatchedImport, TakesOneFolder) {
  Write("site/a.md", Article("A"));
  Write("other/a.md", Article("A"));
  for (const Arguments& more :
       std::vector<Arguments>{{"other"}, {"--dry-run"}, {"site/a.md"}}) {
    Arguments arguments = {"import", "--watch", "site"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Expect(2, arguments);
  }
  EXPECT_THAT(Expect(2, {"import", "--watch", "site/a.md"}).err,
              HasSubstr("--watch takes exactly one folder"));
  EXPECT_THAT(Expect(2, {"import", "--watch", "absent"}).err,
              HasSubstr("absent"));
  EXPECT_FALSE(fs::exists(Path("pressmark.store")));
}

TEST_F(WatchedImport, EndsAtARefusedFileWhereItIsStrict) {
  Write("site/a.md", Article("A"));
  Start({"--strict"});
  Write("site/b.md", "---\ntitle: [\n---\n");
  Finished finished = process_->Wait();
  process_.reset();
  EXPECT_EQ(finished.exit, 4) << finished.err;
}

TEST_F(WatchedImport, KeepsACorpusInStep) {
  PRESSMARK_NEEDS_SHARED("corpora/digitalgov.tar.gz");
  fs::create_directory(Path("site"));
  test::UnpackCorpus("digitalgov", Path("site"));
  Start();
  std::vector<std::string> files = FilesBelow("site");
  ASSERT_GT(files.size(), 4'000u);
  for (std::size_t i = 0; i < files.size(); i += 40) {
    std::string name = "site/" + files[i];
    if (i % 3 == 0) fs::remove(Path(name));
    if (i % 3 == 1) Write(name, Read(name) + "\nMore.\n");
    if (i % 3 == 2) fs::rename(Path(name), Path(name + ".html"));
  }
  std::string folder = files[files.size() / 2];
  folder = folder.substr(0, folder.find('/'));
  fs::rename(Path("site/" + folder), Path("site/renamed"));
  ExpectInStep("changes all over");
  EXPECT_THAT(Stop().err, Not(IsEmpty()));
}

}  // namespace
}  // namespace pressmark::cli
