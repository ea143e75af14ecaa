#include "engine/turn_mutex.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace pressmark::engine {
namespace {

// Waits for what another thread is sure to bring about.
template <typename Condition>
void Until(Condition condition) {
  while (!condition()) std::this_thread::yield();
}

TEST(TurnMutex, LetsInOneAtATime) {
  TurnMutex mutex;
  int inside = 0;
  int entered = 0;
  auto enter = [&] {
    EXPECT_EQ(++inside, 1);
    ++entered;
    --inside;
    mutex.unlock();
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 2000; ++round) {
        mutex.lock();
        enter();
      }
    });
  }
  for (int round = 0; round < 2000; ++round) {
    mutex.LockInBackground();
    enter();
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entered, 8000);
}

// Work that asks again and again does not pass a writer that waits.
TEST(TurnMutex, LetsWaitingWritersGoFirst) {
  TurnMutex mutex;
  for (int round = 0; round < 200; ++round) {
    mutex.LockInBackground();
    std::atomic<int> written = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 2; ++i) {
      writers.emplace_back([&] {
        mutex.lock();
        ++written;
        mutex.unlock();
      });
    }
    Until([&] { return mutex.waiting() == 2; });
    mutex.unlock();
    mutex.LockInBackground();
    EXPECT_EQ(written, 2);
    mutex.unlock();
    for (std::thread& writer : writers) writer.join();
  }
}

// Two that work in the background wait for each other, and writers for both.
TEST(TurnMutex, LetsInTheBackgroundOneAtATime) {
  TurnMutex mutex;
  int inside = 0;
  int entered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, background = i < 3] {
      for (int round = 0; round < 2000; ++round) {
        background ? mutex.LockInBackground() : mutex.lock();
        EXPECT_EQ(++inside, 1);
        ++entered;
        --inside;
        mutex.unlock();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entered, 8000);
}

// Writers that never pause do not keep the work out.
TEST(TurnMutex, LetsTheBackgroundInBetweenWriters) {
  TurnMutex mutex;
  std::atomic<bool> stop = false;
  std::atomic<int> writes = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      while (!stop) {
        mutex.lock();
        ++writes;
        mutex.unlock();
      }
    });
  }
  Until([&] { return writes > 100; });
  for (int round = 0; round < 200; ++round) {
    mutex.LockInBackground();
    mutex.unlock();
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_GT(writes, 100);
}

}  // namespace
}  // namespace pressmark::engine
