#include "engine/stored_source.h"

#include "engine/bytes.h"
#include "schema/hash.h"

namespace pressmark::engine {

std::string EncodeSource(std::string_view source) {
  std::string value;
  value.reserve(9 + source.size());
  AppendByte(kSourceFormat, &value);
  AppendUint64(schema::ChecksumOf(source), &value);
  return value.append(source);
}

Result<std::string_view> DecodeSource(std::string_view value) {
  ByteReader reader(value);
  std::uint8_t format = reader.Byte();
  if (format > kSourceFormat) {
    return UnsupportedFormat("a source has format " + std::to_string(format));
  }
  std::uint64_t checksum = reader.Uint64();
  std::string_view source = reader.Rest();
  if (!reader.Complete() || format != kSourceFormat ||
      checksum != schema::ChecksumOf(source)) {
    return Corruption("a source's bytes are damaged");
  }
  return source;
}

}  // namespace pressmark::engine
