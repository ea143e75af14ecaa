#include "engine/terms.h"

#include <bit>
#include <cmath>
#include <limits>
#include <utility>
#include <variant>

#include <pressmark/limits.h>

#include "engine/fixed_integer.h"
#include "engine/keys.h"
#include "schema/fold.h"
#include "schema/hash.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
constexpr std::size_t kHashBytes = 16;
// What follows a 0x00 in a text's term.
constexpr char kEscapedZero = '\xFF';
constexpr char kTextEnd = '\x01';
constexpr char kCutEnd = '\x02';
constexpr double kTwoTo63 = 9223372036854775808.0;

std::string TagOnly(TermTag tag) {
  return std::string(1, static_cast<char>(tag));
}

// Signed integers in order: the sign bit is flipped.
void AppendOrdered(std::int64_t value, std::string* term) {
  AppendBigEndian(static_cast<std::uint64_t>(value) ^ kSignBit, term);
}

std::int64_t LoadOrdered(const char* bytes) {
  return static_cast<std::int64_t>(LoadBigEndian<std::uint64_t>(bytes) ^
                                   kSignBit);
}

// IEEE 754 doubles in order: of negative ones all bits are flipped, of the
// others the sign.
void AppendOrdered(double value, std::string* term) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  AppendBigEndian((bits & kSignBit) != 0 ? ~bits : bits | kSignBit, term);
}

double LoadOrderedDouble(const char* bytes) {
  auto bits = LoadBigEndian<std::uint64_t>(bytes);
  return std::bit_cast<double>((bits & kSignBit) != 0 ? bits ^ kSignBit
                                                      : ~bits);
}

// What is left of `value` after `nearest`, the double next to it.
std::int64_t RemainderOf(std::int64_t value, double nearest) {
  if (nearest == kTwoTo63) {
    return value - std::numeric_limits<std::int64_t>::max() - 1;
  }
  return value - static_cast<std::int64_t>(nearest);
}

void AppendEscaped(std::string_view text, std::string* term) {
  // Room for what ends a text besides.
  term->reserve(term->size() + text.size() + 2);
  while (true) {
    std::size_t zero = text.find('\0');
    if (zero == text.npos) break;
    term->append(text.substr(0, zero + 1)).push_back(kEscapedZero);
    text.remove_prefix(zero + 1);
  }
  term->append(text);
}

// Where the text of a term ends and how: the place of the end's 0x00. Nothing
// where `term`, which begins with the text's tag, never ends.
std::optional<std::size_t> FindTextEnd(std::string_view term) {
  std::size_t zero = term.find('\0', 1);
  while (zero != term.npos && zero + 1 < term.size()) {
    char next = term[zero + 1];
    if (next == kTextEnd || next == kCutEnd) return zero;
    if (next != kEscapedZero) return std::nullopt;
    zero = term.find('\0', zero + 2);
  }
  return std::nullopt;
}

std::optional<std::size_t> TextTermLength(std::string_view bytes) {
  std::optional<std::size_t> end = FindTextEnd(bytes);
  if (!end) return std::nullopt;
  return *end + 2 + (bytes[*end + 1] == kCutEnd ? kHashBytes : 0);
}

std::string Unescape(std::string_view escaped) {
  std::string text;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    text.push_back(escaped[i]);
    if (escaped[i] == 0) ++i;
  }
  return text;
}

FieldValue DecodeNumber(std::string_view term) {
  double nearest = LoadOrderedDouble(term.data() + 1);
  std::int64_t remainder = LoadOrdered(term.data() + 9);
  bool integral = std::trunc(nearest) == nearest && nearest >= -kTwoTo63 &&
                  nearest <= kTwoTo63;
  if (!integral || (nearest == kTwoTo63 && remainder >= 0)) return nearest;
  // Wraps where the bytes are no term; the caller encodes it again.
  std::uint64_t whole =
      nearest == kTwoTo63
          ? kSignBit
          : static_cast<std::uint64_t>(static_cast<std::int64_t>(nearest));
  return static_cast<std::int64_t>(whole +
                                   static_cast<std::uint64_t>(remainder));
}

FieldValue DecodeDate(std::string_view term) {
  std::int64_t microseconds = LoadOrdered(term.data() + 1);
  DatePrecision precision = DatePrecision::kFraction;
  if (term[9] == 0) {
    precision = DatePrecision::kDay;
  } else if (microseconds % kMicrosecondsPerSecond == 0) {
    precision = DatePrecision::kSecond;
  }
  return Date{microseconds, 0, precision};
}

Result<TermValue> DecodeText(std::string_view term) {
  std::size_t end = *FindTextEnd(term);
  std::string text = Unescape(term.substr(1, end - 1));
  if (term[end + 1] == kTextEnd) return TermValue{TermTag::kText, text};
  if (text.size() != kTermBytes) {
    return Corruption("a term is cut at " + std::to_string(text.size()) +
                      " bytes");
  }
  // Where the cut went through a character, what is left of it goes too.
  text.resize(schema::FindInvalidUtf8(text).value_or(text.size()));
  return TermValue{TermTag::kText, text, true};
}

