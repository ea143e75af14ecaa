#ifndef PRESSMARK_QUERY_COMPLETE_WORD_H_
#define PRESSMARK_QUERY_COMPLETE_WORD_H_

#include <string_view>
#include <vector>

#include <pressmark/completion.h>
#include <pressmark/limits.h>

#include "query/fields.h"

namespace pressmark::query {

// The functions, then the words and signs of the language that begin with
// `typed` and may stand behind `before`: each is tried on the grammar. In the
// place of a value of `type`, only those that it may be.
std::vector<Completion> CompleteWord(std::string_view before,
                                     std::string_view typed, ValueType type,
                                     const Limits& limits);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_COMPLETE_WORD_H_
