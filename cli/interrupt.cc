#include "cli/interrupt.h"

#include <csignal>

#include <unistd.h>

namespace pressmark::cli {

namespace {

// A signal handler reaches nothing but what has static storage.
std::atomic<bool> interrupted{false};
std::atomic<int> signal_number{0};
static_assert(std::atomic<bool>::is_always_lock_free);
static_assert(std::atomic<int>::is_always_lock_free);

void OnSignal(int number) {
  signal_number = number;
  interrupted = true;
}

void CatchOnce(int number) {
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  // No SA_RESTART: a blocked write is to return and see the request.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(number, &action, nullptr);
}

}  // namespace

void CatchSignals() {
  CatchOnce(SIGINT);
  CatchOnce(SIGTERM);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

const std::atomic<bool>& InterruptRequested() { return interrupted; }

ExitStatus InterruptedStatus() {
  return signal_number == SIGTERM ? ExitStatus::kTerminated
                                  : ExitStatus::kInterrupted;
}

void DieByBrokenPipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  _exit(static_cast<int>(ExitStatus::kReaderGone));  // SIGPIPE was blocked
}

}  // namespace pressmark::cli
