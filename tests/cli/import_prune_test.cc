#include "cli/import_prune.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

using test::Fails;
using test::IsOk;
using test::ValueOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Pruning : public testing::Test {
 protected:
  void SetUp() override { fs::create_directory(root_); }

  void Put(const std::string& key) {
    WriteBatch batch;
    batch.Put(ValueOf(store_.Prepare(key, "---\ntitle: T\n---\n")));
    ValueOf(store_.Write(std::move(batch)));
  }
  void WriteFile(const std::string& place) const {
    fs::create_directories((root_ / place).parent_path());
    std::ofstream(root_ / place) << "x";
  }
  // What is gone at a place of the folder.
  Result<PruneCount> Find(const HeldFolder& folder, const std::string& place) {
    gone_.clear();
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    PruneScope scope{folder, "", {}, place};
    if (Status s = FindGoneFile(snapshot, scope, &gone_); !s.ok()) return s;
    return ForEachGone(snapshot, scope, [this](const std::string& key) {
      gone_.push_back(key);
      return Status();
    });
  }

  test::TemporaryFolder folder_;
  fs::path root_ = folder_ / "site";
  Store store_ = ValueOf(Store::Create(folder_ / "store", Mapping::BuiltIn()));
  std::vector<std::string> gone_;
};

TEST_F(Pruning, FindsWhatHasNoFile) {
  for (const char* key : {"a.md", "b/c.md", "b/d.md", "e.md"}) Put(key);
  for (const char* place : {"a.md", "b/d.md", "new.md"}) WriteFile(place);
  HeldFolder folder = ValueOf(HeldFolder::Open(root_));
  PruneCount count = ValueOf(Find(folder, ""));
  EXPECT_THAT(gone_, ElementsAre("b/c.md", "e.md"));
  EXPECT_EQ(count.gone, 2u);
  EXPECT_EQ(count.total, 4u);
  EXPECT_EQ(count.files, 3u);
  EXPECT_THAT(Find(folder, "b"), IsOk());
  EXPECT_THAT(gone_, ElementsAre("b/c.md"));
  EXPECT_THAT(Find(folder, "e.md"), IsOk());
  EXPECT_THAT(gone_, ElementsAre("e.md"));
  fs::remove_all(root_ / "b");
  EXPECT_THAT(Find(folder, "b"), IsOk());
  EXPECT_THAT(gone_, ElementsAre("b/c.md", "b/d.md"));
}

TEST_F(Pruning, TakesNothingForGoneWhereNobodyCanTell) {
  Put("loop/b/c.md");
  Put("loop/b");
  fs::create_symlink("loop", root_ / "loop");
  HeldFolder folder = ValueOf(HeldFolder::Open(root_));
  EXPECT_THAT(Find(folder, "loop/b"),
              Fails(StatusCode::kIoError, "site/loop/b"));
  EXPECT_THAT(gone_, IsEmpty());
}

TEST_F(Pruning, LooksAtTheFolderItHoldsWhereverThatIs) {
  Put("a.md");
  Put("b/c.md");
  WriteFile("a.md");
  WriteFile("b/c.md");
  HeldFolder folder = ValueOf(HeldFolder::Open(root_));
  EXPECT_TRUE(folder.InPlace());
  fs::rename(root_, folder_ / "away");
  for (const char* place : {"", "a.md", "b", "b/c.md"}) {
    EXPECT_THAT(Find(folder, place), IsOk());
    EXPECT_THAT(gone_, IsEmpty()) << place;
  }
  EXPECT_FALSE(folder.InPlace());
  fs::rename(folder_ / "away", root_);
  EXPECT_FALSE(folder.InPlace()) << "what was done meanwhile is not known";
}

TEST(CheckHalf, LetsMoreThanHalfGoByForceAlone) {
  EXPECT_THAT(CheckHalf({0, 0, 0}, false), IsOk());
  EXPECT_THAT(CheckHalf({2, 4, 2}, false), IsOk());
  EXPECT_THAT(CheckHalf({3, 4, 1}, false),
              Fails(StatusCode::kInvalidArgument, "the files of 3 of 4"));
  EXPECT_THAT(CheckHalf({3, 4, 1}, true), IsOk());
}

}  // namespace
}  // namespace pressmark::cli
