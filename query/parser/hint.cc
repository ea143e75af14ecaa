#include "query/parser/hint.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "query/diagnostic.h"

// The slips that the language itself invites.
namespace pressmark::query::parser {

namespace {

// The name that ends before `at`, blanks passed over.
std::string_view WordBefore(std::string_view text, std::size_t at) {
  while (at > 0 && IsBlank(text[at - 1])) --at;
  std::size_t begin = at;
  while (begin > 0 && IsNameByte(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

// `"title" = x`.
Hint QuotedNameHint(const Mistake& mistake) {
  bool name = mistake.AtCondition() && IsQuotedToken(mistake.found) &&
              (IsOperatorToken(mistake.Next()) ||
               IsAnyWord(mistake.Next(), {"in", "not", "is", "like"}));
  if (!name) return {};
  std::string_view word = Unquoted(mistake.found);
  if (IsName(word) && !IsReserved(word)) {
    return {Join({"a name has no quotes: ", word}),
            Edit{mistake.token, std::string(word)}};
  }
  return {Join({"a name is quoted only after a dot: .", mistake.found}),
          Edit{mistake.token, Join({".", mistake.found})}};
}

// `topic = not mobile`.
Hint NotValueHint(const Mistake& mistake) {
  bool negated = mistake.AtValue() && IsWord(mistake.found, "not") &&
                 IsAnyWord(mistake.Before(1), {"=", "~"});
  if (!negated) return {};
  std::string sign = Join({"!", mistake.Before(1)});
  return {Join({"write ", sign}),
          Edit{{mistake.BeforeSpan(1).begin, mistake.token.end}, sign}};
}

// `order = 1`, `has order`, `topic = Order`.
Hint ReservedHint(const Mistake& mistake) {
  std::string_view found = mistake.found;
  bool at_value = mistake.expected.starts_with(kValueExpected);
  if (IsOperatorToken(found) && !at_value) {
    found = WordBefore(mistake.text, mistake.token.begin);
  } else if (!at_value && !mistake.AtCondition() && !mistake.AtName()) {
    return {};
  }
  bool joint = IsWord(found, "and") || IsWord(found, "or");
  if (!IsReserved(found) || joint) return {};
  auto begin = static_cast<std::uint32_t>(found.data() - mistake.text.data());
  Span span{begin, begin + static_cast<std::uint32_t>(found.size())};
  if (at_value) {
    return {Join({"quote it: ", Quoted(found)}), Edit{span, Quoted(found)}};
  }
  if (mistake.expected == kNameAfterAs) {
    return {"take a name that is no keyword", Edit{span, Join({found, "_"})}};
  }
  return {Join({"a key so called is written .", found}),
          Edit{span, Join({".", found})}};
}

// `count(*)`.
Hint AggregateHint(const Mistake& mistake) {
  bool star = mistake.expected == kNameInParentheses && mistake.found == "*";
  if (!star) return {};
  Hint hint{"write count alone", {}};
  if (IsWord(mistake.Before(2), "count") && mistake.Next() == ")") {
    hint.edit =
        Edit{{mistake.BeforeSpan(2).begin, mistake.NextSpan().end}, "count"};
  }
  return hint;
}

// Lists and parentheses where none belong, and functions that are not there.
Hint BracketHint(const Mistake& mistake) {
  bool closes = mistake.found == ")" || mistake.found == "]";
  if (mistake.TooMuch() && closes) {
    return {mistake.found == ")" ? "no ( is open there" : "no [ is open there",
            Edit{mistake.token, ""}};
  }
  if (mistake.found != "(" && mistake.found != "[") return {};
  if (mistake.AtName()) {
    return {"a name stands there without parentheses", {}};
  }
  if (!mistake.AtComparison()) return {};
  return {"the functions are len, date, num, fold, year, month and day", {}};
}

// What was opened and is not closed at the end of the text.
Hint UnclosedHint(const Mistake& mistake) {
  bool open = mistake.found.empty() &&
              (mistake.expected.ends_with(" ]") ||
               mistake.expected.ends_with(" )") || mistake.expected == ")");
  if (!open) return {};
  std::string close(1, mistake.expected.back());
  return {Join({"write ", close, " at the end"}), Edit{mistake.token, close}};
}

// `* limt 3`.
Hint MisspeltHint(const Mistake& mistake) {
  static const std::array<std::string, 6> kWords = {"order", "limit",  "offset",
                                                    "after", "select", "count"};
  constexpr std::size_t kFewestLetters = 4;
  bool word = mistake.found.size() >= kFewestLetters;
  for (char c : mistake.found) word = word && c >= 'a' && c <= 'z';
  if (!mistake.AtEnd() || !word) return {};
  std::string_view nearest = Nearest(mistake.found, kWords);
  if (nearest.empty()) return {};
  return {Join({"did you mean ", nearest}),
          Edit{mistake.token, std::string(nearest)}};
}

// A condition behind `*` or a clause: it goes to the front.
Hint FilterFirst(const Mistake& mistake) {
  Hint hint{"the filter stands before all clauses, in place of *", {}};
  std::string_view head = mistake.text.substr(0, mistake.token.begin);
  while (!head.empty() && IsBlank(head.back())) head.remove_suffix(1);
  if (head.starts_with('*')) head.remove_prefix(1);
  std::string_view filter = mistake.text.substr(mistake.token.begin);
  if (IsAnyWord(mistake.found, {"and", "or"})) {
    filter.remove_prefix(mistake.found.size());
    while (!filter.empty() && IsBlank(filter[0])) filter.remove_prefix(1);
  }
  if (filter.empty()) return hint;
  auto end = static_cast<std::uint32_t>(mistake.text.size());
  hint.edit =
      Edit{{0, end}, Join({filter, head.starts_with(' ') ? "" : " ", head})};
  return hint;
}

// Two conditions side by side, or one after a clause.
Hint JunctionHint(const Mistake& mistake) {
  bool in_value =
      mistake.bare_is_last && mistake.token.begin == mistake.bare.end;
  if (!mistake.TooMuch() || mistake.found.empty()) return {};
  bool begins = (mistake.found == "," && mistake.AfterCondition()) ||
                (mistake.found == "(" && !in_value);
  for (std::string_view word : {"has", "exists", "not", "all"}) {
    begins = begins || IsWord(mistake.found, word);
  }
  bool compared =
      IsNameStart(mistake.found[0]) && IsOperatorToken(mistake.Next());
  bool joined = mistake.AtEnd() && !mistake.AfterCondition() &&
                IsAnyWord(mistake.found, {"and", "or"});
  if (!begins && !compared && !joined) return {};
  if (mistake.AfterCondition()) {
    bool comma = mistake.found == ",";
    Span at{mistake.token.begin,
            comma ? mistake.token.end : mistake.token.begin};
    return {"join conditions with and or or",
            Edit{at, comma ? " and" : "and "}};
  }
  return FilterFirst(mistake);
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
                !IsReserved(found) && !IsOperatorToken(found) &&
                !IsOperatorToken(TextAt(text, TokenAt(text, word.end)));
    if (!more) return end;
    end = word.end;
  }
}

// `topic = Machine Learning`, `slug = a?b=c`.
Hint QuoteHint(const Mistake& mistake) {
  bool in_list = mistake.expected.starts_with(", or");
  if (!mistake.bare_is_last || !(mistake.TooMuch() || in_list)) return {};
  std::size_t end = EndOfValue(mistake.text, mistake.bare.end);
  if (end == mistake.bare.end) return {};
  std::string_view value =
      mistake.text.substr(mistake.bare.begin, end - mistake.bare.begin);
  bool blank = value.find(' ') != std::string_view::npos;
  return {Join({blank ? "quote a value with blanks: " : "quote such a value: ",
                Quoted(value)}),
          Edit{{mistake.bare.begin, static_cast<std::uint32_t>(end)},
               Quoted(value)}};
}

// Nothing at all, or only a comment.
Hint EmptyHint(const Mistake& mistake) {
  bool empty = mistake.expected == kConditionExpected &&
               SkipBlanks(mistake.text, 0) == mistake.text.size();
  if (!empty) return {};
  return {"* stands for every article", Edit{mistake.token, "*"}};
}

// `title limit 3`.
Hint PresenceHint(const Mistake& mistake) {
  if (!mistake.AtComparison() || !mistake.path_is_last) return {};
  Hint hint{Join({"as in ", mistake.path, " = x, or has ", mistake.path}), {}};
  std::uint32_t begin = mistake.path_span.begin;
  bool path = mistake.path.find('(') == std::string_view::npos;
  bool first = SkipBlanks(mistake.text, 0) == begin ||
               IsAnyWord(mistake.Before(2), {"and", "or", "not"}) ||
               mistake.Before(2) == "(" || mistake.Before(2) == "[";
  bool value = !mistake.found.empty() && IsBare(mistake.found) &&
               !IsAnyWord(mistake.found, {"count"});
  if (value || IsQuotedToken(mistake.found)) {
    hint.edit = Edit{{mistake.token.begin, mistake.token.begin}, "= "};
  } else if (first && path) {
    hint.edit = Edit{{begin, begin}, "has "};
  }
  return hint;
}

}  // namespace

Hint HintFor(const Mistake& mistake) {
  for (auto hint : {RangeHint,     DateHint,       ListHint,      OperatorHint,
                    DocumentHint,  PathHint,       PlainHint,     SqlHint,
                    StatementHint, QuotedNameHint, AggregateHint, BracketHint,
                    UnclosedHint,  NotValueHint,   SearchHint,    ReservedHint,
                    MisspeltHint,  JunctionHint,   QuoteHint,     EmptyHint,
                    PresenceHint,  ExampleHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
