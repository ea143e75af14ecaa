#ifndef PRESSMARK_QUERY_COMPLETE_NAME_H_
#define PRESSMARK_QUERY_COMPLETE_NAME_H_

#include <string>
#include <string_view>
#include <vector>

#include <pressmark/completion.h>
#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/parser/place.h"

namespace pressmark::query {

// The fields and paths that the name at the end of `text` may become: of a path
// the next name, those of an element inside its brackets. `above` is the path
// from the front matter's top to that element. Linear in the known paths; fails
// as the engine's reads do.
Result<std::vector<Completion>> CompleteName(
    std::string_view text, const parser::Place& place,
    const std::vector<std::string>& above, const engine::Reader& reader);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_COMPLETE_NAME_H_
