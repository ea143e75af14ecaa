#include "schema/hash.h"

#include <array>

#include <xxhash.h>

namespace pressmark::schema {

namespace {

void AppendHex(std::uint64_t half, std::string* text) {
  static constexpr std::array<char, 17> kDigits = {"0123456789abcdef"};
  for (int shift = 60; shift >= 0; shift -= 4) {
    *text += kDigits[(half >> shift) & 0xf];
  }
}

}  // namespace

Hash128 HashOf(std::string_view bytes) {
  XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::uint64_t ChecksumOf(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string ToHex(const Hash128& hash) {
  std::string text;
  text.reserve(32);
  AppendHex(hash.high, &text);
  AppendHex(hash.low, &text);
  return text;
}

}  // namespace pressmark::schema
