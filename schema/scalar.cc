#include "schema/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

// The core schema's forms:
//   null     "" | ~ | null | Null | NULL
//   bool     true | True | TRUE | false | False | FALSE
//   integer  [-+]? [0-9]+ | 0o [0-7]+ | 0x [0-9a-fA-F]+
//   decimal  [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
//          | [-+]? ( \.inf | \.Inf | \.INF ) | \.nan | \.NaN | \.NAN

namespace pressmark::schema {
namespace {

constexpr std::array<std::string_view, 5> kNullWords = {"", "~", "null", "Null",
                                                        "NULL"};
constexpr std::array<std::string_view, 6> kBoolWords = {
    "true", "True", "TRUE", "false", "False", "FALSE"};

// What a scalar that is no text may begin with.
constexpr std::string_view kFirstOfOthers = "~nNtTfF+-.0123456789";

template <std::size_t N>
bool IsOneOf(std::string_view text,
             const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view WithoutSign(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    text.remove_prefix(1);
  }
  return text;
}

// Removes the digits at the front of `text` and returns how many there were.
std::size_t EatDigits(std::string_view* text) {
  const auto end = std::find_if_not(text->begin(), text->end(), IsDigit);
  const auto count = static_cast<std::size_t>(end - text->begin());
  text->remove_prefix(count);
  return count;
}

// Whether `text` is a core schema decimal with digits, or a decimal integer.
bool IsDecimalForm(std::string_view text) {
  text = WithoutSign(text);
  std::size_t digits = EatDigits(&text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += EatDigits(&text);
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text = WithoutSign(text.substr(1));
  return EatDigits(&text) > 0 && text.empty();
}

std::optional<double> ParseSpecial(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const std::string_view word = WithoutSign(text);
  if (word != ".inf" && word != ".Inf" && word != ".INF") return std::nullopt;
  const double infinity = std::numeric_limits<double>::infinity();
  return text[0] == '-' ? -infinity : infinity;
}

std::optional<std::int64_t> ParseDigits(std::string_view digits, int base) {
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

// The length of the White_Space character that `text` starts with, else 0.
// U+0085 U+00A0 U+1680 U+2000-200A U+2028 U+2029 U+202F U+205F U+3000
// are those beyond ASCII.
std::size_t BlankAtFront(std::string_view text) {
  const auto byte = [&text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = byte(0);
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  if (first == 0xC2) return byte(1) == 0x85 || byte(1) == 0xA0 ? 2 : 0;
  const unsigned tail = byte(1) << 8 | byte(2);
  if (first == 0xE1) return tail == 0x9A80 ? 3 : 0;
  if (first == 0xE3) return tail == 0x8080 ? 3 : 0;
  if (first != 0xE2) return 0;
  const bool blank = (tail >= 0x8080 && tail <= 0x808A) || tail == 0x80A8 ||
                     tail == 0x80A9 || tail == 0x80AF || tail == 0x819F;
  return blank ? 3 : 0;
}

std::size_t BlankAtBack(std::string_view text) {
  for (std::size_t length = 1; length <= 3 && length <= text.size(); ++length) {
    if (BlankAtFront(text.substr(text.size() - length)) == length) {
      return length;
    }
  }
  return 0;
}

}  // namespace

ValueKind PlainScalarKind(std::string_view text) {
  if (!text.empty() && kFirstOfOthers.find(text[0]) == std::string_view::npos) {
    return ValueKind::kText;
  }
  if (IsOneOf(text, kNullWords)) return ValueKind::kNull;
  if (IsOneOf(text, kBoolWords)) return ValueKind::kBool;
  if (ParseInteger(text)) return ValueKind::kInteger;
  const std::string_view digits = WithoutSign(text);
  if (std::all_of(digits.begin(), digits.end(), IsDigit)) {
    return ValueKind::kText;
  }
  return ParseDecimal(text) ? ValueKind::kDecimal : ValueKind::kText;
}

std::optional<std::int64_t> ParseInteger(std::string_view text) {
  // from_chars takes a minus sign by itself; the core schema allows one only
  // before decimal digits.
  if (text.starts_with("0o") || text.starts_with("0x")) {
    if (text.substr(2).starts_with('-')) return std::nullopt;
    return ParseDigits(text.substr(2), text[1] == 'o' ? 8 : 16);
  }
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  return ParseDigits(text, 10);
}

std::optional<double> ParseDecimal(std::string_view text) {
  if (!IsDecimalForm(text)) {
    if (const auto special = ParseSpecial(text)) return special;
    const auto integer = ParseInteger(text);
    if (!integer) return std::nullopt;
    return static_cast<double>(*integer);
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

std::string_view TrimBlanks(std::string_view text) {
  while (const std::size_t blank = BlankAtFront(text)) {
    text.remove_prefix(blank);
  }
  while (const std::size_t blank = BlankAtBack(text)) {
    text.remove_suffix(blank);
  }
  return text;
}

}  // namespace pressmark::schema
