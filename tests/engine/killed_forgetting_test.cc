// A process is killed while it forgets what was removed: the horizon stands
// before the first removal is gone, and whoever is next finishes.

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <pressmark/store.h>

#include "tests/engine/child_test.h"
#include "tests/support/article_text.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::IsOk;
using test::ValueOf;

constexpr const char* kStoreVariable = "PRESSMARK_KILLED_FORGETTING";
constexpr int kArticles = 600;

OpenOptions SmallSteps() {
  OpenOptions options;
  options.index_step = 1;
  return options;
}

// Puts articles of which all but the first are removed again.
void PutAndRemove(Store* store) {
  WriteBatch puts;
  WriteBatch deletes;
  for (int i = 0; i < kArticles; ++i) {
    std::string key = std::to_string(i);
    puts.Put(ValueOf(store->Prepare(key, test::SourceOf({}))));
    if (i > 0) deletes.Delete(key);
  }
  ValueOf(store->Write(std::move(puts)));
  ValueOf(store->Write(std::move(deletes)));
}

// Not a test: what the child does until it is killed. It says a line each time
// it begins to forget.
TEST(KilledForgetting, DISABLED_ForgetsUntilItIsKilled) {
  const char* path = std::getenv(kStoreVariable);
  if (path == nullptr) GTEST_SKIP() << "only as a child of KilledForgetting";
  Store store = ValueOf(Store::Open(path, SmallSteps()));
  for (;;) {
    PutAndRemove(&store);
    std::uint64_t last = ValueOf(store.TakeSnapshot()).sequence();
    if (::write(3, "\n", 1) < 0) return;
    ASSERT_THAT(store.ForgetChangesBefore(last + 1), IsOk());
  }
}

// Kills a child soon after it said a line; false where it ended by itself.
bool ForgetAndKill(const std::string& store, std::mt19937_64& random) {
  int ends[2] = {};
  if (::pipe(ends) != 0) return false;
  pid_t child =
      test::StartChildTest("KilledForgetting.DISABLED_ForgetsUntilItIsKilled",
                           std::string(kStoreVariable) + '=' + store, ends[1]);
  ::close(ends[1]);
  char byte = 0;
  bool said = ::read(ends[0], &byte, 1) == 1;
  ::usleep(static_cast<useconds_t>(test::Below(8000, random)));
  ::kill(child, SIGKILL);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return said && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

// Removals that lie before the horizon and are not gone, and those behind it.
struct Removals {
  int before = 0;
  int behind = 0;
};

Removals RemovalsIn(const Snapshot& snapshot) {
  std::uint64_t first = ValueOf(snapshot.ChangeHorizon());
  Removals removals;
  ChangeCursor cursor = ValueOf(snapshot.Changes());
  while (cursor.Next()) {
    if (cursor.change().kind != ChangeKind::kRemoved) continue;
    ++(cursor.change().sequence <= first ? removals.before : removals.behind);
  }
  EXPECT_THAT(cursor.status(), IsOk());
  return removals;
}

TEST(KilledForgetting, IsFinishedByTheNext) {
  std::mt19937_64 random = test::MakeRandom();
  test::TemporaryFolder folder;
  {
    Store store = ValueOf(Store::Create(folder / "store"));
    PutAndRemove(&store);
  }
  int halfway = 0;
  int before = 0;
  for (int round = 0; round < test::Rounds(20) || (halfway == 0 && round < 200);
       ++round) {
    SCOPED_TRACE(round);
    ASSERT_TRUE(ForgetAndKill(folder / "store", random));
    Store store = ValueOf(Store::Open(folder / "store"));
    Snapshot snapshot = ValueOf(store.TakeSnapshot());
    Removals removals = RemovalsIn(snapshot);
    // Where one is gone, none is told of as if all were.
    EXPECT_EQ(removals.behind % (kArticles - 1), 0);
    halfway += removals.before > 0 && removals.before < kArticles - 1;
    before += removals.behind > 0;
    ASSERT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
    // At times the next is killed where this one was.
    if (round % 3 == 0) continue;
    ASSERT_THAT(store.ForgetChangesBefore(0), IsOk());
    EXPECT_EQ(RemovalsIn(ValueOf(store.TakeSnapshot())).before, 0);
    ASSERT_THAT(store.ForgetChangesBefore(snapshot.sequence() + 1), IsOk());
    EXPECT_EQ(RemovalsIn(ValueOf(store.TakeSnapshot())).behind, 0);
    ASSERT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
  }
  std::cout << "killed " << halfway << " times with removals half gone, "
            << before << " times before the horizon was set" << std::endl;
  EXPECT_GT(halfway, 0);
}

}  // namespace
}  // namespace pressmark
