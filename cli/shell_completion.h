#ifndef PRESSMARK_CLI_SHELL_COMPLETION_H_
#define PRESSMARK_CLI_SHELL_COMPLETION_H_

#include <cstddef>
#include <string_view>

#include "cli/line_editor.h"
#include "cli/shell_state.h"

namespace pressmark::cli {

// What may stand at the byte `cursor` of what is typed: of a query what the
// language and the store know, of a dot command its name or its words.
LineCompletions CompleteShellText(ShellState& state, std::string_view text,
                                  std::size_t cursor);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_COMPLETION_H_
