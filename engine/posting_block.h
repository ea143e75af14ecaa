#ifndef PRESSMARK_ENGINE_POSTING_BLOCK_H_
#define PRESSMARK_ENGINE_POSTING_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/id_span.h"

// A value of the postings family: the ids of one term in one bucket.
//
//   format:1   kPostingFormat
//   flags:1    bit 0: damaged
//   zero:2
//   count:4    ids the block holds, the tail counted in
//   sorted:4   ids in the array
//   tail:4     entries in the tail
//   ids        sorted * 8, ascending, each once
//   tail ids   tail * 8, ascending, each once
//   tail marks tail * 1: 1 the id is present, 0 it is absent
//
// Little-endian. A tail entry always changes the array: a present id is not in
// it, an absent one is. Of a damaged block the three numbers are 0, and what
// follows the header are the bytes that could not be read, each with its
// length in 4 bytes before it.
namespace pressmark::engine {

inline constexpr std::uint8_t kPostingFormat = 1;
inline constexpr std::uint8_t kPostingDamaged = 1;
inline constexpr std::size_t kPostingHeaderBytes = 16;

// One entry of a tail or of an operand: the id is, or is no longer, there.
struct PostingChange {
  std::uint64_t id = 0;
  bool present = true;

  bool operator==(const PostingChange&) const = default;
};

// A posting block, seen in place. A view: it lives as long as the bytes it was
// parsed from. Threads may share one.
class PostingBlockView {
 public:
  // Looks at the header and the sizes. kCorruption where the bytes are no
  // block or a damaged one, kUnsupportedFormat where they are of a newer
  // format. Constant time.
  static Result<PostingBlockView> Parse(std::string_view bytes);

  // The number of ids.
  std::uint32_t count() const { return count_; }
  std::uint32_t sorted_count() const { return sorted_count_; }
  std::uint32_t tail_count() const { return tail_count_; }
  // `index` < sorted_count().
  std::uint64_t sorted_id(std::size_t index) const;
  // `index` < tail_count().
  PostingChange tail_entry(std::size_t index) const;
  // The array as it is stored.
  std::string_view array_bytes() const;
  // Whether the id is in the array. Logarithmic.
  bool SortedHolds(std::uint64_t id) const;

  // The ids, ascending: in place where there is no tail, else merged into
  // `buffer`, which is replaced.
  IdSpan Ids(std::vector<std::uint64_t>* buffer) const;

  // How many of some ids, ascending, it holds; where they are few beside the
  // block's this takes no look at most of it.
  std::size_t CountAmong(IdSpan ids) const;

  // Whether array and tail are in order, the tail changes the array, and the
  // count is theirs; kCorruption where not. Linear, a few times faster than a
  // copy: for check, and before a merge builds on it.
  Status Validate() const;

 private:
  PostingBlockView() = default;
  Status ValidateTail() const;

  std::uint32_t count_ = 0;
  std::uint32_t sorted_count_ = 0;
  std::uint32_t tail_count_ = 0;
  const char* ids_ = nullptr;
  const char* tail_ids_ = nullptr;
  const char* tail_marks_ = nullptr;
};

// The block of these ids, which must be ascending, each once.
std::string EncodePostingBlock(IdSpan ids);

// A block of `base`'s array with `tail` behind it, instead of its own. `tail`
// must be in order and only hold what changes the array.
std::string EncodePostingBlockWithTail(const PostingBlockView& base,
                                       std::span<const PostingChange> tail);

// A damaged block that keeps these bytes as they are.
std::string EncodeDamagedPostingBlock(std::span<const std::string_view> kept);

// Whether the bytes are a sound block without any id, which says no more than
// no block at all.
bool IsEmptyPostingBlock(std::string_view bytes);
// Whether the bytes are a block marked as damaged.
bool IsDamagedPostingBlock(std::string_view bytes);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_POSTING_BLOCK_H_
