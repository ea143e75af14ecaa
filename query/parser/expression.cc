#include "query/parser/expression.h"

#include <boost/spirit/home/x3.hpp>

#include "query/parser/clause_def.h"

namespace pressmark::query::parser {

void ParseExpression(ParseState& state, Query& query) {
  namespace x3 = boost::spirit::x3;
  // Blanks and comments stand between any two tokens.
  const auto skipped =
      grammar::ByteOf<IsBlank>() | (x3::lit("--") >> *(x3::char_ - '\n'));
  Iterator first = state.text.data();
  Iterator last = first + state.text.size();
  x3::phrase_parse(first, last, x3::with<ParseStateTag>(state)[grammar::query],
                   skipped, query);
}

}  // namespace pressmark::query::parser
