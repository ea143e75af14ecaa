#ifndef PRESSMARK_QUERY_PARSER_CONFIG_H_
#define PRESSMARK_QUERY_PARSER_CONFIG_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/status.h>

#include "query/parser/ast.h"

// What one parse carries along. The grammar reads it from Spirit's context
// under `ParseStateTag`.
namespace pressmark::query::parser {

using Iterator = char const*;

// A change to a query's text: the span becomes `text`.
struct Edit {
  Span span;
  std::string text;
};

struct ParseState {
  std::string_view text;
  Limits limits;
  std::size_t depth = 0;  // of "(", "not" and "[" around this place
  std::size_t terms = 0;  // read so far
  // What was read last of each kind; the hints of errors look at them.
  Span last_path;
  Span last_bare;
  Span last_quote;  // the opening quote alone
  // The same for what completes a query that is being typed.
  Span last_reference;
  Span last_atom;     // a value in a test: quoted or bare
  Span last_operand;  // of a comparison
  Comparator last_comparator = Comparator::kEqual;
  std::vector<Span> elements;  // paths whose brackets are open
  // Whether the text ended where more had to follow.
  bool cut_short = false;
  // Why the text is refused; ok until it is.
  Status refusal;
  // What would go on with it, where that can be told.
  std::optional<Edit> correction;

  Span SpanOf(Iterator first, Iterator last) const {
    return {static_cast<std::uint32_t>(first - text.data()),
            static_cast<std::uint32_t>(last - text.data())};
  }
};

struct ParseStateTag;

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_CONFIG_H_
