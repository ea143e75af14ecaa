#ifndef PRESSMARK_QUERY_PLAN_TERMS_H_
#define PRESSMARK_QUERY_PLAN_TERMS_H_

#include <cstdint>

#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/budget.h"
#include "query/plan_node.h"

// Tests of indexed values as terms of their index.
namespace pressmark::query {

// The articles of which some value passes the test, as far as the terms of the
// index tell. Reads the terms it takes in, no more than `terms_worth`. Unknown
// where those do not tell, and where terms do not help.
Result<Candidate> PlanTerms(const Test& test,
                            const engine::IndexDefinition& index,
                            std::uint64_t terms_worth,
                            std::int16_t zone_minutes,
                            const engine::Reader& reader,
                            const PlanMaker& maker, const Budget& budget);

// The articles that `has` or, of a path, `exists` is true of.
Result<Candidate> PlanPresence(const engine::IndexDefinition& index, bool has,
                               const engine::Reader& reader,
                               const PlanMaker& maker);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_TERMS_H_
