#ifndef PRESSMARK_ENGINE_BYTES_H_
#define PRESSMARK_ENGINE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// How stored values are put together and taken apart: integers little-endian,
// texts behind their length. (Keys are big-endian; see keys.h.)
namespace pressmark::engine {

void AppendByte(std::uint8_t value, std::string* bytes);
void AppendUint32(std::uint32_t value, std::string* bytes);
void AppendUint64(std::uint64_t value, std::string* bytes);
// Its length in 4 bytes, then the text.
void AppendText(std::string_view text, std::string* bytes);

// Takes stored bytes apart from the front. Reading past the end gives zeros
// and empty texts, and ok() is false from then on: ask once, at the end.
// Texts are views of the bytes it was made on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t Byte();
  std::uint32_t Uint32();
  std::uint64_t Uint64();
  std::string_view Text();
  std::string_view Bytes(std::size_t size);
  // All that is left.
  std::string_view Rest();

  // Whether everything asked for so far was there.
  bool ok() const { return !failed_; }
  // Whether it was, and nothing is left.
  bool Complete() const { return !failed_ && bytes_.empty(); }

 private:
  template <typename Integer>
  Integer Take();

  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_BYTES_H_
