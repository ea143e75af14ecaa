#include "query/base64.h"

#include <cstddef>
#include <cstdint>

namespace pressmark::query {

namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string ToBase64(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (char byte : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    held += 8;
    while (held >= 6) {
      held -= 6;
      text.push_back(kDigits[bits >> held & 63u]);
    }
  }
  if (held > 0) text.push_back(kDigits[bits << (6 - held) & 63u]);
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (char digit : text) {
    std::size_t value = kDigits.find(digit);
    if (value == kDigits.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push_back(static_cast<char>(bits >> held & 0xFFu));
    }
  }
  // Only one text stands for some bytes: what was left over is nothing.
  if (held == 6 || (bits & ((1u << held) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace pressmark::query
