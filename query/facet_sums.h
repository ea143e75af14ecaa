#ifndef PRESSMARK_QUERY_FACET_SUMS_H_
#define PRESSMARK_QUERY_FACET_SUMS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include <pressmark/result.h>

#include "engine/facets.h"
#include "query/date_clip.h"
#include "query/execute.h"

namespace pressmark::query {

// How many articles within a clip have each term of an index, by slot.
struct FacetSums {
  engine::Facets facets;  // for their names
  std::vector<std::uint64_t> counts;
};

// Adds up the facets of the months that lie in the clip as a whole; of those
// that it cuts, the list of each term that they hold is looked at. Nothing
// where the index has no facets.
Result<std::optional<FacetSums>> SumFacets(std::uint32_t index,
                                           const DateClip& clip,
                                           Execution* execution);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_FACET_SUMS_H_
