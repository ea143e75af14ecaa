#ifndef PRESSMARK_CLI_COMPLETION_LIST_H_
#define PRESSMARK_CLI_COMPLETION_LIST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "cli/line_editor.h"

namespace pressmark::cli {

// The longest beginning that all candidates share, whole characters of it.
std::string CommonBeginning(const std::vector<LineCompletion>& candidates);

// The candidates in columns for a terminal, each with its note; what is too
// wide is cut, controls are escaped. At most `rows` lines, at least one, the
// last of them telling where there are more.
std::string RenderCompletions(const LineCompletions& completions,
                              std::size_t width, std::size_t rows);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COMPLETION_LIST_H_
