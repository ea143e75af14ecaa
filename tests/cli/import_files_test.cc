#include "cli/import_files.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class FilesToImport : public testing::Test {
 protected:
  std::string Path(std::string_view name) const {
    return (folder_.path() / name).native();
  }
  void Make(std::string_view name) const {
    fs::create_directories(fs::path(Path(name)).parent_path());
    std::ofstream(Path(name)) << "x";
  }
  std::vector<ImportFile> All(const std::vector<std::string>& names,
                              const std::string& prefix = "") const {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(Path(name));
    Result<ImportFiles> files = ImportFiles::Open(paths, prefix, {});
    EXPECT_TRUE(files.ok()) << files.status().ToString();
    std::vector<ImportFile> all;
    while (std::optional<ImportFile> file = files->Next()) {
      all.push_back(std::move(*file));
    }
    return all;
  }
  static std::vector<std::string> Keys(const std::vector<ImportFile>& files) {
    std::vector<std::string> keys;
    for (const ImportFile& file : files) {
      keys.push_back(file.key + (file.problem.ok() ? "" : " !"));
    }
    return keys;
  }

  test::TemporaryFolder folder_;
};

TEST_F(FilesToImport, FoldersAndNamedFilesInKeyOrder) {
  for (std::string_view name :
       {"one/b.md", "one/d/a.md", "two/c.md", "two/a.md", "three.txt"}) {
    Make(name);
  }
  EXPECT_THAT(Keys(All({"one", "two", "three.txt"})),
              ElementsAre("a.md", "b.md", "c.md", "d/a.md", "three.txt"));
}

TEST_F(FilesToImport, KeysStandBehindThePrefix) {
  Make("one/b.md");
  Make("c.md");
  EXPECT_THAT(Keys(All({"one", "c.md"}, "site/x")),
              ElementsAre("site/x/b.md", "site/x/c.md"));
}

TEST_F(FilesToImport, OfOneKeyTheFirstNamedWins) {
  Make("one/a.md");
  Make("two/a.md");
  std::vector<ImportFile> files = All({"two", "one"});
  ASSERT_THAT(Keys(files), ElementsAre("a.md", "a.md !"));
  EXPECT_EQ(files[0].path, Path("two/a.md"));
  EXPECT_NE(files[1].problem.message().find("two/a.md"),
            std::string_view::npos);
}

TEST_F(FilesToImport, AFileNamedTwiceIsTakenOnce) {
  Make("a.md");
  EXPECT_THAT(Keys(All({"a.md", "a.md", "a.md"})),
              ElementsAre("a.md", "a.md !", "a.md !"));
}

TEST_F(FilesToImport, PathsAreThoseTheUserKnows) {
  Make("one/d/a.md");
  std::vector<ImportFile> files = All({"one/"});
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].path, Path("one/d/a.md"));
  EXPECT_EQ(files[0].links, Links::kRefuse);
  files = All({"one/d/a.md"});
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].key, "a.md");
  EXPECT_EQ(files[0].links, Links::kFollow);
}

TEST_F(FilesToImport, WhatIsNotThereIsAnError) {
  Make("a.md");
  Status status =
      ImportFiles::Open({Path("a.md"), Path("b.md")}, "", {}).status();
  EXPECT_EQ(status.code(), StatusCode::kNotFound);
  EXPECT_NE(status.message().find("b.md"), std::string_view::npos);
}

TEST_F(FilesToImport, AreThoseAtSomePlacesOfAFolder) {
  for (const char* name :
       {"f/a.md", "f/b/c.md", "f/b/d/e.md", "f/b.md", "f/other.md"}) {
    Make(name);
  }
  fs::create_symlink(Path("f/a.md"), Path("f/link.md"));
  fs::create_directory_symlink(Path("f/b"), Path("f/folder.md"));
  auto keys = [this](const std::set<std::string>& places) {
    ImportFiles files = ImportFiles::At(Path("f"), places, "p", {});
    std::vector<std::string> found;
    while (std::optional<ImportFile> file = files.Next()) {
      found.push_back(file->key + (file->skipped_link ? " link" : ""));
    }
    return found;
  };
  EXPECT_THAT(keys({"a.md", "absent.md", "absent/b.md"}),
              ElementsAre("p/a.md"));
  EXPECT_THAT(keys({"b", "b/c.md", "b.md"}),
              ElementsAre("p/b.md", "p/b/c.md", "p/b/d/e.md"));
  EXPECT_THAT(keys({"link.md", "folder.md"}),
              ElementsAre("p/folder.md link", "p/link.md link"));
  EXPECT_EQ(keys({"", "a.md"}).size(), 7u);
  EXPECT_TRUE(keys({}).empty());
}

}  // namespace
}  // namespace pressmark::cli
