#include <cstddef>
#include <cstdint>
#include <string>

#include "query/parser/hint.h"

// Lists: what stands before, around and between their values.
namespace pressmark::query::parser {

namespace {

// `brand = [x, y]`, and the same for (x, y).
Hint EqualsListHint(const Mistake& mistake) {
  bool list = mistake.expected == kValueExpected &&
              (mistake.found == "[" || mistake.found == "(");
  if (!list) return {};
  Hint hint{Join({"a list goes with in: ", mistake.path, " in [a, b]"}), {}};
  std::string_view sign = mistake.Before(1);
  if (sign == "=" || sign == "!=") {
    std::string in = sign == "=" ? " in" : " not in";
    if (IsBlank(mistake.text[mistake.BeforeSpan(1).begin - 1])) in.erase(0, 1);
    hint.edit = Edit{mistake.BeforeSpan(1), in};
  }
  return hint;
}

// `topic in a, b`: the values want brackets.
Hint UnbracketedHint(const Mistake& mistake) {
  std::string_view sign = mistake.Before(2);
  bool values = mistake.TooMuch() && mistake.found == "," &&
                (sign == "=" || IsAnyWord(sign, {"in", "of"}));
  if (!values) return {};
  std::string list = Join({"[", mistake.Before(1)});
  Span last = mistake.token;
  while (TextAt(mistake.text, last) == ",") {
    Span value = TokenAt(mistake.text, last.end);
    std::string_view word = TextAt(mistake.text, value);
    Span next = TokenAt(mistake.text, value.end);
    bool test = word.empty() || IsReserved(word) ||
                IsOperatorToken(TextAt(mistake.text, next));
    if (test) return {};
    list += Join({", ", word});
    last = next;
  }
  Span before = mistake.BeforeSpan(2);
  std::string_view joint = sign == "=" ? std::string_view("in") : sign;
  std::uint32_t end = last.begin;
  while (end > 0 && IsBlank(mistake.text[end - 1])) --end;
  std::string test = Join({joint, " ", list, "]"});
  return {Join({"a list stands in brackets: ", test}),
          Edit{{before.begin, end}, test}};
}

// `topic in (a or b)`.
Hint JointHint(const Mistake& mistake) {
  std::string_view found = mistake.found;
  bool joint = found == "|" || found == "||" || found == "&&" || found == ";" ||
               IsAnyWord(found, {"and", "or"});
  bool listed =
      mistake.expected.starts_with(", or") && joint && !mistake.before.empty();
  Span after = TokenAt(mistake.text, mistake.NextSpan().end);
  if (!listed || IsOperatorToken(TextAt(mistake.text, after))) return {};
  return {"commas stand between the values of a list",
          Edit{{mistake.BeforeSpan(1).end, mistake.token.end}, ","}};
}

// `source in (18f gsa)`: one list with no comma at all. Where there is one,
// what has blanks is a value.
Hint UnseparatedHint(const Mistake& mistake) {
  std::string_view open = mistake.Before(2);
  bool first =
      mistake.expected.starts_with(", or") && (open == "[" || open == "(");
  if (!first) return {};
  std::uint32_t begin = mistake.BeforeSpan(1).end;
  std::uint32_t end = begin;
  std::string rest;
  Span value = mistake.token;
  while (true) {
    std::string_view word = TextAt(mistake.text, value);
    if (word.empty() || word == ")" || word == "]") break;
    if (!IsQuotedToken(word) && !IsBare(word)) return {};
    rest += Join({", ", word});
    end = value.end;
    value = TokenAt(mistake.text, end);
  }
  if (rest.empty() || begin == mistake.token.begin) return {};
  return {"put commas between values, or quotes around one with blanks",
          Edit{{begin, end}, rest}};
}

}  // namespace

Hint ListHint(const Mistake& mistake) {
  for (auto hint :
       {JointHint, EqualsListHint, UnbracketedHint, UnseparatedHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
