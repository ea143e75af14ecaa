#ifndef PRESSMARK_ENGINE_TERM_ENTRY_H_
#define PRESSMARK_ENGINE_TERM_ENTRY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

// A value of the terms family: what is known of one term.
//
//   format:1     kTermEntryFormat
//   flags:1      bit 0: the ids are in posting blocks
//   total:8      articles that have the term
//   ids          8 each, ascending, `total` of them; none where in blocks
//   spellings:1  number of spellings
//   spellings    count:8 length:4 text, most used first
//
// Little-endian.
namespace pressmark::engine {

inline constexpr std::uint8_t kTermEntryFormat = 1;

// A term's entry holds its ids itself while there are at most so many.
inline constexpr std::size_t kInlineIds = 128;

// Spellings kept of one term. Of a term written in more ways, those that come
// when all places are taken are not counted.
inline constexpr std::size_t kMaxSpellings = 32;

// What the terms family says of one term.
struct TermEntry {
  std::string term;         // tag and encoded value; see terms.h
  std::uint64_t total = 0;  // articles that have it
  // As the articles write it, most used first; of folded terms only.
  struct Spelling {
    std::string text;
    std::uint64_t count = 0;

    bool operator==(const Spelling&) const = default;
  };
  std::vector<Spelling> spellings;
};

// A term's entry as it is stored, without the term, which is the key.
struct StoredTermEntry {
  std::uint64_t total = 0;
  std::vector<TermEntry::Spelling> spellings;  // most used first
  bool in_blocks = false;
  // Ascending, each once, `total` of them; empty where they are in blocks.
  std::vector<std::uint64_t> ids;

  bool operator==(const StoredTermEntry&) const = default;
};

// `entry` must hold what the comments above say, and spellings of at most
// kTermBytes.
std::string EncodeTermEntry(const StoredTermEntry& entry);

// kCorruption where the bytes are no entry, kUnsupportedFormat where they are
// of a newer format. Linear in the bytes.
Result<StoredTermEntry> DecodeTermEntry(std::string_view bytes);

// Counts one article more (`added`) or less that writes a term so. Keeps
// the spellings most used first, of equal counts in byte order. An empty text
// is no spelling.
void CountSpelling(std::string_view text, bool added,
                   std::vector<TermEntry::Spelling>* spellings);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TERM_ENTRY_H_
