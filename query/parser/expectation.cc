#include "query/parser/expectation.h"

#include <string>
#include <utility>
#include <vector>

#include <pressmark/limits.h>

#include "query/diagnostic.h"
#include "query/parser/hint.h"
#include "query/parser/lexicon.h"
#include "schema/utf8.h"

namespace pressmark::query::parser {

namespace {

// No hint looks at more tokens than these.
constexpr std::size_t kTokensBefore = 64;

std::vector<Span> TokensBefore(std::string_view text, std::size_t end) {
  std::vector<Span> tokens;
  Span token = TokenAt(text, 0);
  while (token.end > token.begin && token.begin < end) {
    if (tokens.size() == 2 * kTokensBefore) {
      tokens.erase(tokens.begin(), tokens.begin() + kTokensBefore);
    }
    tokens.push_back(token);
    token = TokenAt(text, token.end);
  }
  return tokens;
}

// The last path; with the call that it is the argument of, where that is what
// stands before the mistake.
Span LastOperand(const ParseState& state, const std::vector<Span>& before) {
  Span path = state.last_path;
  std::size_t n = before.size();
  bool call = n >= 4 && TextAt(state.text, before[n - 1]) == ")" &&
              before[n - 2].begin == path.begin &&
              TextAt(state.text, before[n - 3]) == "(" &&
              IsName(TextAt(state.text, before[n - 4]));
  return call ? Span{before[n - 4].begin, before[n - 1].end} : path;
}

Mistake MistakeAt(const ParseState& state, std::size_t place,
                  std::string_view expected) {
  Mistake mistake;
  mistake.text = state.text;
  mistake.expected = expected;
  mistake.token = TokenAt(state.text, place);
  mistake.found = TextAt(state.text, mistake.token);
  mistake.before = TokensBefore(state.text, mistake.token.begin);
  mistake.path_span = LastOperand(state, mistake.before);
  mistake.path = TextAt(state.text, mistake.path_span);
  auto is_last = [&](Span span) {
    return span.end > span.begin &&
           SkipBlanks(state.text, span.end) == mistake.token.begin;
  };
  mistake.path_is_last = is_last(mistake.path_span);
  mistake.bare = state.last_bare;
  mistake.bare_is_last = is_last(state.last_bare);
  return mistake;
}

}  // namespace

Status ExpectationError(ParseState& state, std::size_t place,
                        std::string_view expected) {
  if (expected == kClosingQuote) {
    state.cut_short = true;
    auto end = static_cast<std::uint32_t>(state.text.size());
    Span quote = state.last_quote;
    bool value = quote.begin > 0 && state.text[quote.begin - 1] != '.';
    if (value) {
      state.correction =
          Edit{{end, end}, std::string(TextAt(state.text, quote))};
    }
    return AtSpan(ParseError("a quote that is never closed"), state.text,
                  state.last_quote);
  }
  Mistake mistake = MistakeAt(state, place, expected);
  // No blank stands inside a token.
  bool inside = expected == kNameAfterDot || expected == kNameAfterAt ||
                expected == kParameterName;
  state.cut_short |=
      inside ? place == state.text.size() : mistake.found.empty();
  std::string message = Join({"expected ", expected});
  bool short_path =
      mistake.path_is_last && mistake.path.size() <= kExcerptBytes;
  if (mistake.AtComparison() && short_path) {
    message += Join({" after ", mistake.path});
  }
  if (!mistake.found.empty()) {
    message += Join({", found ", schema::Excerpt(mistake.found)});
  }
  Hint hint = HintFor(mistake);
  if (!hint.words.empty() && hint.words.size() <= kLongestHint) {
    message += "; " + hint.words;
  }
  state.correction = std::move(hint.edit);
  return AtSpan(ParseError(schema::EscapeControls(message)), state.text,
                mistake.token);
}

}  // namespace pressmark::query::parser
