#include "schema/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <pressmark/limits.h>

namespace pressmark::schema {

namespace {

struct Decoded {
  char32_t code_point = 0;
  std::size_t length = 0;  // bytes; 0 where the bytes are not well formed
};

std::uint8_t ByteAt(std::string_view text, std::size_t offset) {
  return static_cast<std::uint8_t>(text[offset]);
}

bool IsContinuation(std::string_view text, std::size_t offset) {
  return offset < text.size() && (ByteAt(text, offset) & 0xC0) == 0x80;
}

// The length a lead byte announces; 0 for a byte that leads nothing.
std::size_t SequenceLength(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

bool IsScalarOfLength(char32_t code_point, std::size_t length) {
  static constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800,
                                                        0x10000};
  bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return code_point >= kSmallest[length] && code_point <= 0x10FFFF &&
         !surrogate;
}

Decoded DecodeAt(std::string_view text, std::size_t offset) {
  static constexpr std::array<std::uint8_t, 5> kLeadBits = {0, 0x7F, 0x1F, 0x0F,
                                                            0x07};
  std::uint8_t lead = ByteAt(text, offset);
  std::size_t length = SequenceLength(lead);
  if (length == 0) return {};
  char32_t code_point = lead & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text, offset + i)) return {};
    code_point = code_point << 6 | (ByteAt(text, offset + i) & 0x3F);
  }
  if (!IsScalarOfLength(code_point, length)) return {};
  return {code_point, length};
}

// The first offset from `offset` on, in steps of eight bytes, behind which a
// byte beyond ASCII is near.
std::size_t SkipAscii(std::string_view text, std::size_t offset) {
  constexpr std::uint64_t kBeyondAscii = 0x8080'8080'8080'8080;
  for (; text.size() - offset >= sizeof(std::uint64_t);
       offset += sizeof(std::uint64_t)) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + offset, sizeof bytes);
    if ((bytes & kBeyondAscii) != 0) break;
  }
  return offset;
}

bool IsControl(char32_t code_point) {
  bool c0_or_c1 =
      code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
  bool direction = (code_point >= 0x202A && code_point <= 0x202E) ||
                   (code_point >= 0x2066 && code_point <= 0x2069) ||
                   code_point == 0x200E || code_point == 0x200F ||
                   code_point == 0x061C;
  bool separator = code_point == 0x2028 || code_point == 0x2029;
  return c0_or_c1 || direction || separator || code_point == 0xFEFF;
}

void AppendHex(char32_t number, int least_digits, std::string* text) {
  static constexpr std::array<char, 17> kDigits = {"0123456789abcdef"};
  int digits = least_digits;
  while (digits < 8 && number >> (4 * digits) != 0) ++digits;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    *text += kDigits[(number >> shift) & 0xF];
  }
}

void AppendEscape(char32_t code_point, std::string* text) {
  if (code_point == '\n') {
    *text += "\\n";
  } else if (code_point == '\t') {
    *text += "\\t";
  } else if (code_point == '\r') {
    *text += "\\r";
  } else if (code_point < 0x100) {
    *text += "\\x";
    AppendHex(code_point, 2, text);
  } else {
    *text += "\\u{";
    AppendHex(code_point, 4, text);
    *text += '}';
  }
}

}  // namespace

std::optional<std::size_t> FindInvalidUtf8(std::string_view text) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    if (ByteAt(text, offset) < 0x80) {
      offset = SkipAscii(text, offset + 1);
      continue;
    }
    std::size_t length = DecodeAt(text, offset).length;
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

std::size_t CountCodePoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; }));
}

std::string_view PrefixOnCharacterBoundary(std::string_view text,
                                           std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  while (end > 0 && IsContinuation(text, end)) --end;
  return text.substr(0, end);
}

std::string EscapeControls(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    Decoded decoded = DecodeAt(text, offset);
    if (decoded.length == 0) {
      escaped += "\\x";
      AppendHex(ByteAt(text, offset), 2, &escaped);
      ++offset;
      continue;
    }
    if (IsControl(decoded.code_point)) {
      AppendEscape(decoded.code_point, &escaped);
    } else {
      escaped += text.substr(offset, decoded.length);
    }
    offset += decoded.length;
  }
  return escaped;
}

std::string Excerpt(std::string_view text) {
  std::string_view shown = PrefixOnCharacterBoundary(text, kExcerptBytes);
  std::string quoted(1, '"');
  quoted += EscapeControls(shown);
  if (shown.size() < text.size()) quoted += "…";
  quoted += '"';
  return quoted;
}

}  // namespace pressmark::schema
