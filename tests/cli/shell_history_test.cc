#include "cli/shell_history.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class History : public testing::Test {
 protected:
  std::filesystem::path path() const {
    return folder_.path() / "a" / "history";
  }

  void Write(std::string_view text) const {
    std::filesystem::create_directories(path().parent_path());
    std::ofstream(path(), std::ios::binary) << text;
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(History, EntriesComeBackWhole) {
  ShellHistory history(path());
  EXPECT_THAT(*history.Load(), IsEmpty());
  for (const char* entry :
       {"count", "topic = A and\ntitle ~ \"a\\\\n*\"", "ä"}) {
    ASSERT_TRUE(history.Append(entry).ok());
  }
  EXPECT_THAT(*ShellHistory(path()).Load(),
              ElementsAre("count", "topic = A and\ntitle ~ \"a\\\\n*\"", "ä"));
}

TEST_F(History, TheFileIsItsOwnersAlone) {
  ASSERT_TRUE(ShellHistory(path()).Append("count").ok());
  struct stat state = {};
  ASSERT_EQ(::stat(path().c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777u, 0600u);
}

TEST_F(History, TwoShellsAddToOneFile) {
  ShellHistory one(path());
  ShellHistory other(path());
  ASSERT_TRUE(one.Append("a").ok());
  ASSERT_TRUE(other.Append("b").ok());
  ASSERT_TRUE(one.Append("c").ok());
  EXPECT_THAT(*ShellHistory(path()).Load(), ElementsAre("a", "b", "c"));
}

TEST_F(History, TheNewestAreKept) {
  std::string lines;
  for (int i = 0; i < 2'500; ++i) lines += std::to_string(i) + "\n";
  Write(lines);
  auto entries = ShellHistory(path()).Load();
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries->size(), 1'000u);
  EXPECT_EQ(entries->front(), "1500");
  EXPECT_EQ(entries->back(), "2499");
  EXPECT_EQ(std::filesystem::file_size(path()), 5'000u) << "the file was cut";
  EXPECT_EQ(*ShellHistory(path()).Load(), *entries);
}

TEST_F(History, WhatIsNoTextIsPassedOver) {
  Write(std::string("good\n\xff\xfe\n\n") + '\0' + "\nlast");
  EXPECT_THAT(*ShellHistory(path()).Load(), ElementsAre("good", "last"));
}

TEST_F(History, ALastLineThatIsOpenStaysAnEntry) {
  Write("a\nb");
  EXPECT_TRUE(ShellHistory(path()).Append("c").ok());
  EXPECT_THAT(*ShellHistory(path()).Load(), ElementsAre("a", "b", "c"));
}

TEST_F(History, AFailureIsToldOnce) {
  std::filesystem::create_directories(path() / "in the way");
  ShellHistory history(path());
  EXPECT_FALSE(history.Append("a").ok());
  EXPECT_TRUE(history.Append("b").ok());
  ShellHistory loaded(path());
  EXPECT_FALSE(loaded.Load().ok());
  EXPECT_TRUE(loaded.Append("c").ok());
  EXPECT_TRUE(ShellHistory({}).Append("d").ok()) << "nowhere to keep it";
}

}  // namespace
}  // namespace pressmark::cli
