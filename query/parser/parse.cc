#include "query/parser/parse.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <limits>
#include <new>
#include <optional>
#include <string>

#include "query/diagnostic.h"
#include "query/parser/expression.h"
#include "query/parser/lexicon.h"
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

}  // namespace

Result<Query> Parse(std::string_view text, const Limits& limits) try {
  if (Status status = CheckText(text, limits); !status.ok()) return status;
  ParseState state;
  state.text = text;
  state.limits = limits;
  Query query;
  ParseExpression(state, query);
  if (!state.refusal.ok()) return state.refusal;
  return query;
} catch (const std::bad_alloc&) {
  return LimitExceeded("not enough memory to parse the query");
} catch (const std::exception& error) {
  return Internal(std::string("parser: ") + error.what());
}

}  // namespace pressmark::query::parser
