#include "query/parser/expectation.h"

#include <string>

#include <pressmark/limits.h>

#include "query/diagnostic.h"
#include "query/parser/hint.h"
#include "query/parser/lexicon.h"
#include "schema/utf8.h"

namespace pressmark::query::parser {

namespace {

// A hint longer than this, because of what it quotes, helps nobody.
constexpr std::size_t kLongestHint = 2 * kExcerptBytes;

Mistake MistakeAt(const ParseState& state, std::size_t place,
                  std::string_view expected) {
  Mistake mistake;
  mistake.text = state.text;
  mistake.expected = expected;
  mistake.token = TokenAt(state.text, place);
  mistake.found = TextAt(state.text, mistake.token);
  mistake.path = TextAt(state.text, state.last_path);
  auto is_last = [&](Span span) {
    return span.end > span.begin &&
           SkipBlanks(state.text, span.end) == mistake.token.begin;
  };
  mistake.path_is_last = is_last(state.last_path);
  mistake.bare = state.last_bare;
  mistake.bare_is_last = is_last(state.last_bare);
  return mistake;
}

}  // namespace

Status ExpectationError(const ParseState& state, std::size_t place,
                        std::string_view expected) {
  if (expected == kClosingQuote) {
    return AtSpan(ParseError("a quote that is never closed"), state.text,
                  state.last_quote);
  }
  Mistake mistake = MistakeAt(state, place, expected);
  std::string message = Join({"expected ", expected});
  bool short_path =
      mistake.path_is_last && mistake.path.size() <= kExcerptBytes;
  if (mistake.AtComparison() && short_path) {
    message += Join({" after ", mistake.path});
  }
  if (!mistake.found.empty()) {
    message += Join({", found ", schema::Excerpt(mistake.found)});
  }
  std::string hint = Hint(mistake);
  if (!hint.empty() && hint.size() <= kLongestHint) message += "; " + hint;
  return AtSpan(ParseError(schema::EscapeControls(message)), state.text,
                mistake.token);
}

}  // namespace pressmark::query::parser
