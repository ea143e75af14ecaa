#include "engine/posting_block.h"

#include <algorithm>
#include <cstring>

#include "engine/fixed_integer.h"

namespace pressmark::engine {

namespace {

constexpr std::size_t kIdBytes = 8;
// Tail entries that are no more than so many ids apart are near each other.
constexpr std::size_t kNearEntries = 64;

struct Header {
  std::uint8_t format = kPostingFormat;
  std::uint8_t flags = 0;
  std::uint32_t count = 0;
  std::uint32_t sorted = 0;
  std::uint32_t tail = 0;
};

void AppendHeader(const Header& header, std::string* bytes) {
  bytes->push_back(static_cast<char>(header.format));
  bytes->push_back(static_cast<char>(header.flags));
  AppendLittleEndian(std::uint16_t{0}, bytes);
  AppendLittleEndian(header.count, bytes);
  AppendLittleEndian(header.sorted, bytes);
  AppendLittleEndian(header.tail, bytes);
}

Header LoadHeader(const char* bytes) {
  return {static_cast<std::uint8_t>(bytes[0]),
          static_cast<std::uint8_t>(bytes[1]),
          LoadLittleEndian<std::uint32_t>(bytes + 4),
          LoadLittleEndian<std::uint32_t>(bytes + 8),
          LoadLittleEndian<std::uint32_t>(bytes + 12)};
}

Status CheckHeader(std::string_view bytes) {
  if (bytes.size() < kPostingHeaderBytes) {
    return Corruption("a posting block of " + std::to_string(bytes.size()) +
                      " bytes");
  }
  auto format = static_cast<std::uint8_t>(bytes[0]);
  if (format > kPostingFormat) {
    return UnsupportedFormat("a posting block of format " +
                             std::to_string(format));
  }
  if (format != kPostingFormat || bytes[2] != 0 || bytes[3] != 0) {
    return Corruption("what should be a posting block is none");
  }
  if (bytes[1] == kPostingDamaged) {
    return Corruption("a posting block is marked as damaged");
  }
  if (bytes[1] != 0) return Corruption("a posting block of unknown flags");
  return {};
}

// The number of the array's first id that is not less than `id`, from `from`.
std::size_t LowerBound(const PostingBlockView& block, std::size_t from,
                       std::uint64_t id) {
  std::size_t length = block.sorted_count() - from;
  while (length > 0) {
    std::size_t half = length / 2;
    if (block.sorted_id(from + half) < id) {
      from += half + 1;
      length -= half + 1;
    } else {
      length = half;
    }
  }
  return from;
}

// The same, where it is not far: by strides that are passed over as a whole,
// and without a branch that depends on the ids in the last of them.
std::size_t NearLowerBound(const PostingBlockView& block, std::size_t from,
                           std::uint64_t id) {
  constexpr std::size_t kStride = 8;
  std::size_t count = block.sorted_count();
  while (from + kStride <= count && block.sorted_id(from + kStride - 1) < id) {
    from += kStride;
  }
  std::size_t end = std::min(from + kStride, count);
  std::size_t below = 0;
  for (std::size_t i = from; i < end; ++i) {
    below += block.sorted_id(i) < id ? 1 : 0;
  }
  return from + below;
}

}  // namespace

Result<PostingBlockView> PostingBlockView::Parse(std::string_view bytes) {
  if (Status status = CheckHeader(bytes); !status.ok()) return status;
  Header header = LoadHeader(bytes.data());
  std::uint64_t size = kPostingHeaderBytes +
                       std::uint64_t{header.sorted} * kIdBytes +
                       std::uint64_t{header.tail} * (kIdBytes + 1);
  if (size != bytes.size() ||
      header.count > std::uint64_t{header.sorted} + header.tail) {
    return Corruption("a posting block's size is not what its header says");
  }
  PostingBlockView view;
  view.count_ = header.count;
  view.sorted_count_ = header.sorted;
  view.tail_count_ = header.tail;
  view.ids_ = bytes.data() + kPostingHeaderBytes;
  view.tail_ids_ = view.ids_ + std::size_t{header.sorted} * kIdBytes;
  view.tail_marks_ = view.tail_ids_ + std::size_t{header.tail} * kIdBytes;
  return view;
}

std::uint64_t PostingBlockView::sorted_id(std::size_t index) const {
  return LoadLittleEndian<std::uint64_t>(ids_ + index * kIdBytes);
}

PostingChange PostingBlockView::tail_entry(std::size_t index) const {
  return {LoadLittleEndian<std::uint64_t>(tail_ids_ + index * kIdBytes),
          tail_marks_[index] != 0};
}

std::string_view PostingBlockView::array_bytes() const {
  return {ids_, std::size_t{sorted_count_} * kIdBytes};
}

bool PostingBlockView::SortedHolds(std::uint64_t id) const {
  std::size_t place = LowerBound(*this, 0, id);
  return place < sorted_count_ && sorted_id(place) == id;
}

IdSpan PostingBlockView::Ids(std::vector<std::uint64_t>* buffer) const {
  IdSpan sorted(array_bytes());
  if (tail_count_ == 0) return sorted;
  buffer->resize(std::size_t{sorted_count_} + tail_count_);
  std::size_t filled = 0;
  std::size_t taken = 0;
  auto take_until = [&](std::size_t end) {
    sorted.subspan(taken, end - taken).CopyTo(buffer->data() + filled);
    filled += end - taken;
    taken = end;
  };
  bool near = sorted_count_ / kNearEntries < tail_count_;
  for (std::size_t i = 0; i < tail_count_; ++i) {
    PostingChange change = tail_entry(i);
    take_until(near ? NearLowerBound(*this, taken, change.id)
                    : LowerBound(*this, taken, change.id));
    if (change.present) {
      (*buffer)[filled++] = change.id;
    } else if (taken < sorted_count_ && sorted_id(taken) == change.id) {
      ++taken;
    }
  }
  take_until(sorted_count_);
  buffer->resize(filled);
  return *buffer;
}

std::size_t PostingBlockView::CountAmong(IdSpan ids) const {
  bool near = sorted_count_ / kNearEntries < ids.size();
  std::size_t count = 0;
  std::size_t place = 0;
  std::size_t tail = 0;
  for (std::uint64_t id : ids) {
    place =
        near ? NearLowerBound(*this, place, id) : LowerBound(*this, place, id);
    bool held = place < sorted_count_ && sorted_id(place) == id;
    while (tail < tail_count_ && tail_entry(tail).id < id) ++tail;
    if (tail < tail_count_ && tail_entry(tail).id == id) {
      held = tail_entry(tail).present;
    }
    count += held ? 1 : 0;
  }
  return count;
}

Status PostingBlockView::ValidateTail() const {
  std::uint64_t present = 0;
  for (std::size_t i = 0; i < tail_count_; ++i) {
    PostingChange change = tail_entry(i);
    if (tail_marks_[i] != 0 && tail_marks_[i] != 1) {
      return Corruption("a posting block's tail has an unknown mark");
    }
    if (i > 0 && change.id <= tail_entry(i - 1).id) {
      return Corruption("a posting block's tail is out of order");
    }
    if (change.present == SortedHolds(change.id)) {
      return Corruption("a posting block's tail repeats its array");
    }
    if (change.present) ++present;
  }
  if (count_ != sorted_count_ + 2 * present - tail_count_) {
    return Corruption("a posting block's count is not that of its ids");
  }
  return {};
}

Status PostingBlockView::Validate() const {
  // Without a branch an id, so that the compiler can take several at once.
  bool ordered = true;
  for (std::size_t i = 1; i < sorted_count_; ++i) {
    ordered &= sorted_id(i - 1) < sorted_id(i);
  }
  if (!ordered) return Corruption("a posting block is out of order");
  return ValidateTail();
}

std::string EncodePostingBlock(IdSpan ids) {
  auto count = static_cast<std::uint32_t>(ids.size());
  std::string block;
  block.reserve(kPostingHeaderBytes + ids.bytes().size());
  AppendHeader({.count = count, .sorted = count}, &block);
  block += ids.bytes();
  return block;
}

std::string EncodePostingBlockWithTail(const PostingBlockView& base,
                                       std::span<const PostingChange> tail) {
  std::string_view array = base.array_bytes();
  std::uint32_t count = base.sorted_count();
  std::string marks;
  for (const PostingChange& change : tail) {
    marks.push_back(change.present ? 1 : 0);
    change.present ? ++count : --count;
  }
  std::string block;
  block.reserve(kPostingHeaderBytes + array.size() +
                tail.size() * (kIdBytes + 1));
  AppendHeader({.count = count,
                .sorted = base.sorted_count(),
                .tail = static_cast<std::uint32_t>(tail.size())},
               &block);
  block += array;
  for (const PostingChange& change : tail) {
    AppendLittleEndian(change.id, &block);
  }
  return block += marks;
}

std::string EncodeDamagedPostingBlock(std::span<const std::string_view> kept) {
  std::string block;
  AppendHeader({.flags = kPostingDamaged}, &block);
  for (std::string_view bytes : kept) {
    AppendLittleEndian(static_cast<std::uint32_t>(bytes.size()), &block);
    block += bytes;
  }
  return block;
}

bool IsEmptyPostingBlock(std::string_view bytes) {
  Result<PostingBlockView> block = PostingBlockView::Parse(bytes);
  return block.ok() && block->count() == 0 && block->Validate().ok();
}

bool IsDamagedPostingBlock(std::string_view bytes) {
  return bytes.size() >= kPostingHeaderBytes &&
         static_cast<std::uint8_t>(bytes[0]) == kPostingFormat &&
         bytes[1] == kPostingDamaged;
}

}  // namespace pressmark::engine
