// A process is killed while it builds and deletes indexes: whoever opens the
// store next goes on where it stood.

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <pressmark/store.h>

#include "engine/reader.h"
#include "tests/engine/child_test.h"
#include "tests/engine/naive_terms.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::IsOk;
using test::ValueOf;

constexpr const char* kStoreVariable = "PRESSMARK_KILLED_BUILDER";

OpenOptions SmallSteps() {
  OpenOptions options;
  options.index_step = 2;
  return options;
}

// Not a test: what the child does until it is killed. It says a line each time
// it begins to build or to delete.
TEST(KilledBuilder, DISABLED_BuildsUntilItIsKilled) {
  const char* path = std::getenv(kStoreVariable);
  if (path == nullptr) GTEST_SKIP() << "only as a child of KilledBuilder";
  Store store = ValueOf(Store::Open(path, SmallSteps()));
  for (;;) {
    for (const char* index : {"a", "b.c", "d.e"}) {
      ASSERT_THAT(store.AddIndex(index), IsOk());
    }
    if (::write(3, "\n", 1) < 0) return;
    ASSERT_THAT(store.AwaitIndexes(), IsOk());
    for (const char* index : {"a", "b.c", "d.e"}) {
      ASSERT_THAT(store.DropIndex(index), IsOk());
    }
    if (::write(3, "\n", 1) < 0) return;
    ASSERT_THAT(store.AwaitIndexes(), IsOk());
  }
}

pid_t StartChild(const std::string& store, int says) {
  return test::StartChildTest("KilledBuilder.DISABLED_BuildsUntilItIsKilled",
                              std::string(kStoreVariable) + '=' + store, says);
}

// Kills a child soon after it said `lines`; false where it ended by itself.
bool BuildAndKill(const std::string& store, std::size_t lines,
                  std::mt19937_64& random) {
  int ends[2] = {};
  if (::pipe(ends) != 0) return false;
  pid_t child = StartChild(store, ends[1]);
  ::close(ends[1]);
  char byte = 0;
  while (lines > 0 && ::read(ends[0], &byte, 1) == 1) --lines;
  ::usleep(static_cast<useconds_t>(test::Below(8000, random)));
  ::kill(child, SIGKILL);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return lines == 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

TEST(KilledBuilder, IsGoneOnWithByTheNext) {
  std::mt19937_64 random = test::MakeRandom();
  test::TemporaryFolder folder;
  test::Sources sources;
  {
    Store store = ValueOf(Store::Create(folder / "store"));
    WriteBatch batch;
    for (int i = 0; i < 300; ++i) {
      std::string key = std::to_string(i);
      sources[key] = test::RandomPathSource(random);
      batch.Put(ValueOf(store.Prepare(key, sources[key])));
    }
    ValueOf(store.Write(std::move(batch)));
  }
  int building = 0;
  int deleting = 0;
  auto seen = [&] { return building + deleting > 0; };
  for (int round = 0; round < test::Rounds(20) || (!seen() && round < 200);
       ++round) {
    SCOPED_TRACE(round);
    std::size_t lines = 1 + test::Below(3, random);
    ASSERT_TRUE(BuildAndKill(folder / "store", lines, random));
    {
      OpenOptions reading;
      reading.mode = OpenMode::kRead;
      Store store = ValueOf(Store::Open(folder / "store", reading));
      Snapshot snapshot = ValueOf(store.TakeSnapshot());
      building += !snapshot.reader()->catalog()->indexes.building.empty();
      deleting += !snapshot.reader()->catalog()->indexes.dropped.empty();
      test::ExpectExactIndexes(*snapshot.reader(), sources);
      ASSERT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
    }
    Store store = ValueOf(Store::Open(folder / "store", SmallSteps()));
    std::string key = std::to_string(test::Below(300, random));
    sources[key] = test::RandomPathSource(random);
    ValueOf(store.Put(key, sources[key]));
    // At times the next is killed where this one was.
    if (round % 3 == 0) continue;
    ASSERT_THAT(store.AwaitIndexes(), IsOk());
    Snapshot snapshot = ValueOf(store.TakeSnapshot());
    for (const IndexState& state : ValueOf(store.Indexes())) {
      EXPECT_TRUE(state.ready) << state.path;
    }
    test::ExpectExactIndexes(*snapshot.reader(), sources);
    ASSERT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
  }
  std::cout << "killed " << building << " times while building, " << deleting
            << " times while deleting" << std::endl;
  EXPECT_GT(building + deleting, 0);
}

}  // namespace
}  // namespace pressmark
