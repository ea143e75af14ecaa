#ifndef PRESSMARK_CLI_SHELL_ANSWER_H_
#define PRESSMARK_CLI_SHELL_ANSWER_H_

#include <string>

#include "cli/shell_state.h"

// How the shell answers a query: at a terminal with a page of a table and a
// footer, the rest behind .more; else as `query` does.
namespace pressmark::cli {

// Answers a query under the settings, or explains it where those say so. It
// becomes the last query, also where it is wrong.
ExitStatus Ask(ShellState& state, Session& session, const std::string& text);

// Shows the next page of the last answer.
ExitStatus ShowMore(ShellState& state, Session& session);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_ANSWER_H_
