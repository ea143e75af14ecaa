#ifndef PRESSMARK_ENGINE_FIXED_INTEGER_H_
#define PRESSMARK_ENGINE_FIXED_INTEGER_H_

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

// Fixed-size integers in stored bytes: big-endian in keys, so that byte order
// is number order, little-endian in values. Bytes from the store are aligned
// by chance, so both go through memcpy.
namespace pressmark::engine {

static_assert(std::endian::native == std::endian::little,
              "posting blocks are read where they lie, as little-endian");

// The integer in the sizeof(Integer) bytes at `bytes`.
template <typename Integer>
Integer LoadLittleEndian(const char* bytes) {
  static_assert(std::is_unsigned_v<Integer>);
  Integer value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <typename Integer>
void AppendLittleEndian(Integer value, std::string* bytes) {
  static_assert(std::is_unsigned_v<Integer>);
  char buffer[sizeof value];
  std::memcpy(buffer, &value, sizeof value);
  bytes->append(buffer, sizeof value);
}

template <typename Integer>
Integer LoadBigEndian(const char* bytes) {
  static_assert(std::is_unsigned_v<Integer>);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return static_cast<Integer>(value);
}

template <typename Integer>
void AppendBigEndian(Integer value, std::string* bytes) {
  static_assert(std::is_unsigned_v<Integer>);
  for (std::size_t i = sizeof(Integer); i-- > 0;) {
    bytes->push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  }
}

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_FIXED_INTEGER_H_
