#ifndef PRESSMARK_QUERY_SHAPE_H_
#define PRESSMARK_QUERY_SHAPE_H_

#include <pressmark/query.h>

#include "query/parser/ast.h"

// What can be told of queries, and made of them, from their trees alone.
namespace pressmark::query {

QueryShape ShapeOf(const parser::Query& query);

// `query`, and the filter of `other` beside its own. The spans are those of
// two texts.
parser::Query Joined(const parser::Query& query, const parser::Query& other);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_SHAPE_H_
