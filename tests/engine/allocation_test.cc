// Lets the Nth allocation of a call fail, N = 1, 2, … until the call passes:
// each must be told as a status. Only of what calls no RocksDB, which asserts
// where it gets no memory.

#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace {

// Allocations of this thread until one fails; none fails below zero.
thread_local long allocations_left = -1;

bool Fails() { return allocations_left >= 0 && allocations_left-- == 0; }

}  // namespace

// Not inlined, so that a compiler sees what belongs to what.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (Fails()) throw std::bad_alloc();
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
[[gnu::noinline]] void* operator new(std::size_t size,
                                     const std::nothrow_t&) noexcept {
  return Fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace pressmark {
namespace {

TEST(Allocation, EachThatFailsInPrepareIsAStatus) {
  test::TemporaryFolder folder;
  Store store = test::ValueOf(Store::Create(folder / "store"));
  std::vector<std::string> topics;
  for (int i = 0; i < 20; ++i) {
    topics.push_back("Straße und Tee, Nummer " + std::to_string(i));
  }
  const std::string source = test::SourceOf(
      {.topics = topics, .brand = "a-brand-of-some-length.example"});
  long told = 0;
  for (long allowed = 0;; ++allowed) {
    std::string key = "a-key-that-is-long-enough-to-be-on-the-heap.md";
    std::string copy = source;
    allocations_left = allowed;
    Result<PreparedArticle> article =
        store.Prepare(std::move(key), std::move(copy));
    bool fell_due = allocations_left < 0;
    allocations_left = -1;
    if (!fell_due) {
      EXPECT_THAT(article, test::IsOk());
      break;
    }
    // A sort does without the memory that it gets no more of.
    told += article.ok() ? 0 : 1;
  }
  EXPECT_GT(told, 80);
  EXPECT_THAT(store.Put("a.md", source), test::IsOk());
}

}  // namespace
}  // namespace pressmark
