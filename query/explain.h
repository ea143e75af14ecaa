#ifndef PRESSMARK_QUERY_EXPLAIN_H_
#define PRESSMARK_QUERY_EXPLAIN_H_

#include <chrono>
#include <optional>

#include <pressmark/explanation.h>

#include "query/rows.h"

namespace pressmark::query {

// What a run will do, step by step, with the numbers of articles as the index
// tells them; where it was profiled and took `time` in all, also what it did.
// Its query's text is left to the caller.
Explanation Explain(const QueryRun& run,
                    std::optional<std::chrono::nanoseconds> time = {});

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_EXPLAIN_H_
