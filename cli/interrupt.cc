#include "cli/interrupt.h"

#include <cerrno>
#include <csignal>

#include <sys/eventfd.h>
#include <unistd.h>

namespace pressmark::cli {

namespace {

// A signal handler reaches nothing but what has static storage.
std::atomic<bool> interrupted{false};
std::atomic<int> signal_number{0};
std::atomic<bool> held{false};
std::atomic<bool> signal_came{false};
std::atomic<int> wake_descriptor{-1};
static_assert(std::atomic<bool>::is_always_lock_free);
static_assert(std::atomic<int>::is_always_lock_free);

void OnSignal(int number) {
  // Who asks for the end of the process means it.
  if (signal_number != SIGTERM) signal_number = number;
  signal_came = true;
  // Either this sees the hold, or the end of the hold sees that. Likewise its
  // beginning, which lowers what was raised before it.
  if (!held) {
    interrupted = true;
    if (held) interrupted = false;
  }
  int error = errno;
  eventfd_write(wake_descriptor, 1);
  errno = error;
}

void Catch(int number, unsigned flags) {
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  // No SA_RESTART: a blocked write is to return and see the request.
  action.sa_flags = static_cast<int>(flags);
  sigaction(number, &action, nullptr);
}

}  // namespace

void CatchSignals() {
  Catch(SIGINT, SA_RESETHAND);
  Catch(SIGTERM, SA_RESETHAND);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void OutliveInterrupts() { Catch(SIGINT, 0); }

void ForgetInterrupt() {
  if (signal_number == SIGTERM) return;
  signal_came = false;
  interrupted = false;
}

const std::atomic<bool>& InterruptRequested() { return interrupted; }

ExitStatus InterruptedStatus() {
  return signal_number == SIGTERM ? ExitStatus::kTerminated
                                  : ExitStatus::kInterrupted;
}

InterruptHold::InterruptHold()
    : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  wake_descriptor = descriptor_;
  held = true;
  interrupted = false;
  if (signal_came) eventfd_write(descriptor_, 1);
}

InterruptHold::~InterruptHold() {
  held = false;
  if (signal_came) interrupted = true;
  wake_descriptor = -1;
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool InterruptHold::came() const { return signal_came; }

void DieByBrokenPipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  _exit(static_cast<int>(ExitStatus::kReaderGone));  // SIGPIPE was blocked
}

}  // namespace pressmark::cli
