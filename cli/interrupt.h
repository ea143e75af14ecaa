#ifndef PRESSMARK_CLI_INTERRUPT_H_
#define PRESSMARK_CLI_INTERRUPT_H_

#include <atomic>

#include "cli/exit_status.h"

namespace pressmark::cli {

// From now on the first SIGINT or SIGTERM only raises InterruptRequested(), so
// that a command can end in good order; the second one ends the process. A
// write to a pipe without reader or beyond the file size limit becomes an error
// of that write instead of a signal.
void CatchSignals();

// For what goes on after an interruption, as a shell does: from now on SIGINT,
// however often it comes, only raises InterruptRequested().
void OutliveInterrupts();
// Lowers InterruptRequested() where SIGINT raised it; SIGTERM stands.
void ForgetInterrupt();

// Whether the user wants the command to end. What QueryOptions::cancelled
// takes. Any thread may read it.
const std::atomic<bool>& InterruptRequested();

// kInterrupted or kTerminated, by the signal that came; the first when none.
ExitStatus InterruptedStatus();

// While it lives, a signal does not raise InterruptRequested(), so that what is
// under way comes to its end; whoever holds it looks at came(). One that came
// before it counts as well. It is raised when this is destroyed. A second
// signal still ends the process. One at a time.
class InterruptHold {
 public:
  InterruptHold();
  InterruptHold(const InterruptHold&) = delete;
  InterruptHold& operator=(const InterruptHold&) = delete;
  ~InterruptHold();

  bool came() const;
  // Can be read once a signal came; -1 where the system gave none.
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Ends the process as a write to a pipe without reader does by default, which
// is what shells expect of a program in the middle of a pipeline.
[[noreturn]] void DieByBrokenPipe();

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_INTERRUPT_H_
