#include <cstddef>
#include <cstdint>
#include <string>

#include "query/parser/hint.h"

// Ranges with blanks in them, and those that are written in words:
//
//   2021 .. 2022    date between 2021 and 2022    from 2021 to 2022
namespace pressmark::query::parser {

namespace {

// `2021 .. 2022`, `n < 1..2`.
Hint DotsHint(const Mistake& mistake) {
  std::string_view text = mistake.text;
  std::string_view before = text.substr(0, mistake.token.begin);
  bool blank = !before.empty() && IsBlank(before.back());
  while (!before.empty() && IsBlank(before.back())) before.remove_suffix(1);
  bool begins = mistake.found.starts_with("..");
  if (!mistake.TooMuch() || !(begins || before.ends_with(".."))) return {};
  blank = blank || (mistake.found == ".." && !mistake.Next().empty());
  if (!blank) return {"a range of literals stands after =, != or in", {}};
  Hint hint{"write a range without blanks, as in 2021..2022", {}};
  if (!begins) {
    auto end = static_cast<std::uint32_t>(before.size());
    hint.edit = Edit{{end, mistake.token.begin}, ""};
    return hint;
  }
  Span low = mistake.before.empty() ? mistake.token : mistake.BeforeSpan(1);
  Span high = mistake.found == ".." ? mistake.NextSpan() : mistake.token;
  std::string range = Join({TextAt(text, low), mistake.found});
  if (mistake.found == "..") range += TextAt(text, high);
  hint.edit = Edit{{low.begin, high.end}, range};
  return hint;
}

// What stands between the ends of a range in words.
bool IsTo(std::string_view token) {
  return token == "-" || IsAnyWord(token, {"to", "until", "till", "through"});
}

// `low joint high` from `at` on, as a range; empty where it is none.
std::string ReadRange(std::string_view text, std::size_t at, Span* high) {
  Span low = TokenAt(text, at);
  Span joint = TokenAt(text, low.end);
  std::string_view word = TextAt(text, joint);
  *high = TokenAt(text, joint.end);
  bool whole = (IsTo(word) || IsWord(word, "and")) && high->end > high->begin;
  if (!whole) return {};
  return Join({TextAt(text, low), "..", TextAt(text, *high)});
}

// `date between 2021 and 2022`, `date from 2021 to 2022`, `date from 2021`.
Hint BetweenHint(const Mistake& mistake) {
  bool from = IsWord(mistake.found, "from");
  bool between = IsWord(mistake.found, "between");
  if (!mistake.AtComparison() || !mistake.path_is_last) return {};
  if (!between && !(from && BeginsWithDigit(mistake.Next()))) return {};
  Span last;
  std::string range = ReadRange(mistake.text, mistake.token.end, &last);
  std::uint32_t begin = mistake.path_span.begin;
  if (!range.empty()) {
    return Write({begin, last.end}, Join({mistake.path, " in ", range}));
  }
  if (between) return {Join({"write ", mistake.path, " in a..b"})};
  return Write({begin, mistake.NextSpan().end},
               Join({mistake.path, " >= ", mistake.Next()}));
}

// `from 2020 to 2021`, `since 2020`: of the date.
Hint DateAloneHint(const Mistake& mistake) {
  bool value = mistake.AtComparison() && mistake.path_is_last &&
               BeginsWithDigit(mistake.found);
  if (!value) return {};
  std::string_view word = mistake.path;
  std::uint32_t begin = mistake.path_span.begin;
  Span last;
  if (IsAnyWord(word, {"from", "between"})) {
    std::string range = ReadRange(mistake.text, mistake.token.begin, &last);
    if (!range.empty()) {
      return Write({begin, last.end}, Join({"date in ", range}));
    }
  }
  std::string_view sign;
  if (IsAnyWord(word, {"from", "since"})) sign = " >= ";
  if (IsWord(word, "until")) sign = " <= ";
  if (IsWord(word, "before")) sign = " < ";
  if (sign.empty()) return {};
  return Write({begin, mistake.token.end}, Join({"date", sign, mistake.found}));
}

// `date in 2021 to 2022`.
Hint ToHint(const Mistake& mistake) {
  bool follows = mistake.TooMuch() || mistake.expected.starts_with(", or");
  std::string_view low = TextAt(mistake.text, mistake.bare);
  bool range = follows && mistake.bare_is_last && IsTo(mistake.found) &&
               BeginsWithDigit(low) && BeginsWithDigit(mistake.Next());
  std::string_view sign = mistake.Before(2);
  bool taken = sign == "=" || sign == "!=" || sign == "[" || sign == "(" ||
               sign == "," || IsWord(sign, "in");
  if (!range || !taken) return {};
  return Write({mistake.bare.begin, mistake.NextSpan().end},
               Join({low, "..", mistake.Next()}));
}

}  // namespace

Hint RangeHint(const Mistake& mistake) {
  for (auto hint : {DotsHint, BetweenHint, DateAloneHint, ToHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
