#include "cli/walk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Walks : public testing::Test {
 protected:
  void Make(std::string_view name) const {
    fs::path path = folder_.path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "x";
  }

  std::vector<std::string> Paths(std::optional<FileIdentity> skip = {}) const {
    Walk walk(folder_.path().native(), skip);
    std::vector<std::string> paths;
    while (std::optional<WalkEntry> entry = walk.Next()) {
      paths.push_back(entry->path);
    }
    return paths;
  }

  test::TemporaryFolder folder_;
};

TEST(ArticleNames, ByEndingUnlessHidden) {
  for (std::string_view name : {"a.md", "a.markdown", "a.html", "-.md"}) {
    EXPECT_TRUE(HasArticleName(name)) << name;
  }
  for (std::string_view name :
       {"a", "a.txt", ".a.md", ".md", "a.md~", "a.MD", "md", ""}) {
    EXPECT_FALSE(HasArticleName(name)) << name;
  }
}

TEST_F(Walks, FindArticlesOnly) {
  for (std::string_view name :
       {"a.md", "b.txt", ".hidden.md", ".git/c.md", "d/e.html", "d/f.markdown",
        "d/.x/g.md", "h.md~"}) {
    Make(name);
  }
  EXPECT_THAT(Paths(), ElementsAre("a.md", "d/e.html", "d/f.markdown"));
}

TEST_F(Walks, GoInTheByteOrderOfWholePaths) {
  for (std::string_view name :
       {"a/z.md", "a.md", "a-b.md", "a0.md", "a/b/c.md", "a/b.md", "a/b-c.md",
        "Z.md", "ä.md", "a b.md", "a!/x.md", "a.md.d/x.md"}) {
    Make(name);
  }
  std::vector<std::string> paths = Paths();
  EXPECT_EQ(paths.size(), 12u);
  EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end()))
      << testing::PrintToString(paths);
}

TEST_F(Walks, TakeOddNamesAsTheyAre) {
  std::string longest = std::string(252, 'n') + ".md";
  for (const std::string& name :
       {std::string("new\nline.md"), std::string("\xff\xfe.md"),
        std::string("-rf.md"), longest}) {
    Make(name);
  }
  EXPECT_THAT(Paths(),
              ElementsAre("-rf.md", "new\nline.md", longest, "\xff\xfe.md"));
}

TEST_F(Walks, EnterFoldersThatAreNamedAsArticles) {
  Make("page.md/index.md");
  EXPECT_THAT(Paths(), ElementsAre("page.md/index.md"));
}

TEST_F(Walks, NameLinksAndFollowNone) {
  Make("real/a.md");
  fs::create_symlink("real/a.md", folder_.path() / "file.md");
  fs::create_directory_symlink("real", folder_.path() / "folder");
  fs::create_directory_symlink(".", folder_.path() / "loop");
  fs::create_directory_symlink("..", folder_.path() / "up.md");
  Walk walk(folder_.path().native());
  std::optional<WalkEntry> entry = walk.Next();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->path, "file.md");
  EXPECT_EQ(entry->kind, WalkEntry::Kind::kLink);
  EXPECT_THAT(Paths(), ElementsAre("file.md", "real/a.md", "up.md"));
}

TEST_F(Walks, FollowTheRootItself) {
  Make("real/a.md");
  fs::create_directory_symlink("real", folder_.path() / "link");
  Walk walk((folder_.path() / "link").native());
  std::optional<WalkEntry> entry = walk.Next();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->path, "a.md");
}

TEST_F(Walks, PassOverTheFolderToSkip) {
  Make("store/a.md");
  Make("b.md");
  EXPECT_THAT(Paths(IdentityOf((folder_.path() / "store").native())),
              ElementsAre("b.md"));
}

TEST_F(Walks, SayWhatCannotBeRead) {
  Walk walk((folder_.path() / "absent").native());
  std::optional<WalkEntry> entry = walk.Next();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->kind, WalkEntry::Kind::kFolder);
  EXPECT_EQ(entry->status.code(), StatusCode::kNotFound);
  EXPECT_FALSE(walk.Next());
}

TEST_F(Walks, EndInFoldersThatAreTooDeep) {
  // Deeper than PATH_MAX allows, made step by step.
  int here = ::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY);
  for (int depth = 0; depth < 3'000; ++depth) {
    ASSERT_EQ(::mkdirat(here, "dd", 0777), 0);
    int below = ::openat(here, "dd", O_RDONLY | O_DIRECTORY);
    ::close(here);
    here = below;
  }
  ::close(here);
  Make("last.md");
  Walk walk(folder_.path().native());
  std::optional<WalkEntry> entry = walk.Next();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->kind, WalkEntry::Kind::kFolder);
  EXPECT_EQ(entry->status.code(), StatusCode::kIoError);
  entry = walk.Next();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->path, "last.md");
}

TEST_F(Walks, AnEmptyFolderHasNothing) { EXPECT_THAT(Paths(), IsEmpty()); }

}  // namespace
}  // namespace pressmark::cli
