#ifndef PRESSMARK_QUERY_PARSER_PARSE_H_
#define PRESSMARK_QUERY_PARSER_PARSE_H_

#include <optional>
#include <string>
#include <string_view>

#include <pressmark/limits.h>
#include <pressmark/result.h>

#include "query/parser/ast.h"
#include "query/parser/config.h"

namespace pressmark::query::parser {

// Reads a query. kParseError with the place, what was expected and, where one
// is likely, a correction, which ends the message: "…; try: " and a query that
// Parse takes, unless the words before show it already; kLimitExceeded for
// text, nesting or terms beyond `limits`. Linear in the text; the stack it
// needs is bounded by the depth.
Result<Query> Parse(std::string_view text, const Limits& limits = {});

// Parse of `state.text` once, without corrections. What was read last, and how
// far, is left in `state`. May throw what Spirit and std::string throw.
Result<Query> Attempt(ParseState& state);

// Whether `text` is no query and may become one by what is written behind it:
// it ends inside quotes, brackets or a path, or where something has to follow.
// The cost of Parse.
bool IsUnfinished(std::string_view text, const Limits& limits = {});

// What was probably meant by a query that Parse refuses, as a query that it
// takes; nothing where nobody can tell, or where the text is long. At most
// eight times the cost of Parse.
std::optional<std::string> Corrected(std::string_view text,
                                     const Limits& limits = {});

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_PARSE_H_
