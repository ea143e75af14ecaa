// What becomes of the articles where the watched folder itself goes.
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <pressmark/store.h>

#include "tests/cli/watched_import.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

TEST_F(WatchedImport, RemovesNothingWhileTheFolderIsAway) {
  Write("site/a.md", Article("A"));
  Write("site/b.md", Article("B"));
  Start();
  fs::rename(Path("site"), Path("away"));
  AwaitText("site: it is gone");
  EXPECT_EQ(Output({"count", "*", "--wait", "60"}), "2\n");
  fs::remove(Path("away/b.md"));
  Write("away/c/d.md", Article("D"));
  fs::rename(Path("away"), Path("site"));
  ExpectInStep("back");
  Write("site/c/d.md", Article("D, again"));
  ExpectInStep("watched again");
  Stop();
}

TEST_F(WatchedImport, RemovesNothingWhereAnEmptyFolderTookItsPlace) {
  Write("site/a.md", Article("A"));
  Write("site/b/b.md", Article("B"));
  fs::create_directory(Path("empty"));
  for (const Arguments& options : std::vector<Arguments>{{}, {"--force"}}) {
    Start(options);
    fs::rename(Path("site"), Path("away"));
    fs::create_directory_symlink("empty", Path("site"));
    AwaitText("nothing was removed: it was replaced, and holds no articles");
    fs::create_directory(Path("empty/b"));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_EQ(Output({"count", "*", "--wait", "60"}), "2\n");
    fs::remove(Path("site"));
    fs::remove(Path("empty/b"));
    fs::rename(Path("away"), Path("site"));
    Write("site/a.md", Article("A, again" + std::to_string(options.size())));
    ExpectInStep("back");
    fs::remove(Path("site/a.md"));
    fs::remove(Path("site/b/b.md"));
    ExpectInStep("removed in its sight");
    Write("site/a.md", Article("A"));
    Write("site/b/b.md", Article("B"));
    ExpectInStep("written again");
    Stop();
  }
}

TEST_F(WatchedImport, RemovesNoMoreThanHalfWhereAnotherFolderTookItsPlace) {
  for (const char* name : {"a", "b", "c"}) {
    Write("site/" + std::string(name) + ".md", Article("Of the site"));
  }
  Write("other/b.md", Article("Of the other"));
  Start();
  fs::rename(Path("site"), Path("away"));
  fs::rename(Path("other"), Path("site"));
  AwaitText(
      "nothing was removed: the files of 2 of 3 articles are gone; "
      "--force removes more than half");
  EXPECT_EQ(Output({"get", "b.md", "--wait", "60"}), Article("Of the other"));
  Write("site/c.md", Article("Of the other"));
  ExpectInStep("a third is gone");
  fs::remove(Path("site/c.md"));
  fs::remove(Path("site/b.md"));
  ExpectInStep("removed in its sight");
  Stop();
}

TEST_F(WatchedImport, RemovesNothingWhereItIsUnmounted) {
  fs::create_directory(Path("site"));
  if (::mount("none", Path("site").c_str(), "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "nothing can be mounted here";
  }
  Write("site/a.md", Article("A"));
  Write("site/b/b.md", Article("B"));
  Start();
  EXPECT_EQ(::umount2(Path("site").c_str(), 0), 0) << "the watch holds it";
  ::umount2(Path("site").c_str(), MNT_DETACH);
  AwaitText("nothing was removed: it was replaced, and holds no articles");
  Write("site/b/new.md", Article("New"));
  AwaitText("nothing was removed: the files of 2 of 2 articles are gone");
  EXPECT_EQ(Output({"count", "*", "--wait", "60"}), "3\n");
  Stop();
}

TEST_F(WatchedImport, RemovesNothingWhereTheFolderLeavesWhileABurstWaits) {
  Write("above/site/sub/a.md", Article("A"));
  Write("above/site/b.md", Article("B"));
  fs::create_directory_symlink("above/site", Path("site"));
  for (const char* moved : {"above/site", "above"}) {
    Start();
    OpenOptions reading;
    reading.mode = OpenMode::kRead;
    std::optional<Result<Store>> reader =
        Store::Open(Path("pressmark.store"), reading);
    ASSERT_TRUE(reader->ok()) << reader->status().ToString();
    fs::rename(Path("site/sub"), Path("site/other"));
    fs::rename(Path("site/other"), Path("site/sub"));
    fs::remove(Path("site/b.md"));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    fs::rename(Path(moved), Path("away"));
    reader.reset();
    AwaitText("site: it is gone; nothing is removed");
    EXPECT_EQ(Output({"count", "*", "--wait", "60"}), "2\n");
    fs::rename(Path("away"), Path(moved));
    ExpectInStep("back");
    Write("site/b.md", Article("B"));
    ExpectInStep("watched again");
    Stop();
  }
}

}  // namespace
}  // namespace pressmark::cli
