#ifndef PRESSMARK_TESTS_SUPPORT_DUMP_QUERY_H_
#define PRESSMARK_TESTS_SUPPORT_DUMP_QUERY_H_

#include <string>

#include "query/parser/ast.h"

namespace pressmark::test {

// Everything a syntax tree holds but its spans, on one line; trees are equal
// where these are:
//
//   (and (= brand <demigos.com>) (in date [<2021>..])) order(date desc)
//
// A bare value stands in <>, a string in "", the steps of a path between
// slashes, an element after #.
std::string Dump(const query::parser::Query& query);
std::string Dump(const query::parser::Expression& expression);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_DUMP_QUERY_H_
