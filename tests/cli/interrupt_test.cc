#include "cli/interrupt.h"

#include <csignal>

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

namespace pressmark::cli {
namespace {

bool Readable(int descriptor) {
  pollfd ready{descriptor, POLLIN, 0};
  return ::poll(&ready, 1, 0) == 1;
}

// The number of what does not hold, 0 where all does. In a process of its own:
// signals stay caught.
void EndsWith(std::initializer_list<bool> holds) {
  int number = 0;
  for (bool one : holds) {
    ++number;
    if (!one) _exit(number);
  }
  _exit(0);
}

TEST(InterruptsDeathTest, AreHeldBackWhileThatIsAskedFor) {
  auto run = [] {
    CatchSignals();
    bool before = InterruptRequested();
    bool quiet = false;
    bool came = false;
    bool woke = false;
    bool raised = false;
    {
      InterruptHold hold;
      quiet = !hold.came() && !Readable(hold.descriptor());
      std::raise(SIGTERM);
      came = hold.came();
      woke = Readable(hold.descriptor());
      raised = InterruptRequested();
    }
    EndsWith({!before, quiet, came, woke, !raised, InterruptRequested()});
  };
  EXPECT_EXIT(run(), testing::ExitedWithCode(0), "");
}

TEST(InterruptsDeathTest, ThatCameBeforeAreHeldBackToo) {
  auto run = [] {
    CatchSignals();
    std::raise(SIGTERM);
    bool before = InterruptRequested();
    bool came = false;
    bool woke = false;
    bool raised = false;
    {
      InterruptHold hold;
      came = hold.came();
      woke = Readable(hold.descriptor());
      raised = InterruptRequested();
    }
    EndsWith({before, came, woke, !raised, InterruptRequested(),
              InterruptedStatus() == ExitStatus::kTerminated});
  };
  EXPECT_EXIT(run(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace pressmark::cli
