#include "engine/term_entry.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include <pressmark/limits.h>

#include "engine/bytes.h"
#include "engine/fixed_integer.h"

namespace pressmark::engine {

namespace {

constexpr std::uint8_t kInBlocks = 1;
constexpr std::uint8_t kHasSlot = 2;

Status Malformed(std::string_view what) {
  return Corruption("a term's entry " + std::string(what));
}

using SpellingList = std::vector<TermEntry::Spelling>;

// Whether `left` stands before `right`: used more often, or earlier in byte
// order.
bool StandsBefore(const TermEntry::Spelling& left,
                  const TermEntry::Spelling& right) {
  if (left.count != right.count) return left.count > right.count;
  return left.text < right.text;
}

Result<TermEntry::Spelling> ReadSpelling(ByteReader* reader) {
  TermEntry::Spelling spelling;
  spelling.count = reader->Uint64();
  spelling.text = reader->Text();
  if (!reader->ok()) return Malformed("is cut short");
  return spelling;
}

}  // namespace

std::string EncodeTermEntry(const StoredTermEntry& entry) {
  std::string bytes;
  AppendByte(kTermEntryFormat, &bytes);
  int flags = (entry.in_blocks ? kInBlocks : 0) | (entry.slot ? kHasSlot : 0);
  AppendByte(static_cast<std::uint8_t>(flags), &bytes);
  AppendUint64(entry.total, &bytes);
  if (entry.slot) AppendLittleEndian(*entry.slot, &bytes);
  for (std::uint64_t id : entry.ids) AppendUint64(id, &bytes);
  AppendByte(static_cast<std::uint8_t>(entry.spellings.size()), &bytes);
  for (const TermEntry::Spelling& spelling : entry.spellings) {
    AppendUint64(spelling.count, &bytes);
    AppendText(spelling.text, &bytes);
  }
  return bytes;
}

Result<TermEntry> TermEntry::Parse(std::string_view bytes) {
  ByteReader reader(bytes);
  std::uint8_t format = reader.Byte();
  if (format > kTermEntryFormat) {
    return UnsupportedFormat("a term's entry is of format " +
                             std::to_string(format));
  }
  std::uint8_t flags = reader.Byte();
  if (format != kTermEntryFormat || flags > (kInBlocks | kHasSlot)) {
    return Malformed("is none");
  }
  TermEntry entry;
  entry.in_blocks_ = (flags & kInBlocks) != 0;
  entry.total_ = reader.Uint64();
  if ((flags & kHasSlot) != 0) {
    std::string_view slot = reader.Bytes(sizeof(FacetSlot));
    if (!reader.ok()) return Malformed("is cut short");
    entry.slot_ = LoadLittleEndian<FacetSlot>(slot.data());
    if (*entry.slot_ >= kFacetSlots) return Malformed("has no such slot");
  }
  if (!entry.in_blocks_) {
    if (entry.total_ > kInlineIds) return Malformed("holds too many ids");
    entry.ids_ = reader.Bytes(entry.total_ * sizeof(std::uint64_t));
  }
  entry.spellings_ = reader.Rest();
  if (!reader.ok() || entry.spellings_.empty()) {
    return Malformed("is cut short");
  }
  return entry;
}

Result<std::vector<std::uint64_t>> TermEntry::Ids() const {
  std::vector<std::uint64_t> ids(ids_.size() / sizeof(std::uint64_t));
  if (!ids.empty()) std::memcpy(ids.data(), ids_.data(), ids_.size());
  auto disorder =
      std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>());
  if (disorder != ids.end()) return Malformed("has its ids out of order");
  return ids;
}

Result<SpellingList> TermEntry::Spellings() const {
  ByteReader reader(spellings_);
  std::size_t count = reader.Byte();
  if (count > kMaxSpellings) return Malformed("has too many spellings");
  SpellingList spellings;
  for (std::size_t i = 0; i < count; ++i) {
    Result<Spelling> spelling = ReadSpelling(&reader);
    if (!spelling.ok()) return spelling.status();
    if (!spellings.empty() && !StandsBefore(spellings.back(), *spelling)) {
      return Malformed("has its spellings out of order");
    }
    spellings.push_back(*std::move(spelling));
  }
  if (!reader.Complete()) return Malformed("is cut short or too long");
  return spellings;
}

Result<std::string_view> TermEntry::FirstSpelling() const {
  ByteReader reader(spellings_);
  if (reader.Byte() == 0) return std::string_view();
  reader.Uint64();
  std::string_view text = reader.Text();
  if (!reader.ok()) return Malformed("is cut short");
  return text;
}

Result<StoredTermEntry> DecodeTermEntry(std::string_view bytes) {
  Result<TermEntry> entry = TermEntry::Parse(bytes);
  if (!entry.ok()) return entry.status();
  Result<std::vector<std::uint64_t>> ids = entry->Ids();
  if (!ids.ok()) return ids.status();
  Result<SpellingList> spellings = entry->Spellings();
  if (!spellings.ok()) return spellings.status();
  return StoredTermEntry{entry->total(), *std::move(spellings),
                         entry->in_blocks(), *std::move(ids), entry->slot()};
}

void CountSpelling(std::string_view text, bool added, SpellingList* spellings) {
  if (text.empty()) return;
  auto spelling = std::find_if(
      spellings->begin(), spellings->end(),
      [text](const TermEntry::Spelling& each) { return each.text == text; });
  if (spelling == spellings->end()) {
    if (!added || spellings->size() == kMaxSpellings) return;
    spellings->push_back({std::string(text), 1});
  } else if (added) {
    ++spelling->count;
  } else if (--spelling->count == 0) {
    spellings->erase(spelling);
  }
  std::sort(spellings->begin(), spellings->end(), StandsBefore);
}

}  // namespace pressmark::engine
