#ifndef PRESSMARK_QUERY_TYPE_MISMATCH_H_
#define PRESSMARK_QUERY_TYPE_MISMATCH_H_

#include <cstdint>

#include "query/bound.h"
#include "query/budget.h"
#include "query/subject_values.h"

namespace pressmark::query {

// Whether some test of the condition finds values on the article and compares
// with none of them, since all are of other types than what it compares with:
// a text beside a number. Tests behind `not` are left out. For an article that
// the condition is false of: why that may be. As costly as the condition, and
// stopped as Satisfies is.
bool HasTypeMismatch(const Condition& condition, const Subjected& article,
                     std::int16_t zone_minutes, const Budget* budget = nullptr);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_TYPE_MISMATCH_H_
