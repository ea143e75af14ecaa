#include "query/parser/place.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "query/parser/config.h"
#include "query/parser/lexicon.h"
#include "query/parser/parse.h"
#include "query/parser/print.h"

namespace pressmark::query::parser {

namespace {

// What finishes a word or a path, as `x` does wherever one may stand.
constexpr std::string_view kFiller = "x";

bool IsQuote(char c) { return c == '"' || c == '\''; }

// The quote that the token leaves open; 0 where it leaves none.
char OpenQuote(std::string_view token) {
  if (token.empty() || !IsQuote(token[0])) return 0;
  // With the quote once more it is longer just where it was not closed.
  std::string longer = std::string(token) + token[0];
  bool open = token.size() == 1 || TokenAt(longer, 0).end > token.size();
  return open ? token[0] : 0;
}

// What closes the quotes at the end of `token`: a backslash there would take
// the meaning from the quote.
std::string Closing(std::string_view token, char quote) {
  bool closes = OpenQuote(std::string(token) + quote) == 0;
  return closes ? std::string(1, quote) : std::string("\\") + quote;
}

struct LastToken {
  Span span;             // empty where there is none
  bool comment = false;  // a comment goes on to the end
};

LastToken LastTokenOf(std::string_view text) {
  LastToken last;
  for (Span token = TokenAt(text, 0); token.end > token.begin;
       token = TokenAt(text, token.end)) {
    last.span = token;
  }
  std::string_view rest = text.substr(last.span.end);
  std::size_t line = rest.rfind('\n');
  last.comment = rest.find("--", line == rest.npos ? 0 : line) != rest.npos;
  return last;
}

std::optional<Path> ReadPath(std::string_view text, const Limits& limits) {
  ParseState state;
  std::string presence = "has " + std::string(text);
  state.text = presence;
  state.limits = limits;
  Result<Query> query = Attempt(state);
  if (!query.ok() || !query->filter) return std::nullopt;
  auto* read = std::get_if<Presence>(&query->filter->node);
  return read == nullptr ? std::nullopt : std::optional(std::move(read->path));
}

std::optional<Comparison> ReadComparison(std::string_view operand,
                                         std::string_view value,
                                         const Limits& limits) {
  ParseState state;
  std::string text = std::string(operand) + "\n= " + std::string(value);
  state.text = text;
  state.limits = limits;
  Result<Query> query = Attempt(state);
  if (!query.ok() || !query->filter) return std::nullopt;
  auto* read = std::get_if<Comparison>(&query->filter->node);
  return read == nullptr ? std::nullopt : std::optional(std::move(*read));
}

bool EndsWith(Span span, std::string_view text) {
  return span.end > span.begin && span.end == text.size();
}

// Fills in what a name needs; false where it is none after all.
bool FillName(std::string_view probe, Span span, const Limits& limits,
              Place* place) {
  std::optional<Path> path = ReadPath(TextAt(probe, span), limits);
  if (!path || path->segments.empty()) return false;
  std::string& last = path->segments.back().name;
  if (path->segments.back().element) return false;
  if (place->quote == 0) {
    last.resize(last.size() - kFiller.size());
    place->segment = probe.size() - kFiller.size() - last.size();
  } else {
    place->segment = place->word;
  }
  place->begin = span.begin;
  place->path = *std::move(path);
  return true;
}

// The columns that can be named behind `order by`.
void FillColumns(const Query& query, std::string_view probe, Place* place) {
  bool ordering =
      !query.order.empty() && EndsWith(query.order.back().operand.span, probe);
  if (!ordering) return;
  place->only_columns = !query.aggregates.empty();
  for (const Pick& pick : query.select) {
    if (!pick.name.empty()) place->columns.push_back(pick.name);
  }
  for (const Operand& group : query.group_by) {
    place->columns.push_back(Print(group));
  }
  for (const Aggregate& aggregate : query.aggregates) {
    std::string name = aggregate.name;
    if (name.empty() && !aggregate.path) name = "count";
    if (!name.empty()) place->columns.push_back(std::move(name));
  }
}

bool FillValue(std::string_view probe, const ParseState& state,
               const Limits& limits, Place* place) {
  Span atom = state.last_atom;
  std::optional<Comparison> read = ReadComparison(
      TextAt(probe, state.last_operand), TextAt(probe, atom), limits);
  bool single = read && read->items.size() == 1 && read->items.front().low &&
                !read->items.front().range;
  if (!single) return false;
  place->value = std::move(read->items.front().low->text);
  if (place->quote == 0) {
    place->value.resize(place->value.size() - kFiller.size());
  }
  place->begin = atom.begin;
  place->operand = std::move(read->operand);
  place->comparator = state.last_comparator;
  return true;
}

bool FillElements(std::string_view probe, const std::vector<Span>& elements,
                  const Limits& limits, Place* place) {
  for (Span element : elements) {
    std::optional<Path> path = ReadPath(TextAt(probe, element), limits);
    if (!path) return false;
    place->elements.push_back(*std::move(path));
  }
  return true;
}

PlaceKind KindOf(const ParseState& state) {
  if (EndsWith(state.last_path, state.text)) return PlaceKind::kName;
  if (EndsWith(state.last_reference, state.text)) return PlaceKind::kReference;
  if (EndsWith(state.last_atom, state.text)) return PlaceKind::kValue;
  return PlaceKind::kOther;
}

}  // namespace

Place PlaceAtEnd(std::string_view text, const Limits& limits) {
  Place place;
  place.begin = place.word = text.size();
  LastToken last = LastTokenOf(text);
  if (last.comment) return place;
  std::string probe(text);
  std::string_view token = TextAt(text, last.span);
  bool at_token = EndsWith(last.span, text);
  place.quote = at_token ? OpenQuote(token) : '\0';
  bool word = at_token && (place.quote != 0 || IsBareByte(token[0])) &&
              !IsOperatorByte(token[0]);
  if (at_token && IsQuote(token[0]) && place.quote == 0) return place;
  if (word) place.word = last.span.begin;
  probe +=
      place.quote == 0 ? std::string(kFiller) : Closing(token, place.quote);
  ParseState state;
  state.text = probe;
  state.limits = limits;
  // Whether the rest of it parses does not matter: only what was read.
  Result<Query> query = Attempt(state);
  if (query.ok()) FillColumns(*query, probe, &place);
  place.kind = KindOf(state);
  bool filled = FillElements(probe, state.elements, limits, &place);
  if (place.kind == PlaceKind::kName) {
    filled = filled && FillName(probe, state.last_path, limits, &place);
  } else if (place.kind == PlaceKind::kReference) {
    filled = filled && FillName(probe, state.last_reference, limits, &place);
  } else if (place.kind == PlaceKind::kValue) {
    filled = filled && FillValue(probe, state, limits, &place);
  }
  if (!filled) place.kind = PlaceKind::kOther;
  return place;
}

bool MayStand(std::string_view before, std::string_view word,
              std::string_view then, const Limits& limits) {
  std::string text(before);
  text += word;
  text += then;
  ParseState state;
  state.text = text;
  state.limits = limits;
  bool ok = Attempt(state).ok();
  bool value = state.last_atom.end > before.size();
  return (ok || state.cut_short) && !value;
}

}  // namespace pressmark::query::parser
