#ifndef PRESSMARK_QUERY_PARSER_PRINT_H_
#define PRESSMARK_QUERY_PARSER_PRINT_H_

#include <string>

#include "query/parser/ast.h"

namespace pressmark::query::parser {

// The canonical text of a tree: one line, keywords lower case, every literal
// in its shortest unambiguous form, clauses in the order filter, order by,
// limit, offset, after, select, aggregates. Parse(Print(tree)) gives the same
// tree but for its spans.
std::string Print(const Query& query);
std::string Print(const Expression& expression);
std::string Print(const Operand& operand);
std::string Print(const Path& path);
std::string Print(const Item& item);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_PRINT_H_
