#ifndef PRESSMARK_QUERY_PRUNE_H_
#define PRESSMARK_QUERY_PRUNE_H_

#include <vector>

#include <pressmark/value.h>

#include "query/parser/ast.h"

namespace pressmark::query {

// A copy of a mapping without what stands at the paths, which are of names
// alone and go through every item of the lists on their way. Linear in the
// mapping times the paths; recurses no deeper than front matter nests.
ValueTree Prune(const Value& mapping,
                const std::vector<std::vector<parser::Segment>>& paths);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PRUNE_H_
