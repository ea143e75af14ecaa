#ifndef PRESSMARK_QUERY_PLAN_KEYS_H_
#define PRESSMARK_QUERY_PLAN_KEYS_H_

#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/budget.h"
#include "query/plan_node.h"

namespace pressmark::query {

// The articles of the keys that a test of the key spells out, at one point read
// each. Unknown where it compares with ranges, patterns or other values of the
// article.
Result<Candidate> PlanKeys(const Test& test, const engine::Reader& reader,
                           const PlanMaker& maker, const Budget& budget);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_KEYS_H_
