#include "schema/name.h"

#include <algorithm>
#include <array>

namespace pressmark::schema {

namespace {

constexpr std::array<std::string_view, 22> kReserved = {
    "after",  "all",    "and", "as",    "asc",    "by",    "desc", "except",
    "exists", "false",  "has", "in",    "limit",  "match", "not",  "null",
    "of",     "offset", "or",  "order", "select", "true"};

char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool NameGoesOn(std::string_view rest) {
  if (rest.empty()) return false;
  if (rest[0] == '-') return rest.size() > 1 && IsNameByte(rest[1]);
  return IsNameByte(rest[0]);
}

bool IsName(std::string_view text) {
  if (text.empty() || !IsNameStart(text[0])) return false;
  while (NameGoesOn(text)) text.remove_prefix(1);
  return text.empty();
}

bool IsReserved(std::string_view text) {
  return std::any_of(
      kReserved.begin(), kReserved.end(), [text](std::string_view word) {
        return std::equal(
            text.begin(), text.end(), word.begin(), word.end(),
            [](char given, char lower) { return LowerAscii(given) == lower; });
      });
}

}  // namespace pressmark::schema
