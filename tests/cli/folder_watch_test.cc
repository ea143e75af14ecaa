#include "cli/folder_watch.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class Watches : public testing::Test {
 protected:
  void SetUp() override {
    root_ = folder_.path() / "site";
    fs::create_directories(root_ / "old" / "deep");
    Write("old/deep/a.md");
    stop_ = Descriptor(::eventfd(0, EFD_CLOEXEC));
    ASSERT_TRUE(stop_.valid());
  }

  void Open() {
    FolderWatch::Patience patience;
    patience.quiet = std::chrono::milliseconds(20);
    Result<FolderWatch> watch =
        FolderWatch::Open(root_, root_ / "store", patience);
    ASSERT_TRUE(watch.ok()) << watch.status().ToString();
    watch_.emplace(std::move(*watch));
  }

  void Write(const std::string& place, const std::string& text = "x") const {
    fs::create_directories((root_ / place).parent_path());
    std::ofstream(root_ / place) << text;
  }
  void Move(const std::string& from, const std::string& to) const {
    fs::rename(root_ / from, root_ / to);
  }

  // All places that are told until this one is.
  std::set<std::string> Until(const std::string& place) {
    returned_ = false;
    std::set<std::string> places;
    while (!places.contains(place)) {
      Result<FolderChanges> changes = watch_->Next(stop_.get());
      EXPECT_TRUE(changes.ok()) << changes.status().ToString();
      if (!changes.ok()) break;
      places.merge(changes->places);
      returned_ = returned_ || changes->returned;
      told_of_ = changes->folder;
    }
    return places;
  }
  // All that was told of what was done before this call.
  std::set<std::string> SoFar() {
    Write("end.md", std::to_string(++ends_));
    std::set<std::string> places = Until("end.md");
    places.erase("end.md");
    return places;
  }

  test::TemporaryFolder folder_;
  fs::path root_;
  Descriptor stop_;
  std::optional<FolderWatch> watch_;
  int ends_ = 0;
  bool returned_ = false;  // as the last places were told
  std::optional<FileIdentity> told_of_;
};

TEST_F(Watches, TellOfFilesThatComeChangeAndGo) {
  Write("gone.md");
  Write("was.md");
  Open();
  Write("new.md");
  Write("old/deep/a.md", "y");
  fs::remove(root_ / "gone.md");
  Move("was.md", "is.html");
  fs::create_hard_link(root_ / "new.md", root_ / "linked.md");
  EXPECT_THAT(SoFar(), ElementsAre("gone.md", "is.html", "linked.md", "new.md",
                                   "old/deep/a.md", "was.md"));
}

TEST_F(Watches, SeeWhatAWalkSees) {
  fs::create_directories(root_ / "store");
  fs::create_directories(root_ / ".git");
  fs::create_directories(folder_.path() / "outside");
  Open();
  Write("store/a.md");
  Write(".git/a.md");
  Write(".a.md.swp");
  Write(".hidden.md");
  Write("picture.png");
  fs::create_directory_symlink(folder_.path() / "outside", root_ / "link");
  std::ofstream(folder_.path() / "outside" / "a.md") << "x";
  EXPECT_THAT(SoFar(), IsEmpty());
}

TEST_F(Watches, FollowTheFolderItselfWhereItIsALink) {
  fs::create_directory_symlink(root_, folder_.path() / "link");
  root_ = folder_.path() / "link";
  Open();
  Write("old/b.md");
  EXPECT_THAT(SoFar(), ElementsAre("old/b.md"));
}

TEST_F(Watches, TellOfNewFoldersAndWhatHappensInThem) {
  Open();
  Write("new/deep/a.md");
  EXPECT_THAT(SoFar(), Contains("new"));
  Write("new/deep/a.md", "y");
  EXPECT_THAT(SoFar(), ElementsAre("new/deep/a.md"));
}

TEST_F(Watches, FollowFoldersThatAreMoved) {
  Open();
  Move("old", "moved");
  EXPECT_THAT(SoFar(), ElementsAre("moved", "old"));
  Write("moved/deep/a.md", "y");
  EXPECT_THAT(SoFar(), ElementsAre("moved/deep/a.md"));
  fs::rename(root_ / "moved", folder_.path() / "outside");
  EXPECT_THAT(SoFar(), ElementsAre("moved"));
  std::ofstream(folder_.path() / "outside" / "b.md") << "x";
  EXPECT_THAT(SoFar(), IsEmpty());
  fs::rename(folder_.path() / "outside", root_ / "old");
  Write("old/deep/a.md", "z");
  EXPECT_THAT(SoFar(), Contains("old"));
  fs::remove_all(root_ / "old");
  EXPECT_THAT(SoFar(), Contains("old"));
}

