#include "engine/bytes.h"

#include <cstddef>

#include "engine/fixed_integer.h"

namespace pressmark::engine {

void AppendByte(std::uint8_t value, std::string* bytes) {
  AppendLittleEndian(value, bytes);
}

void AppendUint32(std::uint32_t value, std::string* bytes) {
  AppendLittleEndian(value, bytes);
}

void AppendUint64(std::uint64_t value, std::string* bytes) {
  AppendLittleEndian(value, bytes);
}

void AppendText(std::string_view text, std::string* bytes) {
  AppendUint32(static_cast<std::uint32_t>(text.size()), bytes);
  bytes->append(text);
}

template <typename Integer>
Integer ByteReader::Take() {
  std::string_view bytes = Bytes(sizeof(Integer));
  return bytes.empty() ? Integer{0} : LoadLittleEndian<Integer>(bytes.data());
}

std::uint8_t ByteReader::Byte() { return Take<std::uint8_t>(); }
std::uint32_t ByteReader::Uint32() { return Take<std::uint32_t>(); }
std::uint64_t ByteReader::Uint64() { return Take<std::uint64_t>(); }

std::string_view ByteReader::Text() { return Bytes(Uint32()); }

std::string_view ByteReader::Bytes(std::size_t size) {
  if (failed_ || size > bytes_.size()) {
    failed_ = true;
    return {};
  }
  std::string_view taken = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return taken;
}

std::string_view ByteReader::Rest() { return Bytes(bytes_.size()); }

}  // namespace pressmark::engine
