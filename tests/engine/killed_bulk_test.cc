// A bulk writer of several threads, some of which wait until their articles
// are durable, is killed while it writes: what it said it had written is there,
// and the store is sound.

#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
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
using testing::IsEmpty;

constexpr const char* kStoreVariable = "PRESSMARK_KILLED_BULK_STORE";

// Puts articles until the process ends; says each once it is durable.
void PutForEver(Store* store, int thread, bool sync) {
  for (int i = 0;; ++i) {
    std::string key = std::to_string(thread) + '/' + std::to_string(i);
    ValueOf(store->Put(key, SourceOf({.title = key}), {.sync = sync}));
    key += '\n';
    if (sync && ::write(3, key.data(), key.size()) < 0) return;
  }
}

// Not a test: what the child does until it is killed.
TEST(KilledBulk, DISABLED_WritesUntilItIsKilled) {
  const char* path = std::getenv(kStoreVariable);
  if (path == nullptr) GTEST_SKIP() << "only as a child of KilledBulk";
  Store store = ValueOf(Store::Create(path));
  ASSERT_THAT(store.BeginBulk(), test::IsOk());
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back(PutForEver, &store, i, i > 0);
  }
  for (std::thread& thread : threads) thread.join();
}

// The keys that the child said before it was killed.
std::vector<std::string> AcknowledgedBy(const std::string& store,
                                        std::mt19937_64& random) {
  int ends[2] = {};
  if (::pipe(ends) != 0) return {};
  pid_t child =
      test::StartChildTest("KilledBulk.DISABLED_WritesUntilItIsKilled",
                           std::string(kStoreVariable) + '=' + store, ends[1]);
  ::close(ends[1]);
  std::string said;
  char bytes[256];
  for (ssize_t size = 1; size > 0;) {
    size = ::read(ends[0], bytes, sizeof bytes);
    bool first = said.empty() && size > 0;
    if (size > 0) said.append(bytes, static_cast<std::size_t>(size));
    if (!first) continue;
    ::usleep(static_cast<useconds_t>(test::Below(300'000, random)));
    ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  std::vector<std::string> keys;
  for (std::size_t begin = 0;;) {
    std::size_t end = said.find('\n', begin);
    if (end == said.npos) return keys;
    keys.push_back(said.substr(begin, end - begin));
    begin = end + 1;
  }
}

TEST(KilledBulk, IsSoundAndKeepsWhatItHasAcknowledged) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(15); ++i) {
    test::TemporaryFolder folder;
    std::vector<std::string> keys = AcknowledgedBy(folder / "store", random);
    ASSERT_FALSE(keys.empty());
    Store store = ValueOf(Store::Open(folder / "store"));
    EXPECT_THAT(ValueOf(store.Check()).problems, IsEmpty());
    Snapshot snapshot = ValueOf(store.TakeSnapshot());
    for (const std::string& key : keys) {
      EXPECT_THAT(snapshot.Get(key), test::IsOk());
    }
    EXPECT_THAT(store.EndBulk(), test::IsOk());
  }
}

}  // namespace
}  // namespace pressmark
