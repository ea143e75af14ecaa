#ifndef PRESSMARK_SCHEMA_HASH_H_
#define PRESSMARK_SCHEMA_HASH_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::schema {

// A 128-bit XXH3 hash (xxhash.com; seed 0), of sources and long terms.
struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const Hash128&) const = default;
};

Hash128 HashOf(std::string_view bytes);

// 64 bits of XXH3 (seed 0): the checksum at the end of stored values.
std::uint64_t ChecksumOf(std::string_view bytes);

// 32 lower-case hexadecimal digits, the high half first.
std::string ToHex(const Hash128& hash);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_HASH_H_
