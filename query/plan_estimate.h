#ifndef PRESSMARK_QUERY_PLAN_ESTIMATE_H_
#define PRESSMARK_QUERY_PLAN_ESTIMATE_H_

#include <pressmark/status.h>

#include "engine/reader.h"
#include "query/budget.h"
#include "query/plan.h"

namespace pressmark::query {

// Lowers the bounds of a plan's clips, and of what stands above them, to the
// articles of their months as block headers count them. Reads a header for each
// month of each clip and no ids: too much for a query that does not ask.
Status EstimateClips(const engine::Reader& reader, const Budget& budget,
                     PlanNode* node);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_ESTIMATE_H_
