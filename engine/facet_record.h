#ifndef PRESSMARK_ENGINE_FACET_RECORD_H_
#define PRESSMARK_ENGINE_FACET_RECORD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

// Values of the facets family: how many articles of a bucket have each term of
// an index, all terms together, so that an index with few terms is counted by
// its terms without a look at their lists. Each term has a slot, a small number
// that no other term of the index has while an article has it.
//
//   names, of an index
//     format:1  kFacetFormat
//     flags:1   bit 0: given up, the terms are too many; then no slot follows
//     slots:2
//     slots     of each: term, spelling; each length:4 and the bytes. The
//               spelling is the term's most used; both are empty where the
//               slot is free
//
//   counts, of an index in a bucket
//     format:1  kFacetFormat
//     zero:3
//     counts    4 each, of the slots from 0 on; the last is not 0
//
// Little-endian.
namespace pressmark::engine {

inline constexpr std::uint8_t kFacetFormat = 1;

// A term's place in the facets of its index.
using FacetSlot = std::uint16_t;
// An index with more terms at a time than this is given up for good, until the
// store is rebuilt.
inline constexpr std::size_t kFacetSlots = 1024;

// What stands in a slot.
struct FacetName {
  std::string term;
  std::string spelling;

  bool operator==(const FacetName&) const = default;
};

// The names of an index.
struct FacetNames {
  bool given_up = false;
  std::vector<FacetName> slots;

  bool operator==(const FacetNames&) const = default;
};

std::string EncodeFacetNames(const FacetNames& names);

// The names of an index, seen in place: it lives as long as the bytes it was
// parsed from.
class FacetNamesView {
 public:
  struct Name {
    std::string_view term;
    std::string_view spelling;
  };

  // Looks at the head alone. kCorruption where the bytes are no names,
  // kUnsupportedFormat where they are of a newer format.
  static Result<FacetNamesView> Parse(std::string_view bytes);

  bool given_up() const { return given_up_; }
  // The names by slot; kCorruption where they are not all there.
  Result<std::vector<Name>> Names() const;
  // The same, to be kept and changed.
  Result<FacetNames> Copy() const;

 private:
  bool given_up_ = false;
  std::size_t slots_ = 0;
  std::string_view names_;
};

// No more counts than kFacetSlots.
using FacetCounts = std::vector<std::uint32_t>;

// Empty where all counts are 0: then there is no such value.
std::string EncodeFacetCounts(const FacetCounts& counts);

// Adds the counts to `sums`, which is made as long as they are. kCorruption
// where the bytes are no counts, kUnsupportedFormat where they are of a newer
// format; `sums` then is as before.
Status AddFacetCounts(std::string_view bytes, std::vector<std::uint64_t>* sums);
Result<FacetCounts> DecodeFacetCounts(std::string_view bytes);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_FACET_RECORD_H_
