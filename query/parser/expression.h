#ifndef PRESSMARK_QUERY_PARSER_EXPRESSION_H_
#define PRESSMARK_QUERY_PARSER_EXPRESSION_H_

#include "query/parser/ast.h"
#include "query/parser/config.h"

namespace pressmark::query::parser {

// Runs the grammar over all of `state.text`, which is well-formed UTF-8
// without control characters, into `query`. Where it is refused,
// `state.refusal` says why, and `query` holds no meaning. Throws only what
// allocation throws.
void ParseExpression(ParseState& state, Query& query);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_EXPRESSION_H_
