#include "schema/json.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "schema/hash.h"
#include "schema/utf8.h"

namespace pressmark::schema {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void AppendUnicodeEscape(unsigned code_unit, std::string* json) {
  static constexpr std::array<char, 17> kDigits = {"0123456789abcdef"};
  *json += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    *json += kDigits[(code_unit >> shift) & 0xF];
  }
}

// What JSON has a short escape for, else 0.
char ShortEscape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

// Whether a byte may have to be escaped: what comes behind `<` and 0xE2 says.
bool IsSpecial(char c) {
  auto byte = static_cast<std::uint8_t>(c);
  return byte < 0x20 || byte == '"' || byte == '\\' || byte == '<' ||
         byte == 0x7F || byte == 0xE2;
}

constexpr std::uint64_t kEachByte = 0x0101'0101'0101'0101;

// The highest bit of the first of eight bytes, from the lowest on, that is less
// than `bound`, 128 at most; bits above that one mean nothing. See "Bit
// Twiddling Hacks" by Sean Eron Anderson.
constexpr std::uint64_t FirstLess(std::uint64_t bytes, std::uint8_t bound) {
  return (bytes - kEachByte * bound) & ~bytes & (kEachByte * 0x80);
}

// Likewise of the first that is `byte`.
constexpr std::uint64_t FirstEqual(std::uint64_t bytes, std::uint8_t byte) {
  return FirstLess(bytes ^ (kEachByte * byte), 1);
}

// The first offset from `offset` on where a special byte is; the size where
// there is none.
std::size_t FindSpecial(std::string_view text, std::size_t offset) {
  std::uint64_t bytes = 0;
  while (std::endian::native == std::endian::little &&
         text.size() - offset >= sizeof bytes) {
    std::memcpy(&bytes, text.data() + offset, sizeof bytes);
    std::uint64_t special = FirstLess(bytes, 0x20) | FirstEqual(bytes, '"') |
                            FirstEqual(bytes, '\\') | FirstEqual(bytes, '<') |
                            FirstEqual(bytes, 0x7F) | FirstEqual(bytes, 0xE2);
    if (special != 0) {
      return offset + static_cast<std::size_t>(std::countr_zero(special)) / 8;
    }
    offset += sizeof bytes;
  }
  while (offset < text.size() && !IsSpecial(text[offset])) ++offset;
  return offset;
}

// Appends what `rest`, which begins with such a byte, begins with, and gives
// its length; 0 where that stands for itself.
std::size_t AppendEscape(std::string_view rest, std::string* json) {
  if (char escape = ShortEscape(rest[0]); escape != 0) {
    *json += '\\';
    *json += escape;
    return 1;
  }
  if (rest[0] == '<') {
    if (!rest.starts_with("</")) return 0;
    *json += "<\\/";
    return 2;
  }
  if (rest[0] == '\xE2') {
    bool separator =
        rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9");
    if (!separator) return 0;
    AppendUnicodeEscape(rest[2] == '\xA8' ? 0x2028 : 0x2029, json);
    return 3;
  }
  AppendUnicodeEscape(static_cast<std::uint8_t>(rest[0]), json);
  return 1;
}

// Appends well-formed UTF-8, escaped.
void AppendEscaped(std::string_view text, std::string* json) {
  std::size_t plain = 0;  // where what is taken as it stands begins
  std::size_t place = FindSpecial(text, 0);
  while (place < text.size()) {
    json->append(text, plain, place - plain);
    std::size_t length = AppendEscape(text.substr(place), json);
    plain = place + length;
    place = FindSpecial(text, length == 0 ? place + 1 : plain);
  }
  json->append(text, plain);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t CountDigits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  return count;
}

// Whether `text` is a number by the grammar of RFC 8259, section 6.
bool IsJsonNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  std::size_t whole = CountDigits(text);
  if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    std::size_t fraction = CountDigits(text.substr(1));
    if (fraction == 0) return false;
    text.remove_prefix(1 + fraction);
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    std::size_t exponent = CountDigits(text);
    if (exponent == 0) return false;
    text.remove_prefix(exponent);
  }
  return text.empty();
}

void AppendInteger(std::int64_t number, std::string* json) {
  *json += std::to_string(number);
}

