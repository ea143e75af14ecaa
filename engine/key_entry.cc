#include "engine/key_entry.h"

#include "engine/bytes.h"

namespace pressmark::engine {

std::string EncodeKeyEntry(const KeyEntry& entry) {
  std::string bytes;
  AppendByte(kKeyEntryFormat, &bytes);
  AppendByte(entry.live, &bytes);
  AppendUint64(entry.id.bits, &bytes);
  AppendUint64(entry.sequence, &bytes);
  AppendUint64(entry.source_hash.high, &bytes);
  AppendUint64(entry.source_hash.low, &bytes);
  return bytes += entry.label;
}

Result<KeyEntry> DecodeKeyEntry(std::string_view bytes) {
  ByteReader reader(bytes);
  std::uint8_t format = reader.Byte();
  if (format > kKeyEntryFormat) {
    return UnsupportedFormat("a key's entry has format " +
                             std::to_string(format));
  }
  std::uint8_t live = reader.Byte();
  KeyEntry entry;
  entry.live = live == 1;
  entry.id.bits = reader.Uint64();
  entry.sequence = reader.Uint64();
  entry.source_hash.high = reader.Uint64();
  entry.source_hash.low = reader.Uint64();
  entry.label = reader.Rest();
  if (!reader.Complete() || format != kKeyEntryFormat || live > 1) {
    return Corruption("a key's entry is damaged");
  }
  return entry;
}

}  // namespace pressmark::engine
