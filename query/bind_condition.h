#ifndef PRESSMARK_QUERY_BIND_CONDITION_H_
#define PRESSMARK_QUERY_BIND_CONDITION_H_

#include <pressmark/result.h>

#include "query/bind_subject.h"
#include "query/bound.h"
#include "query/parser/ast.h"

namespace pressmark::query {

// Binds a filter. Fails as Bind does, and with kLimitExceeded where it nests
// deeper than Limits::query_depth or holds, with the lists of its parameters,
// more than Limits::query_terms literals.
Result<Condition> BindCondition(const parser::Expression& filter,
                                const BindContext& context);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_BIND_CONDITION_H_
