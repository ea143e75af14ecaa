#ifndef PRESSMARK_ENGINE_POSTING_MERGE_H_
#define PRESSMARK_ENGINE_POSTING_MERGE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/merge_rules.h"
#include "engine/posting_block.h"

// Changes to a posting block that are written without reading it. An operand
// says of some ids that they are present or absent:
//
//   format:1   kPostingOperandFormat
//   entries    9 each: id:8 little-endian, mark:1 (1 present, 0 absent);
//              ids ascending, each once
//
// Of several operands the later wins, so applying any again changes nothing.
// These are pure functions; any thread may call them. They throw nothing but
// std::bad_alloc.
namespace pressmark::engine {

inline constexpr std::uint8_t kPostingOperandFormat = 1;

// The operand of these changes, in any order; of one id the last counts.
std::string EncodePostingOperand(std::span<const PostingChange> changes);

// The block after `operands`, the oldest first, are applied to `base` (nothing:
// an empty block). Never fails: where the base or an operand cannot be read,
// the result is a damaged block that keeps them all as they are, and a damaged
// base stays what it is. Small blocks are written anew; a large one is copied
// and gets a tail, until that is longer than 8 + a quarter of the array.
std::string ApplyPostingOperands(std::optional<std::string_view> base,
                                 std::span<const std::string_view> operands);

// One operand that does what these, the oldest first, do one after another.
// Nothing where one of them cannot be read.
std::optional<std::string> CombinePostingOperands(
    std::span<const std::string_view> operands);

// The rule of merge_rules.h: a block without ids goes, one with a tail is
// written anew without it, and what cannot be read stays.
Settlement SettlePostingBlock(std::string_view value, std::string* settled);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_POSTING_MERGE_H_
