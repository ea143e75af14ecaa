#ifndef PRESSMARK_QUERY_EXPLAIN_H_
#define PRESSMARK_QUERY_EXPLAIN_H_

#include <string>

#include <pressmark/mapping.h>

#include "query/rows.h"

namespace pressmark::query {

// What a run will do, in plain words: a line a step, what a step is made of
// indented below it, with the numbers of articles as the index tells them. For
// people: its words may change.
std::string Explain(const QueryRun& run);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_EXPLAIN_H_
