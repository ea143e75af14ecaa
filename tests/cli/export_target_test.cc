#include "cli/export_target.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/atomic_file.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

class ExportTargets : public testing::Test {
 protected:
  fs::path Path(std::string_view name) const { return folder_.path() / name; }
  void Make(std::string_view name, std::string_view text) const {
    fs::create_directories(Path(name).parent_path());
    std::ofstream(Path(name)) << text;
  }
  std::string Read(std::string_view name) const {
    std::ifstream file(Path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  Result<ExportTarget> Resolve(std::string_view name,
                               Replace replace = Replace::kNo) const {
    return ResolveTarget(Path(name).native(), Path("store"), replace);
  }
  StatusCode FileCode(std::string_view name, Replace replace) const {
    return CheckFileTarget(*Resolve(name, replace)).code();
  }
  StatusCode FolderCode(std::string_view name, Replace replace) const {
    return CheckFolderTarget(*Resolve(name, replace)).code();
  }

  test::TemporaryFolder folder_;
};

TEST_F(ExportTargets, NeedANameAndAFolder) {
  EXPECT_TRUE(Resolve("a.csv").ok());
  EXPECT_TRUE(Resolve("a/").ok());
  EXPECT_EQ(Resolve("absent/a.csv").status().code(), StatusCode::kNotFound);
  EXPECT_EQ(ResolveTarget(".", "store", Replace::kNo).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(ResolveTarget("..", "store", Replace::kNo).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(ResolveTarget("", "store", Replace::kNo).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(ResolveTarget("/", "store", Replace::kNo).status().code(),
            StatusCode::kInvalidArgument);
}

TEST_F(ExportTargets, AreNeverInTheStore) {
  fs::create_directories(Path("store/db"));
  fs::create_directory_symlink("store", Path("link"));
  for (std::string_view name : {"store", "store/a.csv", "store/db/a.csv",
                                "link/a.csv", "link", "store/../store/a.csv"}) {
    EXPECT_EQ(Resolve(name, Replace::kYes).status().code(),
              StatusCode::kInvalidArgument)
        << name;
  }
}

TEST_F(ExportTargets, FilesReplaceFilesWhereAsked) {
  Make("a.csv", "old");
  EXPECT_EQ(FileCode("a.csv", Replace::kNo), StatusCode::kAlreadyExists);
  EXPECT_EQ(FileCode("a.csv", Replace::kYes), StatusCode::kOk);
  EXPECT_EQ(FileCode("b.csv", Replace::kNo), StatusCode::kOk);
}

TEST_F(ExportTargets, FilesReplaceNothingElse) {
  Make("real", "x");
  fs::create_directory(Path("folder"));
  fs::create_symlink("real", Path("link"));
  fs::create_symlink("absent", Path("dangling"));
  ASSERT_EQ(::mkfifo(Path("fifo").c_str(), 0666), 0);
  for (std::string_view name : {"folder", "link", "dangling", "fifo"}) {
    EXPECT_EQ(FileCode(name, Replace::kYes), StatusCode::kInvalidArgument)
        << name;
  }
}

TEST_F(ExportTargets, FoldersReplaceFoldersOfArticlesWhereAsked) {
  Make("articles/a/b.md", "x");
  fs::create_directories(Path("articles/empty"));
  EXPECT_EQ(FolderCode("articles", Replace::kNo), StatusCode::kAlreadyExists);
  EXPECT_EQ(FolderCode("articles", Replace::kYes), StatusCode::kOk);
}

TEST_F(ExportTargets, FoldersReplaceNothingElse) {
  Make("work/a.md", "x");
  Make("work/thesis.tex", "x");
  Make("hidden/.git/a.md", "x");
  Make("hidden/.profile", "x");
  Make("file", "x");
  fs::create_directory(Path("linked"));
  fs::create_symlink("../work/a.md", Path("linked/a.md"));
  fs::create_directory_symlink("work", Path("link"));
  for (std::string_view name : {"work", "hidden", "file", "linked", "link"}) {
    EXPECT_EQ(FolderCode(name, Replace::kYes), StatusCode::kInvalidArgument)
        << name;
  }
}

TEST_F(ExportTargets, AFileAppearsOnceItIsComplete) {
  Result<ExportTarget> target = Resolve("a.csv");
  ASSERT_TRUE(target.ok());
  {
    Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(*target);
    ASSERT_TRUE(file.ok()) << file.status().ToString();
    (*file)->writer().Append("half");
    EXPECT_FALSE(fs::exists(Path("a.csv")));
  }
  EXPECT_TRUE(fs::is_empty(folder_.path())) << "nothing is left of it";
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(*target);
  ASSERT_TRUE(file.ok());
  (*file)->writer().Append("whole");
  ASSERT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(Read("a.csv"), "whole");
}

TEST_F(ExportTargets, AFileDoesNotReplaceWhatCameInBetween) {
  Result<std::unique_ptr<AtomicFile>> file =
      AtomicFile::Create(*Resolve("a.csv"));
  ASSERT_TRUE(file.ok());
  Make("a.csv", "theirs");
  EXPECT_EQ((*file)->Commit().code(), StatusCode::kAlreadyExists);
  EXPECT_EQ(Read("a.csv"), "theirs");
}

TEST_F(ExportTargets, AFileReplacesInOneStep) {
  Make("a.csv", "old");
  Result<std::unique_ptr<AtomicFile>> file =
      AtomicFile::Create(*Resolve("a.csv", Replace::kYes));
  ASSERT_TRUE(file.ok());
  (*file)->writer().Append("new");
  EXPECT_EQ(Read("a.csv"), "old");
  ASSERT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(Read("a.csv"), "new");
}

}  // namespace
}  // namespace pressmark::cli