// `term` has the length of one.
Result<TermValue> DecodeByTag(std::string_view term) {
  auto tag = static_cast<TermTag>(term[0]);
  switch (tag) {
    case TermTag::kBool:
      return TermValue{tag, term[1] != 0};
    case TermTag::kNumber:
      return TermValue{tag, DecodeNumber(term)};
    case TermTag::kText:
      return DecodeText(term);
    case TermTag::kDate:
      return TermValue{tag, DecodeDate(term)};
    case TermTag::kAbsent:
    case TermTag::kEmpty:
    case TermTag::kNull:
    case TermTag::kMapping:
      break;
  }
  return TermValue{tag, {}};
}

}  // namespace

std::string AbsentTerm() { return TagOnly(TermTag::kAbsent); }

std::string EmptyTerm() { return TagOnly(TermTag::kEmpty); }

std::string NullTerm() { return TagOnly(TermTag::kNull); }

std::string MappingTerm() { return TagOnly(TermTag::kMapping); }

std::string BoolTerm(bool value) {
  return TagOnly(TermTag::kBool) + (value ? '\x01' : '\x00');
}

std::string NumberTerm(std::int64_t value) {
  auto nearest = static_cast<double>(value);
  std::string term = TagOnly(TermTag::kNumber);
  AppendOrdered(nearest, &term);
  AppendOrdered(RemainderOf(value, nearest), &term);
  return term;
}

std::string NumberTerm(double value) {
  if (std::isnan(value)) value = std::numeric_limits<double>::quiet_NaN();
  if (value == 0) value = 0;  // not -0
  std::string term = TagOnly(TermTag::kNumber);
  AppendOrdered(value, &term);
  AppendOrdered(std::int64_t{0}, &term);
  return term;
}

std::string TextTerm(std::string_view text) {
  std::string term = TagOnly(TermTag::kText);
  AppendEscaped(text.substr(0, kTermBytes), &term);
  term.push_back('\0');
  if (text.size() <= kTermBytes) {
    term.push_back(kTextEnd);
    return term;
  }
  term.push_back(kCutEnd);
  schema::Hash128 hash = schema::HashOf(text);
  AppendBigEndian(hash.high, &term);
  AppendBigEndian(hash.low, &term);
  return term;
}

std::string DateTerm(const Date& date) {
  std::string term = TagOnly(TermTag::kDate);
  AppendOrdered(date.microseconds, &term);
  term.push_back(date.civil() ? '\x00' : '\x01');
  return term;
}

std::string AllTerm() { return BoolTerm(true); }

std::optional<std::size_t> TermLength(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  std::optional<std::size_t> length;
  switch (static_cast<TermTag>(bytes[0])) {
    case TermTag::kAbsent:
    case TermTag::kEmpty:
    case TermTag::kNull:
    case TermTag::kMapping:
      length = 1;
      break;
    case TermTag::kBool:
      length = 2;
      break;
    case TermTag::kNumber:
      length = 17;
      break;
    case TermTag::kText:
      length = TextTermLength(bytes);
      break;
    case TermTag::kDate:
      length = 10;
      break;
  }
  if (length > bytes.size()) return std::nullopt;
  return length;
}

std::optional<std::string_view> PlainText(std::string_view term) {
  bool text = !term.empty() && static_cast<TermTag>(term[0]) == TermTag::kText;
  std::size_t zero = text ? term.find('\0', 1) : term.npos;
  bool plain = zero != term.npos && zero + 2 == term.size() &&
               term[zero + 1] == kTextEnd;
  if (!plain) return std::nullopt;
  return term.substr(1, zero - 1);
}

bool IsExactTerm(std::string_view term) {
  if (term.empty() || static_cast<TermTag>(term[0]) != TermTag::kText) {
    return true;
  }
  std::optional<std::size_t> end = FindTextEnd(term);
  return end && term[*end + 1] == kTextEnd;
}

TermRange TextPrefixRange(std::string_view prefix) {
  std::string lower = TagOnly(TermTag::kText);
  AppendEscaped(prefix.substr(0, kTermBytes), &lower);
  bool exact = prefix.size() <= kTermBytes;
  if (!exact) {
    lower.push_back('\0');
    lower.push_back(kCutEnd);
  }
  std::string upper = AfterPrefix(lower);
  return {std::move(lower), std::move(upper), exact};
}

TermRange TagRange(TermTag tag) {
  std::string lower = TagOnly(tag);
  std::string upper = AfterPrefix(lower);
  return {std::move(lower), std::move(upper), true};
}

std::string TermOf(const FieldValue& value) {
  struct Encoder {
    std::string operator()(bool boolean) { return BoolTerm(boolean); }
    std::string operator()(std::int64_t number) { return NumberTerm(number); }
    std::string operator()(double number) { return NumberTerm(number); }
    std::string operator()(const std::string& text) { return TextTerm(text); }
    std::string operator()(const Date& date) { return DateTerm(date); }
  };
  return std::visit(Encoder(), value);
}

Result<TermValue> DecodeTerm(std::string_view term) {
  if (TermLength(term) != term.size()) {
    return Corruption("what should be a term of " +
                      std::to_string(term.size()) + " bytes is none");
  }
  Result<TermValue> decoded = DecodeByTag(term);
  bool of_value = term.size() > 1;
  if (decoded.ok() && !decoded->cut && of_value &&
      TermOf(decoded->value) != term) {
    return Corruption("a term stands for no value");
  }
  return decoded;
}

}  // namespace pressmark::engine
