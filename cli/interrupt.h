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

// Whether the user wants the command to end. What QueryOptions::cancelled
// takes. Any thread may read it.
const std::atomic<bool>& InterruptRequested();

// kInterrupted or kTerminated, by the signal that came; the first when none.
ExitStatus InterruptedStatus();

// Ends the process as a write to a pipe without reader does by default, which
// is what shells expect of a program in the middle of a pipeline.
[[noreturn]] void DieByBrokenPipe();

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_INTERRUPT_H_
