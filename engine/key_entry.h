#ifndef PRESSMARK_ENGINE_KEY_ENTRY_H_
#define PRESSMARK_ENGINE_KEY_ENTRY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/result.h>

#include "engine/article_id.h"
#include "schema/hash.h"

namespace pressmark::engine {

// A value of the keys family: what is known of one article's key. A deleted
// one stays as a tombstone, with the sequence number of its removal.
//
//   format:1     kKeyEntryFormat
//   live:1       1, or 0 for a tombstone, whose id, hash and label are empty
//   id:8         of the article
//   sequence:8   of its last change
//   hash:16      of its source, the high half first
//   label        the rest: the import it came from
//
// Little endian.
inline constexpr std::uint8_t kKeyEntryFormat = 1;

struct KeyEntry {
  bool live = true;
  ArticleId id;
  std::uint64_t sequence = 0;
  schema::Hash128 source_hash;
  std::string label;

  bool operator==(const KeyEntry&) const = default;
};

std::string EncodeKeyEntry(const KeyEntry& entry);
// kCorruption where the bytes are no entry, kUnsupportedFormat where they are
// of a newer format.
Result<KeyEntry> DecodeKeyEntry(std::string_view bytes);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KEY_ENTRY_H_
