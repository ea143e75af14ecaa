#include "engine/term_entry.h"

#include <algorithm>

#include <pressmark/limits.h>

#include "engine/bytes.h"

namespace pressmark::engine {

namespace {

constexpr std::uint8_t kInBlocks = 1;

Status Malformed(std::string_view what) {
  return Corruption("a term's entry " + std::string(what));
}

using Spellings = std::vector<TermEntry::Spelling>;

// Whether `left` stands before `right`: used more often, or earlier in byte
// order.
bool StandsBefore(const TermEntry::Spelling& left,
                  const TermEntry::Spelling& right) {
  if (left.count != right.count) return left.count > right.count;
  return left.text < right.text;
}

Status ReadIds(ByteReader* reader, std::uint64_t total,
               std::vector<std::uint64_t>* ids) {
  if (total > kInlineIds) return Malformed("holds too many ids");
  for (std::uint64_t i = 0; i < total; ++i) {
    std::uint64_t id = reader->Uint64();
    if (reader->ok() && !ids->empty() && id <= ids->back()) {
      return Malformed("has its ids out of order");
    }
    ids->push_back(id);
  }
  return {};
}

Status ReadSpellings(ByteReader* reader, Spellings* spellings) {
  std::size_t count = reader->Byte();
  if (count > kMaxSpellings) return Malformed("has too many spellings");
  for (std::size_t i = 0; i < count && reader->ok(); ++i) {
    TermEntry::Spelling spelling;
    spelling.count = reader->Uint64();
    spelling.text = reader->Text();
    if (!spellings->empty() && !StandsBefore(spellings->back(), spelling)) {
      return Malformed("has its spellings out of order");
    }
    spellings->push_back(std::move(spelling));
  }
  return {};
}

}  // namespace

std::string EncodeTermEntry(const StoredTermEntry& entry) {
  std::string bytes;
  AppendByte(kTermEntryFormat, &bytes);
  AppendByte(entry.in_blocks ? kInBlocks : 0, &bytes);
  AppendUint64(entry.total, &bytes);
  for (std::uint64_t id : entry.ids) AppendUint64(id, &bytes);
  AppendByte(static_cast<std::uint8_t>(entry.spellings.size()), &bytes);
  for (const TermEntry::Spelling& spelling : entry.spellings) {
    AppendUint64(spelling.count, &bytes);
    AppendText(spelling.text, &bytes);
  }
  return bytes;
}

Result<StoredTermEntry> DecodeTermEntry(std::string_view bytes) {
  ByteReader reader(bytes);
  std::uint8_t format = reader.Byte();
  if (format > kTermEntryFormat) {
    return UnsupportedFormat("a term's entry is of format " +
                             std::to_string(format));
  }
  std::uint8_t flags = reader.Byte();
  if (format != kTermEntryFormat || flags > kInBlocks) {
    return Malformed("is none");
  }
  StoredTermEntry entry;
  entry.in_blocks = flags == kInBlocks;
  entry.total = reader.Uint64();
  if (!entry.in_blocks) {
    Status status = ReadIds(&reader, entry.total, &entry.ids);
    if (!status.ok()) return status;
  }
  Status status = ReadSpellings(&reader, &entry.spellings);
  if (!status.ok()) return status;
  if (!reader.Complete()) return Malformed("is cut short or too long");
  return entry;
}

void CountSpelling(std::string_view text, bool added, Spellings* spellings) {
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