void AppendMembers(const Value& mapping, std::string* json) {
  *json += '{';
  bool first = true;
  for (Value member : mapping) {
    if (!first) *json += ',';
    first = false;
    AppendJsonString(member.key(), json);
    *json += ':';
    AppendJson(member, json);
  }
  *json += '}';
}

void AppendItems(const Value& list, std::string* json) {
  *json += '[';
  bool first = true;
  for (Value item : list) {
    if (!first) *json += ',';
    first = false;
    AppendJson(item, json);
  }
  *json += ']';
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* json) {
  *json += '"';
  while (!text.empty()) {
    std::size_t sound = FindInvalidUtf8(text).value_or(text.size());
    AppendEscaped(text.substr(0, sound), json);
    if (sound == text.size()) break;
    *json += kReplacement;
    text.remove_prefix(sound + 1);
  }
  *json += '"';
}

void AppendJsonNumber(double number, std::string* json) {
  if (std::isnan(number)) {
    *json += "\".nan\"";
  } else if (std::isinf(number)) {
    *json += number > 0 ? "\".inf\"" : "\"-.inf\"";
  } else {
    std::array<char, 32> buffer;
    auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    json->append(buffer.data(), end);
  }
}

void AppendJson(const Value& value, std::string* json) {
  switch (value.kind()) {
    case ValueKind::kNull:
      *json += "null";
      break;
    case ValueKind::kBool:
      *json += value.boolean() ? "true" : "false";
      break;
    case ValueKind::kInteger:
      AppendInteger(value.integer(), json);
      break;
    case ValueKind::kDecimal:
      if (IsJsonNumber(value.text())) {
        *json += value.text();
      } else {
        AppendJsonNumber(value.number(), json);
      }
      break;
    case ValueKind::kText:
      AppendJsonString(value.text(), json);
      break;
    case ValueKind::kList:
      AppendItems(value, json);
      break;
    case ValueKind::kMapping:
      AppendMembers(value, json);
      break;
  }
}

void AppendJson(const FieldValueView& value, std::string* json) {
  switch (value.kind()) {
    case FieldValueView::Kind::kBool:
      *json += value.boolean() ? "true" : "false";
      break;
    case FieldValueView::Kind::kInteger:
      AppendInteger(value.integer(), json);
      break;
    case FieldValueView::Kind::kDecimal:
      AppendJsonNumber(value.decimal(), json);
      break;
    case FieldValueView::Kind::kText:
      AppendJsonString(value.text(), json);
      break;
    case FieldValueView::Kind::kDate:
      AppendJsonString(FormatDate(value.date()), json);
      break;
  }
}

void AppendJson(const FieldView& field, bool many, std::string* json) {
  if (!many) {
    if (field.empty()) {
      *json += "null";
    } else {
      AppendJson(field[0], json);
    }
    return;
  }
  *json += '[';
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (i > 0) *json += ',';
    AppendJson(field[i], json);
  }
  *json += ']';
}

std::string RecordToJson(const RecordView& record, const Mapping& mapping) {
  std::string json = "{\"@key\":";
  AppendJsonString(record.key(), &json);
  json += ",\"@seq\":" + std::to_string(record.sequence());
  json += ",\"@hash\":\"" + ToHex(record.source_hash()) + "\"";
  constexpr std::int64_t kDaysBefore1970 = 719'162;
  Date imported;
  imported.microseconds = record.imported() + kDaysBefore1970 * kSecondsPerDay *
                                                  kMicrosecondsPerSecond;
  imported.precision = DatePrecision::kFraction;
  json += ",\"@imported\":\"" + FormatDate(imported) + "\",\"fields\":{";
  for (std::size_t i = 0; i < mapping.fields().size(); ++i) {
    const FieldDefinition& field = mapping.fields()[i];
    if (i > 0) json += ',';
    AppendJsonString(field.name, &json);
    json += ':';
    AppendJson(record.field(static_cast<std::uint16_t>(i)), field.many, &json);
  }
  json += "},\"front_matter\":";
  AppendJson(record.front_matter(), &json);
  json += '}';
  return json;
}

}  // namespace pressmark::schema
