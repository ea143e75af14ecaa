#ifndef PRESSMARK_CLI_SHELL_RUN_H_
#define PRESSMARK_CLI_SHELL_RUN_H_

#include <string>
#include <string_view>

#include "cli/shell_state.h"
#include "cli/statement_reader.h"

namespace pressmark::cli {

// Runs one statement, with a writer of its own to where answers go.
ExitStatus RunStatement(ShellState& state, const Statement& statement);

// Runs what has ended in `statements`; goes on after one that failed, and says
// at which line of `place` it was, unless that is empty. Stops at .quit, where
// the user interrupts, and where nobody reads the answers. The status of the
// first that failed.
ExitStatus RunEnded(ShellState& state, StatementReader* statements,
                    std::string_view place);

// Runs the statements of a file.
ExitStatus RunFile(ShellState& state, Session& session,
                   const std::string& path);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_RUN_H_
