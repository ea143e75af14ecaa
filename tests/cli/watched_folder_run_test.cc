// What becomes of the articles where the watched folder itself goes.
#include <filesystem>

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace pressmark::cli
