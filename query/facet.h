#ifndef PRESSMARK_QUERY_FACET_H_
#define PRESSMARK_QUERY_FACET_H_

#include <optional>
#include <vector>

#include <pressmark/result.h>

#include "query/aggregate.h"
#include "query/rows.h"

// Counts by group without reading records. The plan must be exact.
namespace pressmark::query {

// How many articles of the answer have each value of the one subject of `by`,
// which is indexed: of all articles the terms' totals, of a range of dates what
// the facets tell, or block headers, else each term's list intersected with the
// answer. Nothing where records are the better source: where they are fewer
// than terms, or a term is cut. Folded texts are given as they are most spelt.
Result<std::optional<std::vector<AggregateRow>>> GroupTerms(QueryRun* run);

// How many articles of the answer lie in each period of the date.
Result<std::vector<AggregateRow>> GroupPeriods(QueryRun* run);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_FACET_H_
