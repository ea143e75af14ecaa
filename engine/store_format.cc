#include "engine/store_format.h"

#include <unistd.h>

#include "engine/bytes.h"
#include "schema/hash.h"

// FORMAT, integers little endian:
//
//   magic        16  "pressmark store\n"
//   version       4
//   zero          4
//   generation    8
//   store id     16
//   incarnation   8
//   checksum      8  of all before
//
// Magic and version stay where they are in every version to come.

namespace pressmark::engine {

namespace {

constexpr std::string_view kMagic = "pressmark store\n";

}  // namespace

Result<StoreFormat> NewStoreFormat() {
  StoreFormat format;
  format.store_id.resize(kStoreIdBytes);
  if (::getentropy(format.store_id.data(), kStoreIdBytes) != 0) {
    return IoError("cannot draw a store id: no random bytes");
  }
  return format;
}

std::string EncodeStoreFormat(const StoreFormat& format) {
  std::string bytes(kMagic);
  AppendUint32(kStoreFormatVersion, &bytes);
  AppendUint32(0, &bytes);
  AppendUint64(format.generation, &bytes);
  bytes += format.store_id;
  AppendUint64(format.incarnation, &bytes);
  AppendUint64(schema::ChecksumOf(bytes), &bytes);
  return bytes;
}

Result<StoreFormat> DecodeStoreFormat(std::string_view bytes) {
  ByteReader reader(bytes);
  if (bytes.size() < kMagic.size() && kMagic.starts_with(bytes)) {
    return Corruption("FORMAT is cut short");
  }
  if (reader.Bytes(kMagic.size()) != kMagic) {
    return UnsupportedFormat("FORMAT is not that of a store");
  }
  std::uint32_t version = reader.Uint32();
  if (!reader.ok()) return Corruption("FORMAT is cut short");
  if (version != kStoreFormatVersion) {
    return UnsupportedFormat(
        "the store has format version " + std::to_string(version) +
        "; this program reads version " + std::to_string(kStoreFormatVersion));
  }
  std::uint32_t zero = reader.Uint32();
  StoreFormat format;
  format.generation = reader.Uint64();
  format.store_id = reader.Bytes(kStoreIdBytes);
  format.incarnation = reader.Uint64();
  std::uint64_t checksum = reader.Uint64();
  if (!reader.Complete() || zero != 0 ||
      checksum != schema::ChecksumOf(bytes.substr(0, bytes.size() - 8))) {
    return Corruption("FORMAT is damaged");
  }
  return format;
}

std::string EncodeWatermark(std::string_view store_id, std::uint64_t sequence) {
  std::string bytes;
  AppendUint64(sequence, &bytes);
  std::uint64_t checksum =
      schema::ChecksumOf(std::string(store_id).append(bytes));
  AppendUint64(checksum, &bytes);
  return bytes;
}

Result<std::uint64_t> DecodeWatermark(std::string_view store_id,
                                      std::string_view bytes) {
  std::uint64_t sequence = ByteReader(bytes).Uint64();
  if (bytes != EncodeWatermark(store_id, sequence)) {
    return Corruption("the watermark is damaged");
  }
  return sequence;
}

}  // namespace pressmark::engine
