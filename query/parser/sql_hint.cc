#include <algorithm>
#include <array>
#include <cstddef>

#include "query/parser/hint.h"

// Comparisons and functions as SQL and programs write them.
namespace pressmark::query::parser {

namespace {

// From the path before the mistake to the end of `last`.
Span FromPath(const Mistake& mistake, Span last) {
  return {mistake.path_span.begin, last.end};
}

// SQL's wildcards as a glob.
std::string GlobOf(std::string_view pattern) {
  std::string glob(pattern);
  std::replace(glob.begin(), glob.end(), '%', '*');
  std::replace(glob.begin(), glob.end(), '_', '?');
  return glob;
}

std::string Folded(std::string_view path) {
  bool call = path.ends_with(')');
  return call ? std::string(path) : Join({"fold(", path, ")"});
}

Hint LikeHint(const Mistake& mistake, std::string_view comparator) {
  std::string_view pattern = Unquoted(mistake.Next());
  std::string glob = pattern.empty() ? "*word*" : GlobOf(pattern);
  bool ignores_case = IsWord(mistake.found, "ilike");
  std::string path =
      ignores_case ? Folded(mistake.path) : std::string(mistake.path);
  return Write(FromPath(mistake, mistake.NextSpan()),
               Join({path, comparator, Quoted(glob)}));
}

Hint IsHint(const Mistake& mistake) {
  std::string_view path = mistake.path;
  Span next = mistake.NextSpan();
  Span last = TokenAt(mistake.text, next.end);
  std::string_view after = TextAt(mistake.text, last);
  if (IsNothing(mistake.Next())) {
    return Write(FromPath(mistake, next), Join({"not has ", path}));
  }
  if (!IsWord(mistake.Next(), "not")) {
    return Write(FromPath(mistake, next), Join({path, " = ", mistake.Next()}));
  }
  if (IsNothing(after)) {
    return Write(FromPath(mistake, last), Join({"has ", path}));
  }
  if (IsAnyWord(after, {"set", "present"})) {
    return Write(FromPath(mistake, last), Join({"not has ", path}));
  }
  return Write(FromPath(mistake, last), Join({path, " != ", after}));
}

// `title contains x`, `title starts with x`.
Hint PartHint(const Mistake& mistake) {
  std::string_view word = mistake.found;
  Span value = mistake.NextSpan();
  if (IsWord(mistake.Next(), "with")) value = TokenAt(mistake.text, value.end);
  std::string_view part = Unquoted(TextAt(mistake.text, value));
  Span span = FromPath(mistake, value);
  if (IsAnyWord(word, {"icontains", "has_word"})) {
    return Write(span, Containing(mistake.path, part));
  }
  bool begins = IsAnyWord(word, {"startswith", "starts", "begins"});
  bool ends = IsAnyWord(word, {"endswith", "ends"});
  bool within = IsAnyWord(word, {"contains", "includes", "matches", "regexp",
                                 "rlike", "containing"});
  if (!begins && !ends && !within) return {};
  std::string glob = Join({begins ? "" : "*", part, ends ? "" : "*"});
  return Write(span, Join({mistake.path, " ~ ", Quoted(glob)}));
}

// `n gt 3`.
Hint WordOperatorHint(const Mistake& mistake) {
  struct Operator {
    std::string_view word;
    std::string_view sign;
  };
  static constexpr std::array<Operator, 14> kOperators = {{{"equals", "="},
                                                           {"eq", "="},
                                                           {"equal", "="},
                                                           {"ne", "!="},
                                                           {"neq", "!="},
                                                           {"gt", ">"},
                                                           {"gte", ">="},
                                                           {"lt", "<"},
                                                           {"lte", "<="},
                                                           {"has", "="},
                                                           {"have", "="},
                                                           {"since", ">="},
                                                           {"until", "<="},
                                                           {"before", "<"}}};
  for (const Operator& entry : kOperators) {
    if (!IsWord(mistake.found, entry.word)) continue;
    return Write(FromPath(mistake, mistake.NextSpan()),
                 Join({mistake.path, " ", entry.sign, " ", mistake.Next()}));
  }
  return {};
}

// Words where a comparison stands.
Hint ComparisonHint(const Mistake& mistake) {
  std::string_view word = mistake.found;
  bool like = IsAnyWord(word, {"like", "ilike", "glob"});
  if (mistake.expected == kInExpected) {
    return like ? LikeHint(mistake, " !~ ") : Hint();
  }
  if (!mistake.AtComparison() || !mistake.path_is_last) return {};
  if (like) return LikeHint(mistake, " ~ ");
  if (IsWord(word, "is")) return IsHint(mistake);
  Hint hint = PartHint(mistake);
  return hint.words.empty() ? WordOperatorHint(mistake) : hint;
}

struct Foreign {
  std::string_view function;
  std::string_view ours;
  std::string_view why;
};

constexpr std::array<Foreign, 15> kFunctions = {{
    {"lower", "fold", "case is ignored by fold(…)"},
    {"upper", "fold", "case is ignored by fold(…)"},
    {"lcase", "fold", "case is ignored by fold(…)"},
    {"ucase", "fold", "case is ignored by fold(…)"},
    {"casefold", "fold", "case is ignored by fold(…)"},
    {"length", "len", "len(…) counts values, not letters"},
    {"char_length", "len", "len(…) counts values, not letters"},
    {"size", "len", "len(…) counts values"},
    {"array_length", "len", "len(…) counts values"},
    {"cardinality", "len", "len(…) counts values"},
    {"int", "num", "num(…) makes numbers of texts"},
    {"float", "num", "num(…) makes numbers of texts"},
    {"number", "num", "num(…) makes numbers of texts"},
    {"to_date", "date", "date(…) makes dates of texts"},
    {"datetime", "date", "date(…) makes dates of texts"},
}};

// `lower(title) = x`, `* order by length(tags)`, `avg(n)`.
Hint FunctionHint(const Mistake& mistake) {
  if (!mistake.path_is_last || mistake.found != "(") return {};
  for (const Foreign& entry : kFunctions) {
    if (!IsWord(mistake.path, entry.function)) continue;
    return {std::string(entry.why),
            Edit{mistake.path_span, std::string(entry.ours)}};
  }
  Span argument = mistake.NextSpan();
  Span last = TokenAt(mistake.text, argument.end);
  std::string_view path = TextAt(mistake.text, argument);
  if (IsAnyWord(mistake.path, {"avg", "average", "mean"})) {
    return {"an average is a sum and a count",
            Edit{FromPath(mistake, last),
                 Join({"sum(", path, "), count(", path, ")"})}};
  }
  bool random = IsAnyWord(mistake.path, {"random", "rand", "newid"});
  if (!random) return {};
  Hint hint{"there is no random order", {}};
  if (IsWord(mistake.Before(2), "by") && IsWord(mistake.Before(3), "order")) {
    hint.edit = Edit{{mistake.BeforeSpan(3).begin, argument.end}, ""};
  }
  return hint;
}

// `title = lower('X')`: what is folded on the left is folded on the right.
Hint ValueCallHint(const Mistake& mistake) {
  bool call = mistake.TooMuch() && mistake.bare_is_last &&
              mistake.found == "(" &&
              IsAnyWord(TextAt(mistake.text, mistake.bare),
                        {"lower", "upper", "fold", "lcase", "ucase"});
  Span close = TokenAt(mistake.text, mistake.NextSpan().end);
  if (!call || TextAt(mistake.text, close) != ")") return {};
  return {"fold(…) on the left folds the value too",
          Edit{{mistake.bare.begin, close.end}, std::string(mistake.Next())}};
}

// `count(tags) > 3`: an aggregate where a function is meant.
Hint CountedHint(const Mistake& mistake) {
  bool call = mistake.AtEnd() && IsOperatorToken(mistake.found) &&
              mistake.Before(1) == ")" && mistake.Before(3) == "(" &&
              IsWord(mistake.Before(4), "count");
  if (!call) return {};
  return {"len(…) counts the values of an article",
          Edit{mistake.BeforeSpan(4), "len"}};
}

}  // namespace

Hint SqlHint(const Mistake& mistake) {
  for (auto hint : {CountedHint, FunctionHint, ValueCallHint, ComparisonHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