TEST_F(Watches, FollowFoldersThatAreMovedIntoNewOnes) {
  Open();
  fs::create_directory(root_ / "new");
  Move("old/deep", "new/deep");
  EXPECT_THAT(SoFar(), ElementsAre("new", "old/deep"));
  Write("new/deep/a.md", "y");
  EXPECT_THAT(SoFar(), ElementsAre("new/deep/a.md"));
}

TEST_F(Watches, NoticeThatTheFolderIsAwayAndBack) {
  Open();
  for (bool moved : {true, false}) {
    if (moved) fs::rename(root_, folder_.path() / "away");
    if (!moved) fs::remove_all(root_);
    bool away = false;
    while (!away) {
      Result<FolderChanges> changes = watch_->Next(stop_.get());
      ASSERT_TRUE(changes.ok());
      away = changes->away;
      EXPECT_TRUE(!away || changes->places.empty());
    }
    if (moved) fs::rename(folder_.path() / "away", root_);
    if (!moved) Write("new/a.md");
    EXPECT_THAT(Until(""), Contains(""));
    EXPECT_TRUE(returned_);
    EXPECT_EQ(told_of_, IdentityOf(root_));
    Write("new/b.md");
    EXPECT_THAT(SoFar(), Not(IsEmpty()));
  }
}

TEST_F(Watches, TellAllOfAFolderThatTookTheOthersPlace) {
  Open();
  fs::rename(root_, folder_.path() / "before");
  Write("other/a.md");
  EXPECT_THAT(Until(""), Contains(""));
  EXPECT_TRUE(returned_);
  EXPECT_EQ(told_of_, IdentityOf(root_));
  Write("other/b.md");
  EXPECT_THAT(SoFar(), Contains("other/b.md"));
  EXPECT_FALSE(returned_);
}

TEST_F(Watches, TellAllOfAFolderThatTheyAreToLose) {
  Open();
  watch_->Lose();
  EXPECT_THAT(Until(""), Contains(""));
  EXPECT_TRUE(returned_);
  watch_->Lose();
  fs::rename(root_, folder_.path() / "away");
  std::ofstream(folder_.path() / "away" / "old" / "b.md") << "x";
  Result<FolderChanges> changes = watch_->Next(stop_.get());
  ASSERT_TRUE(changes.ok());
  EXPECT_TRUE(changes->away);
  EXPECT_THAT(changes->places, IsEmpty());
}

TEST_F(Watches, EndAtOnceWithWhatIsKnown) {
  Open();
  Write("a.md");
  eventfd_write(stop_.get(), 1);
  Result<FolderChanges> changes = watch_->Next(stop_.get());
  ASSERT_TRUE(changes.ok());
  EXPECT_THAT(changes->places, ElementsAre("a.md"));
  changes = watch_->Next(stop_.get());
  ASSERT_TRUE(changes.ok());
  EXPECT_THAT(changes->places, IsEmpty());
}

TEST_F(Watches, TellAllWhereTheSystemLostSome) {
  std::ifstream file("/proc/sys/fs/inotify/max_queued_events");
  int most = 0;
  file >> most;
  if (most <= 0 || most > 100'000) GTEST_SKIP() << "a queue of " << most;
  Open();
  Write("before.md");
  Write("even.md");
  Write("odd.md");
  for (int i = 0; i < most; ++i) {
    // In turn: what is the same as the last is not queued again.
    fs::permissions(root_ / (i % 2 == 0 ? "even.md" : "odd.md"),
                    fs::perms::owner_all);
  }
  Write("lost/a.md");
  EXPECT_THAT(Until(""), Contains(""));
  EXPECT_FALSE(returned_) << "it is the same";
  Write("lost/a.md", "y");
  EXPECT_THAT(SoFar(), ElementsAre("lost/a.md"));
}

TEST_F(Watches, WhatIsNoFolderCannotBeWatched) {
  EXPECT_EQ(FolderWatch::Open(root_ / "absent", "s").status().code(),
            StatusCode::kNotFound);
  EXPECT_EQ(FolderWatch::Open(root_ / "old/deep/a.md", "s").status().code(),
            StatusCode::kNotFound);
}

}  // namespace
}  // namespace pressmark::cli
