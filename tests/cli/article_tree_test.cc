#include "cli/article_tree.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

std::string ReadWhole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ArticlePaths, PlainRelativeOnes) {
  for (std::string_view key :
       {"a", "a.md", "a/b/c.md", "a b.md", "..a", "a..", "...", "a/.b", "-rf",
        "CON", "a\\b", "C:x", "ä/日本.md", "a."}) {
    EXPECT_TRUE(CheckArticlePath(key).ok()) << key;
  }
}

TEST(ArticlePaths, NothingElse) {
  for (std::string_view key :
       {"", "/", "/abs", "..", ".", "../x", "a/../b", "a/..", "a/./b", "a//b",
        "a/", "./a", "a\nb", "a\x1b[0m", "a\x7f", "\u202e.md", "a\xff",
        "\xed\xa0\x80"}) {
    EXPECT_EQ(CheckArticlePath(key).code(), StatusCode::kInvalidArgument)
        << key;
  }
  EXPECT_FALSE(CheckArticlePath(std::string_view("a\0b", 3)).ok());
}

class ArticleTrees : public testing::Test {
 protected:
  fs::path Path(std::string_view name) const { return folder_.path() / name; }

  std::unique_ptr<ArticleTree> Create(Replace replace = Replace::kNo) {
    Result<ExportTarget> target =
        ResolveTarget(Path("out").native(), Path("store"), replace);
    EXPECT_TRUE(target.ok()) << target.status().ToString();
    Result<std::unique_ptr<ArticleTree>> tree = ArticleTree::Create(*target);
    EXPECT_TRUE(tree.ok()) << tree.status().ToString();
    return std::move(*tree);
  }
  std::size_t Entries() const {
    return static_cast<std::size_t>(std::distance(
        fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }

  test::TemporaryFolder folder_;
};

TEST_F(ArticleTrees, HoldEachSourceUnderItsKey) {
  std::unique_ptr<ArticleTree> tree = Create();
  std::string bytes("a\0\r\n\xff", 5);
  EXPECT_TRUE(tree->Add("a.md", bytes).ok());
  EXPECT_TRUE(tree->Add("b/c/d.md", "d").ok());
  EXPECT_TRUE(tree->Add("b/c/e.md", "").ok());
  EXPECT_FALSE(fs::exists(Path("out"))) << "not before it is complete";
  ASSERT_TRUE(tree->Commit().ok());
  EXPECT_EQ(ReadWhole(Path("out/a.md")), bytes);
  EXPECT_EQ(ReadWhole(Path("out/b/c/d.md")), "d");
  EXPECT_TRUE(fs::exists(Path("out/b/c/e.md")));
  EXPECT_EQ(Entries(), 1u);
}

TEST_F(ArticleTrees, LeaveNothingBehindUnlessCommitted) {
  EXPECT_TRUE(Create()->Add("b/c.md", "c").ok());
  EXPECT_EQ(Entries(), 0u);
}

TEST_F(ArticleTrees, LeaveOutWhatHasNoFile) {
  std::unique_ptr<ArticleTree> tree = Create();
  EXPECT_TRUE(tree->Add("a", "1").ok());
  EXPECT_EQ(tree->Add("a", "2").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(tree->Add("a/b", "2").code(), StatusCode::kInvalidArgument);
  EXPECT_TRUE(tree->Add("c/d", "3").ok());
  EXPECT_EQ(tree->Add("c", "4").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(tree->Add(std::string(300, 'n'), "5").code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(tree->Add("../x", "6").code(), StatusCode::kInvalidArgument);
  EXPECT_TRUE(tree->Add("c/e", "7").ok()) << "and goes on";
  ASSERT_TRUE(tree->Commit().ok());
  EXPECT_EQ(ReadWhole(Path("out/a")), "1");
  EXPECT_FALSE(fs::exists(Path("x")));
}

TEST_F(ArticleTrees, FillAnEmptyFolder) {
  fs::create_directory(Path("out"));
  std::unique_ptr<ArticleTree> tree = Create();
  EXPECT_TRUE(tree->Add("a.md", "1").ok());
  EXPECT_TRUE(tree->Commit().ok());
  EXPECT_EQ(ReadWhole(Path("out/a.md")), "1");
}

TEST_F(ArticleTrees, ReplaceFoldersOfArticlesWhereAsked) {
  fs::create_directories(Path("out/b"));
  std::ofstream(Path("out/b/old.md")) << "old";
  std::unique_ptr<ArticleTree> tree = Create(Replace::kYes);
  EXPECT_TRUE(tree->Add("new.md", "new").ok());
  EXPECT_TRUE(tree->Commit().ok());
  EXPECT_EQ(ReadWhole(Path("out/new.md")), "new");
  EXPECT_FALSE(fs::exists(Path("out/b")));
  EXPECT_EQ(Entries(), 1u);
}

TEST_F(ArticleTrees, DoNotReplaceWhatCameInBetween) {
  std::unique_ptr<ArticleTree> tree = Create();
  EXPECT_TRUE(tree->Add("a.md", "1").ok());
  fs::create_directory(Path("out"));
  std::ofstream(Path("out/theirs.md")) << "theirs";
  EXPECT_EQ(tree->Commit().code(), StatusCode::kAlreadyExists);
  EXPECT_EQ(ReadWhole(Path("out/theirs.md")), "theirs");
}

}  // namespace
}  // namespace pressmark::cli
