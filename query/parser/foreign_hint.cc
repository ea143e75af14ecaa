#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include "query/parser/hint.h"

// Operators of other languages: of programs, of shells and of jq.
namespace pressmark::query::parser {

namespace {

struct Replacement {
  std::string_view written;
  std::string_view meant;
};

constexpr std::array<Replacement, 12> kOperators = {{{"==", "="},
                                                     {"===", "="},
                                                     {"!==", "!="},
                                                     {"<>", "!="},
                                                     {"=!", "!="},
                                                     {"=<", "<="},
                                                     {"=>", ">="},
                                                     {"&&", "and"},
                                                     {"&", "and"},
                                                     {"||", "or"},
                                                     {"|", "or"},
                                                     {"!", "not"}}};

// The whole run of operator bytes that the mistake is part of.
Span RunAround(const Mistake& mistake) {
  Span run = mistake.token;
  while (run.begin > 0 && IsOperatorByte(mistake.text[run.begin - 1])) {
    --run.begin;
  }
  return run;
}

// `meant` in the place of `span`, with blanks where words would touch.
Edit InPlaceOf(const Mistake& mistake, Span span, std::string_view meant) {
  Edit edit{span, std::string(meant)};
  if (!IsNameStart(meant[0])) return edit;
  bool before = span.begin > 0 && !IsBlank(mistake.text[span.begin - 1]);
  bool after =
      span.end < mistake.text.size() && !IsBlank(mistake.text[span.end]);
  if (before) edit.text.insert(0, " ");
  if (after) edit.text += ' ';
  return edit;
}

// `title =~ /x/i`, from where `=` was read as `= "~"`, and `title ~* x`.
Hint RegexHint(const Mistake& mistake) {
  std::string_view bare = TextAt(mistake.text, mistake.bare);
  bool starred = bare == "*" && mistake.Before(2).ends_with('~');
  bool written = mistake.bare_is_last && (bare == "~" || starred) &&
                 mistake.TooMuch() && !mistake.found.empty();
  if (!written) return {};
  std::string_view pattern = Unquoted(mistake.found);
  bool ignores_case = starred;
  if (pattern.starts_with('/') && pattern.rfind('/') > 0) {
    std::size_t end = pattern.rfind('/');
    ignores_case = pattern.substr(end).find('i') != std::string_view::npos;
    pattern = pattern.substr(1, end - 1);
  }
  std::string glob = Quoted(GlobOfRegex(pattern));
  std::string_view sign = mistake.Before(2) == "!~" ? " !~ " : " ~ ";
  std::string test = ignores_case
                         ? Join({"fold(", mistake.path, ")", sign, glob})
                         : Join({mistake.path, sign, glob});
  return {Join({"there are no regular expressions; a glob matches the whole "
                "value: ",
                test}),
          Edit{{mistake.path_span.begin, mistake.token.end}, test}};
}

// `.title | length`.
Hint PipeHint(const Mistake& mistake) {
  bool pipe =
      mistake.AtComparison() && mistake.path_is_last && mistake.found == "|";
  if (!pipe) return {};
  Span next = mistake.NextSpan();
  std::string call = Join({"len(", mistake.path, ")"});
  Edit edit{{mistake.path_span.begin, next.end}, call};
  if (!IsOperatorToken(TextAt(mistake.text, TokenAt(mistake.text, next.end)))) {
    edit.text += " > 0";
  }
  bool length = IsAnyWord(mistake.Next(), {"length", "len", "count", "size"});
  if (length) return {"nothing is piped: write " + edit.text, edit};
  return {Join({"nothing is piped; the functions are written ", call})};
}

// `a = b|c`: part of a value more likely than an `or`.
bool InsideValue(const Mistake& mistake) {
  return mistake.found == "|" && mistake.bare_is_last &&
         mistake.bare.end == mistake.token.begin &&
         mistake.NextSpan().begin == mistake.token.end;
}

// What an address has for a value: `+` and `%20` for blanks.
std::string Decoded(std::string_view value) {
  std::string decoded;
  for (std::size_t i = 0; i < value.size(); ++i) {
    unsigned byte = 0;
    const char* digits = value.data() + i + 1;
    bool escaped =
        value[i] == '%' && i + 2 < value.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    if (escaped) {
      decoded += static_cast<char>(byte);
      i += 2;
    } else {
      decoded += value[i] == '+' ? ' ' : value[i];
    }
  }
  return decoded;
}

// `topic=a&brand=b`, as in an address.
Hint AddressHint(const Mistake& mistake) {
  std::string_view bare = TextAt(mistake.text, mistake.bare);
  bool address = mistake.bare_is_last && mistake.TooMuch() &&
                 mistake.found == "=" && bare.find('&') < bare.size();
  if (!address || bare.find_first_of("/?") < bare.size()) return {};
  std::size_t begin = mistake.path_span.begin;
  std::size_t end = mistake.token.end;
  while (end < mistake.text.size() && !IsBlank(mistake.text[end])) ++end;
  std::string conditions;
  for (std::size_t at = begin; at < end;) {
    std::size_t last = std::min(mistake.text.find('&', at), end);
    std::string_view part = mistake.text.substr(at, last - at);
    std::size_t equals = std::min(part.find('='), part.size());
    std::string_view value = part.substr(std::min(equals + 1, part.size()));
    if (!IsPathToken(part.substr(0, equals)) || value.empty()) return {};
    if (at > begin) conditions += " and ";
    conditions +=
        Join({part.substr(0, equals), " = ", ValueText(Decoded(value))});
    at = last + 1;
  }
  return {"join conditions with and",
          Edit{{mistake.path_span.begin, static_cast<std::uint32_t>(end)},
               conditions}};
}

}  // namespace

Hint OperatorHint(const Mistake& mistake) {
  if (Hint hint = RegexHint(mistake); !hint.words.empty()) return hint;
  if (Hint hint = PipeHint(mistake); !hint.words.empty()) return hint;
  if (Hint hint = AddressHint(mistake); !hint.words.empty()) return hint;
  if (!IsOperatorToken(mistake.found) || InsideValue(mistake)) return {};
  Span span = RunAround(mistake);
  std::string_view run = TextAt(mistake.text, span);
  if (run == "!" && !mistake.AtCondition()) {
    if (mistake.Next() == "=") span.end = mistake.NextSpan().end;
    return {"write !=", Edit{span, "!="}};
  }
  for (const Replacement& entry : kOperators) {
    if (run != entry.written) continue;
    std::string_view article =
        entry.meant == "=" ? "write a single " : "write ";
    return {Join({article, entry.meant}),
            InPlaceOf(mistake, span, entry.meant)};
  }
  return {};
}

}  // namespace pressmark::query::parser
