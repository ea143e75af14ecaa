#ifndef PRESSMARK_ENGINE_TERM_ENTRY_H_
#define PRESSMARK_ENGINE_TERM_ENTRY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

#include "engine/facet_record.h"

// A value of the terms family: what is known of one term.
//
//   format:1     kTermEntryFormat
//   flags:1      bit 0: the ids are in posting blocks; bit 1: it has a slot
//   total:8      articles that have the term
//   slot:2       its place in the facets; only where it has one
//   ids          8 each, ascending, `total` of them; none where in blocks
//   spellings:1  number of spellings
//   spellings    count:8 length:4 text, most used first
//
// Little-endian.
namespace pressmark::engine {

inline constexpr std::uint8_t kTermEntryFormat = 2;

// A term's entry holds its ids itself while there are at most so many.
inline constexpr std::size_t kInlineIds = 128;

// Spellings kept of one term. Of a term written in more ways, those that come
// when all places are taken are not counted.
inline constexpr std::size_t kMaxSpellings = 32;

// What the terms family says of one term, seen in place: it lives as long as
// the bytes it was parsed from. Threads may share one.
class TermEntry {
 public:
  // As the articles write it; of folded terms only.
  struct Spelling {
    std::string text;
    std::uint64_t count = 0;

    bool operator==(const Spelling&) const = default;
  };

  // Of a term that no article has.
  TermEntry() = default;
  // Looks at the head and at what must fit behind it. kCorruption where the
  // bytes are no entry, kUnsupportedFormat where they are of a newer format.
  // Constant time.
  static Result<TermEntry> Parse(std::string_view bytes);

  // The number of articles that have the term.
  std::uint64_t total() const { return total_; }
  // Whether the ids are in posting blocks.
  bool in_blocks() const { return in_blocks_; }
  // Its place in the facets of its index, unless those were given up before.
  std::optional<FacetSlot> slot() const { return slot_; }
  // The ids, ascending, each once; none where they are in blocks. kCorruption
  // where they are out of order.
  Result<std::vector<std::uint64_t>> Ids() const;
  // The spellings, most used first; kCorruption where they are none.
  Result<std::vector<Spelling>> Spellings() const;
  // The text of the first of them; empty where there is none.
  Result<std::string_view> FirstSpelling() const;

 private:
  std::uint64_t total_ = 0;
  bool in_blocks_ = false;
  std::optional<FacetSlot> slot_;
  std::string_view ids_;
  std::string_view spellings_;
};

// A term's entry as it is stored, without the term, which is the key.
struct StoredTermEntry {
  std::uint64_t total = 0;
  std::vector<TermEntry::Spelling> spellings;  // most used first
  bool in_blocks = false;
  // Ascending, each once, `total` of them; empty where they are in blocks.
  std::vector<std::uint64_t> ids;
  // See facet_record.h.
  std::optional<FacetSlot> slot = std::nullopt;

  bool operator==(const StoredTermEntry&) const = default;
};

// `entry` must hold what the comments above say, and spellings of at most
// kTermBytes.
std::string EncodeTermEntry(const StoredTermEntry& entry);

// All that the bytes hold; fails as TermEntry does. Linear in them.
Result<StoredTermEntry> DecodeTermEntry(std::string_view bytes);

// Counts one article more (`added`) or less that writes a term so. Keeps
// the spellings most used first, of equal counts in byte order. An empty text
// is no spelling.
void CountSpelling(std::string_view text, bool added,
                   std::vector<TermEntry::Spelling>* spellings);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TERM_ENTRY_H_
