#ifndef PRESSMARK_ENGINE_STORE_FORMAT_H_
#define PRESSMARK_ENGINE_STORE_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/result.h>

namespace pressmark::engine {

inline constexpr std::size_t kStoreIdBytes = 16;
// The layout of the folder and of every family. A store of another number is
// refused.
inline constexpr std::uint32_t kStoreFormatVersion = 2;

// What the file FORMAT says of a store.
struct StoreFormat {
  // kStoreIdBytes random bytes, for life.
  std::string store_id;
  // Counts restores and accepted losses: of two states with the same store id
  // and incarnation one is the other's past.
  std::uint64_t incarnation = 1;
  // The database lies in the folder db-<generation>.
  std::uint64_t generation = 1;

  bool operator==(const StoreFormat&) const = default;
};

// A format of a store that was not there before.
Result<StoreFormat> NewStoreFormat();

// The 64 bytes of FORMAT.
std::string EncodeStoreFormat(const StoreFormat& format);
// kUnsupportedFormat where the bytes are no store's or of another version,
// kCorruption where they are damaged.
Result<StoreFormat> DecodeStoreFormat(std::string_view bytes);

// The 16 bytes of the watermark of one store: a sequence number and a checksum
// over it and the store's id.
std::string EncodeWatermark(std::string_view store_id, std::uint64_t sequence);
Result<std::uint64_t> DecodeWatermark(std::string_view store_id,
                                      std::string_view bytes);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_STORE_FORMAT_H_
