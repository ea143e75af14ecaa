#ifndef PRESSMARK_ENGINE_STORED_SOURCE_H_
#define PRESSMARK_ENGINE_STORED_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/result.h>

namespace pressmark::engine {

// A value of the sources family: an article file's exact bytes.
//
//   format:1    kSourceFormat
//   checksum:8  of the bytes; little endian
//   bytes       the rest
inline constexpr std::uint8_t kSourceFormat = 1;

std::string EncodeSource(std::string_view source);
// The exact bytes, a view of `value`. kCorruption where they are not what was
// stored, kUnsupportedFormat where they are of a newer format.
Result<std::string_view> DecodeSource(std::string_view value);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_STORED_SOURCE_H_
