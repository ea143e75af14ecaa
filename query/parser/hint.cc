#include "query/parser/hint.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "query/diagnostic.h"

// The slips that the language itself invites.
namespace pressmark::query::parser {

namespace {

bool IsQuote(std::string_view token) {
  return token.starts_with('"') || token.starts_with('\'');
}

bool IsComparison(std::string_view token) {
  return !token.empty() && IsOperatorByte(token[0]);
}

// The name that ends before `at`, blanks passed over.
std::string_view WordBefore(std::string_view text, std::size_t at) {
  while (at > 0 && IsBlank(text[at - 1])) --at;
  std::size_t begin = at;
  while (begin > 0 && IsNameByte(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

// `2021 .. 2022`, `n < 1..2`.
std::string RangeHint(const Mistake& mistake) {
  std::string_view before = mistake.text.substr(0, mistake.token.begin);
  bool blank = !before.empty() && IsBlank(before.back());
  while (!before.empty() && IsBlank(before.back())) before.remove_suffix(1);
  bool begins = mistake.found.starts_with("..");
  if (!mistake.TooMuch() || !(begins || before.ends_with(".."))) return {};
  return blank ? "write a range without blanks, as in 2021..2022"
               : "a range of literals stands after =, != or in";
}

// `"title" = x`.
std::string QuotedNameHint(const Mistake& mistake) {
  if (!mistake.AtCondition() || !IsQuote(mistake.found)) return {};
  std::string_view name = Unquoted(mistake.found);
  if (IsName(name) && !IsReserved(name)) {
    return Join({"a name has no quotes: ", name});
  }
  return Join({"a name is quoted only after a dot: .", mistake.found});
}

// `order = 1`, `has order`, `topic = Order`.
std::string ReservedHint(const Mistake& mistake) {
  std::string_view found = mistake.found;
  bool at_value = mistake.expected.starts_with(kValueExpected);
  if (IsComparison(found) && !at_value) {
    found = WordBefore(mistake.text, mistake.token.begin);
  } else if (!at_value && !mistake.AtCondition() && !mistake.AtName()) {
    return {};
  }
  bool joint = IsWord(found, "and") || IsWord(found, "or");
  if (!IsReserved(found) || joint) return {};
  if (at_value) return Join({"quote it: ", Quoted(found)});
  if (mistake.expected == kNameAfterAs) return "take a name that is no keyword";
  return Join({"a key so called is written .", found});
}

// `count(*)`, `* select count(topic)`.
std::string AggregateHint(const Mistake& mistake) {
  if (mistake.expected == kNameInParentheses && mistake.found == "*") {
    return "write count alone";
  }
  if (!mistake.path_is_last || mistake.found != "(") return {};
  for (std::string_view name : {"count", "min", "max", "sum"}) {
    if (!IsWord(mistake.path, name)) continue;
    return Join(
        {"an aggregate is a clause of its own: ", name, "(…) as total"});
  }
  return {};
}

// Lists and parentheses where none belong, and functions that are not there.
std::string BracketHint(const Mistake& mistake) {
  bool closes = mistake.found == ")" || mistake.found == "]";
  if (mistake.expected == kListedExpected && closes) {
    return "a list holds one value or more, with commas only between them";
  }
  if (mistake.TooMuch() && closes) {
    return mistake.found == ")" ? "no ( is open there" : "no [ is open there";
  }
  if (mistake.found != "(" && mistake.found != "[") return {};
  if (mistake.expected == kValueExpected) {
    return Join({"a list goes with in: ", mistake.path, " in [a, b]"});
  }
  if (mistake.AtName()) return "a name stands there without parentheses";
  if (!mistake.AtComparison()) return {};
  return "the functions are len, date, num, fold, year, month and day";
}

// `* limt 3`.
std::string MisspeltHint(const Mistake& mistake) {
  static const std::array<std::string, 6> kWords = {"order", "limit",  "offset",
                                                    "after", "select", "count"};
  constexpr std::size_t kFewestLetters = 4;
  bool word = mistake.found.size() >= kFewestLetters;
  for (char c : mistake.found) word = word && c >= 'a' && c <= 'z';
  if (!mistake.AtEnd() || !word) return {};
  std::string_view nearest = Nearest(mistake.found, kWords);
  return nearest.empty() ? "" : Join({"did you mean ", nearest});
}

// Two conditions side by side, or one after a clause.
std::string JunctionHint(const Mistake& mistake) {
  bool in_value =
      mistake.bare_is_last && mistake.token.begin == mistake.bare.end;
  if (!mistake.TooMuch() || mistake.found.empty()) return {};
  bool begins = (mistake.found == "," && mistake.AfterCondition()) ||
                (mistake.found == "(" && !in_value);
  for (std::string_view word : {"has", "exists", "not", "all"}) {
    begins = begins || IsWord(mistake.found, word);
  }
  bool compared = IsNameStart(mistake.found[0]) && IsComparison(mistake.Next());
  if (!begins && !compared) return {};
  return mistake.AfterCondition()
             ? "join conditions with and or or"
             : "the filter stands before all clauses, in place of *";
}

// The end of the run without blanks that begins at `at`; brackets that are
// opened and closed in it may hold blanks: `b(c, d)`.
std::size_t EndOfRun(std::string_view text, std::size_t at) {
  std::size_t open = 0;
  std::size_t end = at;
  for (; at < text.size() && (open > 0 || !IsBlank(text[at])); ++at) {
    char c = text[at];
    bool closes = c == ')' || c == ']';
    if (open == 0 && (closes || c == ',')) break;
    if (open == 0) end = at;
    if (c == '(' || c == '[') ++open;
    if (closes) --open;
  }
  return open == 0 ? at : end;
}

// The end of what somebody meant as a value who wrote it without quotes: runs
// up to a word of the language or to one that is compared.
std::size_t EndOfValue(std::string_view text, std::size_t end) {
  while (true) {
    end = EndOfRun(text, end);
    std::size_t begin = std::min(text.find_first_not_of(' ', end), text.size());
    Span word = TokenAt(text, begin);
    std::string_view found = TextAt(text, word);
    bool more = word.begin == begin && !found.empty() && IsBareByte(found[0]) &&
                !IsReserved(found) && !IsComparison(found) &&
                !IsComparison(TextAt(text, TokenAt(text, word.end)));
    if (!more) return end;
    end = word.end;
  }
}

// `topic = Machine Learning`, `slug = a?b=c`.
std::string QuoteHint(const Mistake& mistake) {
  bool in_list = mistake.expected.starts_with(", or");
  if (!mistake.bare_is_last || !(mistake.TooMuch() || in_list)) return {};
  std::size_t end = EndOfValue(mistake.text, mistake.bare.end);
  if (end == mistake.bare.end) return {};
  std::string_view value =
      mistake.text.substr(mistake.bare.begin, end - mistake.bare.begin);
  bool blank = value.find(' ') != std::string_view::npos;
  return Join({blank ? "quote a value with blanks: " : "quote such a value: ",
               Quoted(value)});
}

// Nothing at all, or only a comment.
std::string EmptyHint(const Mistake& mistake) {
  bool empty = mistake.expected == kConditionExpected &&
               SkipBlanks(mistake.text, 0) == mistake.text.size();
  return empty ? "* stands for every article" : "";
}

// `title limit 3`.
std::string PresenceHint(const Mistake& mistake) {
  if (!mistake.AtComparison() || !mistake.path_is_last) return {};
  return Join({"as in ", mistake.path, " = x, or has ", mistake.path});
}

}  // namespace

bool IsWord(std::string_view token, std::string_view word) {
  return token.size() == word.size() && StartsWithKeyword(token, word);
}

std::string Join(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (std::string_view part : parts) joined += part;
  return joined;
}

std::string_view Unquoted(std::string_view token) {
  bool quoted =
      token.size() >= 2 && IsQuote(token) && token.back() == token.front();
  return quoted ? token.substr(1, token.size() - 2) : token;
}

std::string Hint(const Mistake& mistake) {
  for (auto hint : {ForeignHint, RangeHint, QuotedNameHint, AggregateHint,
                    BracketHint, ReservedHint, MisspeltHint, JunctionHint,
                    QuoteHint, EmptyHint, PresenceHint}) {
    if (std::string words = hint(mistake); !words.empty()) return words;
  }
  return {};
}

}  // namespace pressmark::query::parser
