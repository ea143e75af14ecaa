#ifndef PRESSMARK_CLI_CONTENDED_KEYS_H_
#define PRESSMARK_CLI_CONTENDED_KEYS_H_

#include <functional>
#include <string_view>

#include <pressmark/snapshot.h>
#include <pressmark/status.h>

#include "cli/question.h"

namespace pressmark::cli {

// Calls `take` with the keys of the answer that cannot all be files of one
// folder: one that is a folder on the way to another, and that other. With some
// of them more than once. Ends with the first failure of `take`, or as
// Query::Run and its cursor fail. The question must choose no columns. Memory
// grows with the number of folders.
Status ForEachContended(
    const Question& question, const Snapshot& snapshot,
    const std::function<Status(std::string_view key)>& take);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_CONTENDED_KEYS_H_
