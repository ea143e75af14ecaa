#include <algorithm>
#include <cstdint>

#include "query/parser/hint.h"

// What all hints share: how tokens look, and how corrections are written.
namespace pressmark::query::parser {

bool IsWord(std::string_view token, std::string_view word) {
  return token.size() == word.size() && StartsWithKeyword(token, word);
}

bool IsAnyWord(std::string_view token,
               std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return IsWord(token, word);
  });
}

bool IsQuotedToken(std::string_view token) {
  return token.starts_with('"') || token.starts_with('\'');
}

bool IsOperatorToken(std::string_view token) {
  return !token.empty() && IsOperatorByte(token[0]);
}

bool BeginsWithDigit(std::string_view token) {
  return !token.empty() && IsDigit(token[0]);
}

bool IsNumberToken(std::string_view token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), IsDigit);
}

bool IsPathToken(std::string_view token) {
  return !token.empty() && IsNameStart(token[0]) && !IsReserved(token) &&
         std::all_of(token.begin(), token.end(), [](char c) {
           return IsNameByte(c) || c == '.' || c == '-';
         });
}

bool IsNothing(std::string_view token) {
  return IsAnyWord(token, {"null", "none", "empty", "missing", "blank",
                           "absent", "unset", "undefined"});
}

bool BeginsClause(std::string_view token) {
  return IsAnyWord(token, {"order", "limit", "offset", "after", "select",
                           "count", "group", "having", "sort", "skip"});
}

Span PathBeforeDot(const Mistake& mistake) {
  std::uint32_t end = mistake.token.begin;
  bool dot = mistake.expected == kNameAfterDot && end > 0 &&
             mistake.text[end - 1] == '.';
  if (!dot) return {};
  std::uint32_t begin = --end;
  while (begin > 0) {
    char c = mistake.text[begin - 1];
    if (!IsNameByte(c) && c != '.' && c != '-') break;
    --begin;
  }
  return {begin, end};
}

std::string Join(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (std::string_view part : parts) joined += part;
  return joined;
}

std::string_view Unquoted(std::string_view token) {
  bool quoted = token.size() >= 2 && IsQuotedToken(token) &&
                token.back() == token.front();
  return quoted ? token.substr(1, token.size() - 2) : token;
}

std::string ValueText(std::string_view value) {
  return IsBare(value) ? std::string(value) : Quoted(value);
}

std::string Containing(std::string_view path, std::string_view words) {
  bool folded = path.starts_with("fold(");
  std::string glob = Quoted(Join({"*", words, "*"}));
  return folded ? Join({path, " ~ ", glob})
                : Join({"fold(", path, ") ~ ", glob});
}

std::string GlobOfRegex(std::string_view pattern) {
  bool from_start = pattern.starts_with('^');
  bool to_end = pattern.ends_with('$');
  if (from_start) pattern.remove_prefix(1);
  if (to_end) pattern.remove_suffix(1);
  std::string glob = from_start ? "" : "*";
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    std::string_view rest = pattern.substr(i);
    if (rest.starts_with(".*") || rest.starts_with(".+")) {
      if (!glob.ends_with('*')) glob += '*';
      ++i;
    } else {
      glob += pattern[i] == '.' ? '?' : pattern[i];
    }
  }
  bool open = !to_end && !glob.ends_with('*');
  return open ? glob + "*" : glob;
}

Hint Write(Span span, std::string_view text) {
  return {Join({"write ", text}), Edit{span, std::string(text)}};
}

}  // namespace pressmark::query::parser
