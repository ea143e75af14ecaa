#ifndef PRESSMARK_QUERY_DIAGNOSTIC_H_
#define PRESSMARK_QUERY_DIAGNOSTIC_H_

#include <span>
#include <string>
#include <string_view>

#include <pressmark/status.h>

#include "query/parser/ast.h"

namespace pressmark::query {

// `status` at the bytes `span` of the query `text`.
Status AtSpan(const Status& status, std::string_view text, parser::Span span);

// The candidate that `word` most likely was meant to be (Damerau-Levenshtein
// distance of at most a third of its length, case ignored), or empty.
std::string_view Nearest(std::string_view word,
                         std::span<const std::string> candidates);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_DIAGNOSTIC_H_
