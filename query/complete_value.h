#ifndef PRESSMARK_QUERY_COMPLETE_VALUE_H_
#define PRESSMARK_QUERY_COMPLETE_VALUE_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <pressmark/completion.h>
#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/parser/place.h"

namespace pressmark::query {

struct CompletedValues {
  std::vector<Completion> values;
  bool cut = false;
};

// The values that an index of `subject` has and that begin with what was
// typed, or else have a word that does, the most frequent first, at most
// `limit` of them; and the words that are dates, where it may be one. None
// behind ~, and none without an index. `above` as in MatchIndexes. Fails as the
// engine's reads do.
Result<CompletedValues> CompleteValue(const parser::Place& place,
                                      const Subject& subject,
                                      std::span<const std::string> above,
                                      const engine::Reader& reader,
                                      std::size_t limit);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_COMPLETE_VALUE_H_
