#include "cli/article_mirror.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

using test::Fails;
using test::IsOk;
using test::ValueOf;

class ArticleMirrorTest : public testing::Test {
 protected:
  std::string Read(const char* name) const {
    std::ifstream file(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Every name below the folder.
  std::string Names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      names.insert(entry.path().lexically_relative(folder_.path()).native());
    }
    std::string all;
    for (const std::string& name : names) all += name + ' ';
    return all;
  }

  test::TemporaryFolder folder_;
  ArticleMirror mirror_ = ValueOf(ArticleMirror::Open(folder_.path()));
};

TEST_F(ArticleMirrorTest, PutsFilesAndTakesThemAway) {
  ASSERT_THAT(mirror_.Put("a.md", "1"), IsOk());
  ASSERT_THAT(mirror_.Put("b/c/d.md", std::string("2\0", 2)), IsOk());
  ASSERT_THAT(mirror_.Put("b/e.md", ""), IsOk());
  EXPECT_EQ(Names(), "a.md b b/c b/c/d.md b/e.md ");
  EXPECT_EQ(Read("b/c/d.md"), std::string("2\0", 2));
  ASSERT_THAT(mirror_.Put("a.md", "another"), IsOk());
  EXPECT_EQ(Read("a.md"), "another");
  ASSERT_THAT(mirror_.Remove("b/c/d.md"), IsOk());
  EXPECT_EQ(Names(), "a.md b b/e.md ");
  ASSERT_THAT(mirror_.Remove("b/e.md"), IsOk());
  ASSERT_THAT(mirror_.Remove("a.md"), IsOk());
  EXPECT_EQ(Names(), "");
  EXPECT_THAT(mirror_.Sync(), IsOk());
}

TEST_F(ArticleMirrorTest, RemovesNothingThatIsNotThere) {
  ASSERT_THAT(mirror_.Put("b/c.md", "1"), IsOk());
  for (const char* key : {"a.md", "b", "b/d.md", "b/c.md/e", "x/y/z.md", "../b",
                          "/b", "", "b/../b/c.md"}) {
    EXPECT_THAT(mirror_.Remove(key), IsOk()) << key;
  }
  EXPECT_EQ(Names(), "b b/c.md ");
}

// A kill between a file and its folders leaves those to the next.
TEST_F(ArticleMirrorTest, RemovesWhatIsLeftOfTheFolders) {
  fs::create_directories(folder_.path() / "a/b");
  ASSERT_THAT(mirror_.Remove("a/b/c/d.md"), IsOk());
  EXPECT_EQ(Names(), "");
}

TEST_F(ArticleMirrorTest, RefusesNamesThatOthersHave) {
  ASSERT_THAT(mirror_.Put("a/b", "1"), IsOk());
  for (const char* key : {"a", "a/b/c"}) {
    EXPECT_THAT(mirror_.Put(key, "2"),
                Fails(StatusCode::kInvalidArgument, "has that name"))
        << key;
  }
  for (const char* key : {"", "/a", "../a", "a//b", "a/./b", "a\nb"}) {
    EXPECT_THAT(mirror_.Put(key, "2"),
                Fails(StatusCode::kInvalidArgument, "its key"))
        << key;
  }
  EXPECT_THAT(mirror_.Put(std::string(300, 'n'), "2"),
              Fails(StatusCode::kInvalidArgument, "no such name"));
  EXPECT_THAT(mirror_.Put(".pressmark.partial", "2"),
              Fails(StatusCode::kInvalidArgument, "is taken"));
  EXPECT_THAT(mirror_.Put(".pressmark.partial/a.md", "2"),
              Fails(StatusCode::kInvalidArgument, "is taken"));
  EXPECT_EQ(Names(), "a a/b ");
  EXPECT_EQ(Read("a/b"), "1");
}

TEST_F(ArticleMirrorTest, FollowsNoLink) {
  test::TemporaryFolder outside;
  std::ofstream(outside.path() / "c.md") << "kept";
  fs::create_symlink(outside.path(), folder_.path() / "a");
  fs::create_symlink(outside.path() / "c.md", folder_.path() / "b.md");
  EXPECT_THAT(mirror_.Put("a/c.md", "1"),
              Fails(StatusCode::kInvalidArgument, "has that name"));
  EXPECT_THAT(mirror_.Remove("a/c.md"), IsOk());
  ASSERT_THAT(mirror_.Put("b.md", "1"), IsOk());
  EXPECT_EQ(Read("b.md"), "1");
  EXPECT_FALSE(fs::is_symlink(folder_.path() / "b.md"));
  std::ifstream file(outside.path() / "c.md");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "kept");
}

// Two that write one folder would write one another's files.
TEST_F(ArticleMirrorTest, HoldsTheFolder) {
  EXPECT_THAT(ArticleMirror::Open(folder_.path()),
              Fails(StatusCode::kBusy, "is being written"));
}

TEST_F(ArticleMirrorTest, OpensFoldersOnly) {
  fs::create_directory(folder_.path() / "killed");
  std::ofstream(folder_.path() / "killed/.pressmark.partial") << "left";
  ASSERT_THAT(ArticleMirror::Open(folder_.path() / "killed"), IsOk());
  EXPECT_EQ(Names(), "killed ");
  EXPECT_THAT(ArticleMirror::Open(folder_.path() / "none"),
              Fails(StatusCode::kNotFound, "none"));
  std::ofstream(folder_.path() / "file") << "";
  EXPECT_FALSE(ArticleMirror::Open(folder_.path() / "file").ok());
}

}  // namespace
}  // namespace pressmark::cli
