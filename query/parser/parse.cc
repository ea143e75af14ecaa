#include "query/parser/parse.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "query/diagnostic.h"
#include "query/parser/expectation.h"
#include "query/parser/expression.h"
#include "query/parser/lexicon.h"
#include "schema/scalar.h"
#include "schema/utf8.h"

// The wall around Spirit: what goes in is checked text, what comes out is a
// tree or a status. No exception passes.
namespace pressmark::query::parser {

namespace {

// The first character that has no place in a query, not even in quotes: C0
// but for blanks, DEL, C1.
std::optional<Span> FindControl(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    auto begin = static_cast<std::uint32_t>(i);
    if ((byte < 0x20 && !IsBlank(text[i])) || byte == 0x7f) {
      return Span{begin, begin + 1};
    }
    bool c1 = byte == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) return Span{begin, begin + 2};
  }
  return {};
}

Status CheckText(std::string_view text, const Limits& limits) {
  std::size_t most = std::min<std::size_t>(
      limits.query_bytes, std::numeric_limits<std::uint32_t>::max());
  if (text.size() > most) {
    auto place = static_cast<std::uint32_t>(most);
    return AtSpan(LimitExceeded("a query of " + std::to_string(text.size()) +
                                " bytes, more than " + std::to_string(most)),
                  text, {place, place});
  }
  if (std::optional<std::size_t> bad = schema::FindInvalidUtf8(text)) {
    auto place = static_cast<std::uint32_t>(*bad);
    return AtSpan(ParseError("a byte that is not UTF-8: " +
                             schema::Excerpt(text.substr(*bad, 1))),
                  text, {place, place + 1});
  }
  if (std::optional<Span> control = FindControl(text)) {
    std::string_view found =
        text.substr(control->begin, control->end - control->begin);
    return AtSpan(ParseError("a control character: " + schema::Excerpt(found)),
                  text, *control);
  }
  return {};
}

std::string Applied(std::string_view text, const Edit& edit) {
  std::string changed(text.substr(0, edit.span.begin));
  changed += edit.text;
  return changed += text.substr(edit.span.end);
}

// More slips than these are no slips.
constexpr int kMostCorrections = 8;
// A change no longer than a word of the language does not show a query.
constexpr std::size_t kLongestWord = 4;

// `text` with one correction after the other, until it parses.
std::optional<std::string> CorrectedBy(std::optional<Edit> edit,
                                       std::string_view given,
                                       const Limits& limits) {
  std::string text(given);
  for (int i = 0; i < kMostCorrections && edit; ++i) {
    text = Applied(text, *edit);
    if (text.size() > kLongestHint) return {};
    ParseState state;
    state.text = text;
    state.limits = limits;
    if (Attempt(state).ok()) return std::string(schema::TrimBlanks(text));
    edit = std::move(state.correction);
  }
  return {};
}

// The refusal, with a query to try instead.
Status WithCorrection(const ParseState& state) {
  const Status& refusal = state.refusal;
  std::optional<std::string> corrected =
      CorrectedBy(state.correction, state.text, state.limits);
  if (!corrected || !refusal.position()) return refusal;
  // One change that the words tell needs no more.
  const std::string& change = state.correction->text;
  bool told = !change.empty() && refusal.message().ends_with(change) &&
              refusal.message().size() > change.size() + 1;
  bool whole = schema::TrimBlanks(Applied(state.text, *state.correction)) ==
               std::string_view(*corrected);
  bool clear = change.size() > kLongestWord || change == *corrected;
  if (told && whole && clear) return refusal;
  std::string message(refusal.message());
  message += "; try: " + schema::EscapeControls(*corrected);
  return Status(refusal.code(), std::move(message)).At(*refusal.position());
}

}  // namespace

Result<Query> Attempt(ParseState& state) {
  Status status = CheckText(state.text, state.limits);
  if (!status.ok()) return status;
  Query query;
  ParseExpression(state, query);
  if (!state.refusal.ok()) return state.refusal;
  return query;
}

Result<Query> Parse(std::string_view text, const Limits& limits) try {
  ParseState state;
  state.text = text;
  state.limits = limits;
  Result<Query> query = Attempt(state);
  if (query.ok() || !state.correction) return query;
  return WithCorrection(state);
} catch (const std::bad_alloc&) {
  return LimitExceeded("not enough memory to parse the query");
} catch (const std::exception& error) {
  return Internal(std::string("parser: ") + error.what());
}

bool IsUnfinished(std::string_view text, const Limits& limits) try {
  ParseState state;
  state.text = text;
  state.limits = limits;
  return !Attempt(state).ok() && state.cut_short;
} catch (const std::exception&) {
  return false;
}

std::optional<std::string> Corrected(std::string_view text,
                                     const Limits& limits) try {
  ParseState state;
  state.text = text;
  state.limits = limits;
  if (Attempt(state).ok()) return {};
  return CorrectedBy(std::move(state.correction), text, limits);
} catch (const std::exception&) {
  return {};
}

}  // namespace pressmark::query::parser
