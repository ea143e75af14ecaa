#ifndef PRESSMARK_QUERY_PLAN_TERMS_H_
#define PRESSMARK_QUERY_PLAN_TERMS_H_

#include <cstdint>
#include <optional>

#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/budget.h"
#include "query/plan_node.h"

// Tests of an indexed field as terms of its index.
namespace pressmark::query {

// The index whose terms are the values of the subject, else null.
const engine::IndexDefinition* IndexOf(const engine::Reader& reader,
                                       const Subject& subject);

// The articles that pass a test of the field of `index`, as far as its terms
// tell. Reads the terms it takes in. Unknown where terms do not help.
Result<Candidate> PlanTerms(const Test& test,
                            const engine::IndexDefinition& index,
                            std::int16_t zone_minutes,
                            const engine::Reader& reader,
                            const PlanMaker& maker, const Budget& budget);

// The articles that have a value of the field of `index`.
Result<Candidate> PlanPresence(const engine::IndexDefinition& index,
                               const engine::Reader& reader,
                               const PlanMaker& maker);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_TERMS_H_
