#include "engine/posting_merge.h"

#include <algorithm>
#include <vector>

#include "engine/fixed_integer.h"

namespace pressmark::engine {

namespace {

constexpr std::size_t kEntryBytes = 9;
// A block of fewer ids is written anew: copying it costs the same.
constexpr std::uint32_t kSmallBlock = 512;

std::size_t LongestTail(std::uint32_t sorted_count) {
  return 8 + sorted_count / 4;
}

// Orders changes by id; of one id the last given stays.
void Normalize(std::vector<PostingChange>* changes) {
  auto by_id = [](const PostingChange& left, const PostingChange& right) {
    return left.id < right.id;
  };
  std::stable_sort(changes->begin(), changes->end(), by_id);
  std::size_t kept = 0;
  for (const PostingChange& change : *changes) {
    if (kept > 0 && (*changes)[kept - 1].id == change.id) --kept;
    (*changes)[kept++] = change;
  }
  changes->resize(kept);
}

std::string EncodeNormalized(std::span<const PostingChange> changes) {
  std::string operand;
  operand.reserve(1 + changes.size() * kEntryBytes);
  operand.push_back(static_cast<char>(kPostingOperandFormat));
  for (const PostingChange& change : changes) {
    AppendLittleEndian(change.id, &operand);
    operand.push_back(change.present ? 1 : 0);
  }
  return operand;
}

// Appends an operand's entries. False where it cannot be read.
bool Decode(std::string_view operand, std::vector<PostingChange>* changes) {
  if (operand.empty() || operand.size() % kEntryBytes != 1 ||
      static_cast<std::uint8_t>(operand[0]) != kPostingOperandFormat) {
    return false;
  }
  operand.remove_prefix(1);
  std::size_t first = changes->size();
  for (; !operand.empty(); operand.remove_prefix(kEntryBytes)) {
    auto id = LoadLittleEndian<std::uint64_t>(operand.data());
    char mark = operand[kEntryBytes - 1];
    if (mark != 0 && mark != 1) return false;
    if (changes->size() > first && id <= changes->back().id) return false;
    changes->push_back({id, mark == 1});
  }
  return true;
}

// The changes of all operands, normalized. Nothing where one cannot be read.
std::optional<std::vector<PostingChange>> DecodeAll(
    std::span<const std::string_view> operands) {
  std::vector<PostingChange> changes;
  for (std::string_view operand : operands) {
    if (!Decode(operand, &changes)) return std::nullopt;
  }
  Normalize(&changes);
  return changes;
}

// The tail of `block` after `changes`: both in order, the changes win, and
// what no longer differs from the array is left out.
std::vector<PostingChange> MergeTails(const PostingBlockView& block,
                                      std::span<const PostingChange> changes) {
  std::vector<PostingChange> tail;
  tail.reserve(block.tail_count() + changes.size());
  std::size_t old = 0;
  for (const PostingChange& change : changes) {
    for (; old < block.tail_count(); ++old) {
      PostingChange entry = block.tail_entry(old);
      if (entry.id >= change.id) break;
      tail.push_back(entry);
    }
    if (old < block.tail_count() && block.tail_entry(old).id == change.id) {
      ++old;
    }
    if (change.present != block.SortedHolds(change.id)) tail.push_back(change);
  }
  for (; old < block.tail_count(); ++old) {
    tail.push_back(block.tail_entry(old));
  }
  return tail;
}

// The same ids without a tail.
std::string Rewrite(std::string_view block) {
  std::vector<std::uint64_t> buffer;
  return EncodePostingBlock(PostingBlockView::Parse(block)->Ids(&buffer));
}

std::string Damaged(std::optional<std::string_view> base,
                    std::span<const std::string_view> operands) {
  std::vector<std::string_view> kept;
  if (base) kept.push_back(*base);
  kept.insert(kept.end(), operands.begin(), operands.end());
  return EncodeDamagedPostingBlock(kept);
}

}  // namespace

std::string EncodePostingOperand(std::span<const PostingChange> changes) {
  std::vector<PostingChange> normalized(changes.begin(), changes.end());
  Normalize(&normalized);
  return EncodeNormalized(normalized);
}

std::string ApplyPostingOperands(std::optional<std::string_view> base,
                                 std::span<const std::string_view> operands) {
  if (base && IsDamagedPostingBlock(*base)) return std::string(*base);
  std::string empty;
  if (!base) empty = EncodePostingBlock({});
  Result<PostingBlockView> block =
      PostingBlockView::Parse(base.value_or(empty));
  if (!block.ok() || !block->Validate().ok()) {
    return Damaged(base, operands);
  }
  auto changes = DecodeAll(operands);
  if (!changes) return Damaged(base, operands);

  std::vector<PostingChange> tail = MergeTails(*block, *changes);
  std::string result = EncodePostingBlockWithTail(*block, tail);
  std::uint32_t sorted_count = block->sorted_count();
  if (sorted_count >= kSmallBlock && tail.size() <= LongestTail(sorted_count)) {
    return result;
  }
  return tail.empty() ? result : Rewrite(result);
}

std::optional<std::string> CombinePostingOperands(
    std::span<const std::string_view> operands) {
  auto changes = DecodeAll(operands);
  if (!changes) return std::nullopt;
  return EncodeNormalized(*changes);
}

Settlement SettlePostingBlock(std::string_view value, std::string* settled) {
  Result<PostingBlockView> block = PostingBlockView::Parse(value);
  if (!block.ok() || !block->Validate().ok()) return Settlement::kKeep;
  if (block->count() == 0) return Settlement::kDrop;
  if (block->tail_count() == 0) return Settlement::kKeep;
  *settled = Rewrite(value);
  return Settlement::kReplace;
}

}  // namespace pressmark::engine
