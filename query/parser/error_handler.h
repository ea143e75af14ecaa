#ifndef PRESSMARK_QUERY_PARSER_ERROR_HANDLER_H_
#define PRESSMARK_QUERY_PARSER_ERROR_HANDLER_H_

#include <boost/spirit/home/x3/auxiliary/guard.hpp>
#include <boost/spirit/home/x3/directive/expect.hpp>
#include <boost/spirit/home/x3/support/context.hpp>

#include "query/diagnostic.h"
#include "query/parser/config.h"
#include "query/parser/expectation.h"

// How the grammar refuses. Spirit gives up at once only by its
// expectation_failure; the status with the words for it is in the state, or
// made here from what was expected.
namespace pressmark::query::parser::grammar {

namespace x3 = boost::spirit::x3;

using ExpectationFailure = x3::expectation_failure<Iterator>;

template <typename Context>
ParseState& StateOf(const Context& context) {
  return x3::get<ParseStateTag>(context);
}

// Ends the parse with `status` at `span`.
[[noreturn]] inline void Refuse(ParseState& state, Span span,
                                const Status& status) {
  state.refusal = AtSpan(status, state.text, span);
  throw ExpectationFailure(state.text.data() + span.begin, "");
}

// Turns the first failed expectation into a status.
struct ErrorHandler {
  template <typename Context>
  x3::error_handler_result on_error(Iterator&, const Iterator&,
                                    const ExpectationFailure& failure,
                                    const Context& context) const {
    ParseState& state = StateOf(context);
    if (state.refusal.ok()) {
      Span place = state.SpanOf(failure.where(), failure.where());
      state.refusal = ExpectationError(state, place.begin, failure.which());
    }
    return x3::error_handler_result::fail;
  }
};

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_ERROR_HANDLER_H_
