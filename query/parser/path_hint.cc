#include <cstddef>
#include <cstdint>
#include <string>

#include "query/parser/hint.h"

// Paths and functions of paths as other languages write them.
namespace pressmark::query::parser {

namespace {

// `authors.0`, `authors.0.name`.
Hint ElementHint(const Mistake& mistake) {
  std::size_t digits = 0;
  while (digits < mistake.found.size() && IsDigit(mistake.found[digits])) {
    ++digits;
  }
  Span path = PathBeforeDot(mistake);
  bool number = digits > 0 && (digits == mistake.found.size() ||
                               mistake.found[digits] == '.');
  if (!number || path.begin == path.end) return {};
  std::string element = Join({"[", mistake.found.substr(0, digits), "]"});
  auto end = mistake.token.begin + static_cast<std::uint32_t>(digits);
  return {Join({"an element is written ", TextAt(mistake.text, path), element}),
          Edit{{path.end, end}, element}};
}

// `legislation.*`, `select legislation.*`.
Hint StarHint(const Mistake& mistake) {
  Span path = PathBeforeDot(mistake);
  if (mistake.found != "*" || path.begin == path.end) return {};
  Hint hint{"a path stands for all that is below it, without *", {}};
  if (IsOperatorToken(mistake.Next())) return hint;
  std::string_view before = mistake.Before(2);
  bool condition = before.empty() || before == "(" || before == "[" ||
                   IsAnyWord(before, {"and", "or", "not", "where"});
  hint.edit = Edit{{path.begin, mistake.token.end},
                   Join({condition ? "has " : "", TextAt(mistake.text, path)})};
  return hint;
}

bool IsAggregate(std::string_view word) {
  return IsAnyWord(word, {"count", "min", "max", "sum", "distinct"});
}

// `year(date(expirydate))`. Of what converts, the other is meant.
Hint NestedHint(const Mistake& mistake) {
  std::string_view inner = mistake.Before(1);
  std::string_view outer = mistake.Before(3);
  bool nested =
      mistake.expected == ")" && mistake.found == "(" && IsName(inner);
  if (!nested) return {};
  if (IsAggregate(mistake.Before(2)) || IsAggregate(outer)) {
    return {"an aggregate takes a name and no function"};
  }
  Span argument = mistake.NextSpan();
  Span close = TokenAt(mistake.text, argument.end);
  Span last = TokenAt(mistake.text, close.end);
  bool whole = mistake.before.size() >= 3 &&
               TextAt(mistake.text, close) == ")" &&
               TextAt(mistake.text, last) == ")";
  if (!whole) return {"functions do not nest"};
  bool converts = IsAnyWord(outer, {"num", "date"}) &&
                  IsAnyWord(inner, {"len", "year", "month", "day"});
  std::string call = Join(
      {converts ? inner : outer, "(", TextAt(mistake.text, argument), ")"});
  return {Join({"functions do not nest: ", call}),
          Edit{{mistake.BeforeSpan(3).begin, last.end}, call}};
}

}  // namespace

Hint PathHint(const Mistake& mistake) {
  for (auto hint : {ElementHint, StarHint, NestedHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
