// A writer in a process of its own is killed while it writes: what it said it
// had written is there.

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

#include "tests/engine/child_test.h"
#include "tests/support/article_text.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using test::SourceOf;
using test::ValueOf;

constexpr const char* kStoreVariable = "PRESSMARK_KILLED_STORE";
constexpr int kKeys = 40;

// Round n puts "n" into the article n % kKeys, beside another that must change
// with it.
test::ArticleText TextOf(int round) {
  return {.topics = {"even " + std::to_string(round % 2), "t"},
          .title = std::to_string(round)};
}

// Not a test: what the child does until it is killed. It says each round once
// that is durable.
TEST(KilledWriter, DISABLED_WritesUntilItIsKilled) {
  const char* path = std::getenv(kStoreVariable);
  if (path == nullptr) GTEST_SKIP() << "only as a child of KilledWriter";
  Store store = ValueOf(Store::Open(path));
  auto first = static_cast<int>(ValueOf(store.TakeSnapshot()).sequence() / 2);
  for (int round = first;; ++round) {
    WriteBatch batch;
    for (const char* side : {"left ", "right "}) {
      std::string key = side + std::to_string(round % kKeys);
      batch.Put(ValueOf(store.Prepare(key, SourceOf(TextOf(round)))));
    }
    ValueOf(store.Write(std::move(batch)));
    if (round % 16 == 5 && !store.Flush().ok()) return;
    std::string line = std::to_string(round) + '\n';
    if (::write(3, line.data(), line.size()) < 0) return;
  }
}

// Starts the child with its acknowledgements on `acknowledged`.
pid_t StartChild(const std::string& store, int acknowledged) {
  return test::StartChildTest("KilledWriter.DISABLED_WritesUntilItIsKilled",
                              std::string(kStoreVariable) + '=' + store,
                              acknowledged);
}

// The last round that the child says before it is killed, some time after it
// has said `rounds` of them.
int LastAcknowledged(const std::string& store, int rounds,
                     std::mt19937_64& random) {
  int ends[2] = {};
  if (::pipe(ends) != 0) return -1;
  pid_t child = StartChild(store, ends[1]);
  ::close(ends[1]);
  std::string said;
  char bytes[256];
  bool killed = false;
  for (;;) {
    ssize_t size = ::read(ends[0], bytes, sizeof bytes);
    if (size <= 0) break;
    said.append(bytes, static_cast<std::size_t>(size));
    if (killed || std::count(said.begin(), said.end(), '\n') < rounds) continue;
    ::usleep(static_cast<useconds_t>(test::Below(4000, random)));
    ::kill(child, SIGKILL);
    killed = true;
  }
  ::close(ends[0]);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  std::size_t end = said.rfind('\n');
  if (end == said.npos) return -1;
  std::size_t begin = said.substr(0, end).rfind('\n');
  return std::stoi(said.substr(begin == said.npos ? 0 : begin + 1));
}

void ExpectRounds(const Snapshot& snapshot, int rounds) {
  for (int key = 0; key < std::min(rounds, kKeys); ++key) {
    int last = (rounds - 1 - key) / kKeys * kKeys + key;
    for (const char* side : {"left ", "right "}) {
      ASSERT_EQ(ValueOf(snapshot.Source(side + std::to_string(key))),
                SourceOf(TextOf(last)));
    }
  }
}

TEST(KilledWriter, KeepsEveryWriteItHasAcknowledged) {
  std::mt19937_64 random = test::MakeRandom();
  test::TemporaryFolder folder;
  { ValueOf(Store::Create(folder / "store")); }
  int done = 0;
  for (int i = 0; i < test::Rounds(15); ++i) {
    int kills_after = 1 + static_cast<int>(test::Below(60, random));
    int last = LastAcknowledged(folder / "store", kills_after, random);
    ASSERT_GE(last, done);
    Store store = ValueOf(Store::Open(folder / "store"));
    Snapshot snapshot = ValueOf(store.TakeSnapshot());
    // One more may have been made, but not said.
    done = static_cast<int>(snapshot.sequence() / 2);
    EXPECT_EQ(snapshot.sequence() % 2, 0u);
    EXPECT_GE(done, last + 1);
    EXPECT_LE(done, last + 2);
    ASSERT_NO_FATAL_FAILURE(ExpectRounds(snapshot, done));
    EXPECT_THAT(ValueOf(store.Check()).problems, testing::IsEmpty());
  }
  std::cout << done << " writes" << std::endl;
}

}  // namespace
}  // namespace pressmark
