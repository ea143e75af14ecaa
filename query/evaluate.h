#ifndef PRESSMARK_QUERY_EVALUATE_H_
#define PRESSMARK_QUERY_EVALUATE_H_

#include <cstdint>

#include "query/bound.h"
#include "query/budget.h"
#include "query/scalars.h"
#include "query/subject_values.h"

namespace pressmark::query {

// Whether the article satisfies the condition. Linear in the article times the
// literals of each test, or stopped as soon as the budget is over, where it has
// one: then the answer means nothing. Allocates only to fold what is not ASCII
// or is long.
bool Satisfies(const Condition& condition, const Subjected& article,
               std::int16_t zone_minutes, const Budget* budget = nullptr);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_EVALUATE_H_
