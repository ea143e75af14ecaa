#ifndef PRESSMARK_QUERY_NEAR_TERM_H_
#define PRESSMARK_QUERY_NEAR_TERM_H_

#include <cstddef>
#include <string>
#include <string_view>

#include <pressmark/result.h>

#include "engine/index.h"
#include "engine/reader.h"
#include "query/budget.h"

namespace pressmark::query {

// What an index has in the place of a text that is none of its terms.
struct NearTerm {
  bool there = false;      // the text is a term after all
  std::string like;        // the term most like it, as it is written; or empty
  std::string containing;  // else one that it is a part of, or empty
};

// Looks at the first `most` texts of the index. Fails as the engine's reads and
// Budget::Check do.
Result<NearTerm> FindNearTerm(const engine::Reader& reader,
                              const engine::IndexDefinition& index,
                              std::string_view text, std::size_t most,
                              const Budget& budget);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_NEAR_TERM_H_
