#ifndef PRESSMARK_QUERY_PARAMETER_NAMES_H_
#define PRESSMARK_QUERY_PARAMETER_NAMES_H_

#include <string>
#include <vector>

#include "query/parser/ast.h"

namespace pressmark::query {

// The names that stand behind a colon anywhere in a query, in byte order, each
// once. Linear in the query.
std::vector<std::string> ParameterNames(const parser::Query& query);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PARAMETER_NAMES_H_
