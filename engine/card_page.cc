#include "engine/card_page.h"

#include <algorithm>
#include <vector>

#include "engine/fixed_integer.h"

namespace pressmark::engine {

namespace {

constexpr std::size_t kIdBytes = 8;
constexpr std::size_t kEndBytes = 4;
constexpr std::size_t kEntryHeaderBytes = 13;

void AppendHeader(std::uint8_t flags, std::uint32_t count, std::string* page) {
  page->push_back(static_cast<char>(kCardPageFormat));
  page->push_back(static_cast<char>(flags));
  AppendLittleEndian(std::uint16_t{0}, page);
  AppendLittleEndian(count, page);
}

Status CheckHeader(std::string_view bytes) {
  if (bytes.size() < kCardPageHeaderBytes) {
    return Corruption("a page of cards of " + std::to_string(bytes.size()) +
                      " bytes");
  }
  auto format = static_cast<std::uint8_t>(bytes[0]);
  if (format > kCardPageFormat) {
    return UnsupportedFormat("a page of cards of format " +
                             std::to_string(format));
  }
  if (format != kCardPageFormat || bytes[2] != 0 || bytes[3] != 0) {
    return Corruption("what should be a page of cards is none");
  }
  if (bytes[1] == kCardPageDamaged) {
    return Corruption("a page of cards is marked as damaged");
  }
  if (bytes[1] != 0) return Corruption("a page of cards of unknown flags");
  return {};
}

bool IsDamaged(std::string_view bytes) {
  return bytes.size() >= kCardPageHeaderBytes &&
         static_cast<std::uint8_t>(bytes[0]) == kCardPageFormat &&
         bytes[1] == kCardPageDamaged;
}

// Orders changes by id; of one id the last given stays.
void Normalize(std::vector<CardChange>* changes) {
  std::stable_sort(changes->begin(), changes->end(),
                   [](const CardChange& left, const CardChange& right) {
                     return left.id < right.id;
                   });
  std::size_t kept = 0;
  for (const CardChange& change : *changes) {
    if (kept > 0 && (*changes)[kept - 1].id == change.id) --kept;
    (*changes)[kept++] = change;
  }
  changes->resize(kept);
}

// Appends an operand's entries. False where it cannot be read.
bool Decode(std::string_view operand, std::vector<CardChange>* changes) {
  if (operand.empty() ||
      static_cast<std::uint8_t>(operand[0]) != kCardPageFormat) {
    return false;
  }
  operand.remove_prefix(1);
  std::size_t first = changes->size();
  while (!operand.empty()) {
    if (operand.size() < kEntryHeaderBytes) return false;
    auto id = LoadLittleEndian<std::uint64_t>(operand.data());
    auto mark = static_cast<std::uint8_t>(operand[8]);
    auto length = LoadLittleEndian<std::uint32_t>(operand.data() + 9);
    operand.remove_prefix(kEntryHeaderBytes);
    if (mark > 1 || length > operand.size() || (mark == 0 && length > 0)) {
      return false;
    }
    if (changes->size() > first && id <= changes->back().id) return false;
    changes->push_back({id, mark == 1 ? std::optional(operand.substr(0, length))
                                      : std::nullopt});
    operand.remove_prefix(length);
  }
  return true;
}

// The changes of all operands, normalized. Nothing where one cannot be read.
std::optional<std::vector<CardChange>> DecodeAll(
    std::span<const std::string_view> operands) {
  std::vector<CardChange> changes;
  for (std::string_view operand : operands) {
    if (!Decode(operand, &changes)) return std::nullopt;
  }
  Normalize(&changes);
  return changes;
}

void AppendEntry(const CardChange& change, std::string* operand) {
  std::string_view card = change.card.value_or(std::string_view());
  AppendLittleEndian(change.id, operand);
  operand->push_back(change.card ? 1 : 0);
  AppendLittleEndian(static_cast<std::uint32_t>(card.size()), operand);
  operand->append(card);
}

std::string Damaged(std::optional<std::string_view> base,
                    std::span<const std::string_view> operands) {
  std::string page;
  AppendHeader(kCardPageDamaged, 0, &page);
  auto keep = [&page](std::string_view bytes) {
    AppendLittleEndian(static_cast<std::uint32_t>(bytes.size()), &page);
    page += bytes;
  };
  if (base) keep(*base);
  for (std::string_view operand : operands) keep(operand);
  return page;
}

// A part of the page that comes of a merge: a run of the old page's cards, or
// one that is new.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  const CardChange* change = nullptr;  // instead of the run
};

// The parts after the changes, in order; the changes win.
std::vector<Part> PartsOf(const CardPageView& page,
                          std::span<const CardChange> changes) {
  std::vector<Part> parts;
  parts.reserve(2 * changes.size() + 1);
  std::size_t old = 0;
  auto keep_until = [&](std::size_t end) {
    if (old < end) parts.push_back({old, end, nullptr});
    old = end;
  };
  for (const CardChange& change : changes) {
    keep_until(page.LowerBound(old, change.id));
    if (old < page.count() && page.id(old) == change.id) ++old;
    if (change.card) parts.push_back({0, 0, &change});
  }
  keep_until(page.count());
  return parts;
}

// By runs, since a merge mostly copies what was there.
std::string EncodePage(const CardPageView& old, std::span<const Part> parts) {
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (const Part& part : parts) {
    count += part.change != nullptr ? 1 : part.end - part.begin;
    bytes += part.change != nullptr ? part.change->card->size()
                                    : old.cards(part.begin, part.end).size();
  }
  std::string page;
  page.reserve(kCardPageHeaderBytes + count * (kIdBytes + kEndBytes) + bytes);
  AppendHeader(0, static_cast<std::uint32_t>(count), &page);
  for (const Part& part : parts) {
    if (part.change != nullptr) {
      AppendLittleEndian(part.change->id, &page);
    } else {
      page += old.ids(part.begin, part.end);
    }
  }
  std::uint32_t end = 0;
  for (const Part& part : parts) {
    if (part.change != nullptr) {
      end += static_cast<std::uint32_t>(part.change->card->size());
      AppendLittleEndian(end, &page);
      continue;
    }
    // Modulo 2^32: a run may move to the front.
    std::uint32_t shift = end - old.begin_of(part.begin);
    for (std::size_t i = part.begin; i < part.end; ++i) {
      AppendLittleEndian(old.begin_of(i + 1) + shift, &page);
    }
    end = old.begin_of(part.end) + shift;
  }
  for (const Part& part : parts) {
    page += part.change != nullptr ? *part.change->card
                                   : old.cards(part.begin, part.end);
  }
  return page;
}

}  // namespace

Result<CardPageView> CardPageView::Open(std::string_view bytes) {
  if (Status s = CheckHeader(bytes); !s.ok()) return s;
  CardPageView view;
  view.count_ = LoadLittleEndian<std::uint32_t>(bytes.data() + 4);
  std::size_t head =
      kCardPageHeaderBytes + view.count_ * (kIdBytes + kEndBytes);
  if (head > bytes.size()) {
    return Corruption("a page of cards is shorter than its header says");
  }
  view.ids_ = bytes.data() + kCardPageHeaderBytes;
  view.ends_ = view.ids_ + view.count_ * kIdBytes;
  view.cards_ = bytes.substr(head);
  return view;
}

std::uint64_t CardPageView::id(std::size_t index) const {
  return LoadLittleEndian<std::uint64_t>(ids_ + index * kIdBytes);
}

std::uint32_t CardPageView::begin_of(std::size_t index) const {
  if (index == 0) return 0;
  return LoadLittleEndian<std::uint32_t>(ends_ + (index - 1) * kEndBytes);
}

std::string_view CardPageView::ids(std::size_t begin, std::size_t end) const {
  return {ids_ + begin * kIdBytes, (end - begin) * kIdBytes};
}

std::string_view CardPageView::cards(std::size_t begin, std::size_t end) const {
  return cards_.substr(begin_of(begin), begin_of(end) - begin_of(begin));
}

Result<std::string_view> CardPageView::card(std::size_t index) const {
  std::uint32_t begin = begin_of(index);
  std::uint32_t end = begin_of(index + 1);
  if (begin > end || end > cards_.size()) {
    return Corruption("a card lies outside of its page");
  }
  return cards_.substr(begin, end - begin);
}

std::size_t CardPageView::LowerBound(std::size_t from, std::uint64_t id) const {
  std::size_t length = count_ - from;
  while (length > 0) {
    std::size_t half = length / 2;
    if (this->id(from + half) < id) {
      from += half + 1;
      length -= half + 1;
    } else {
      length = half;
    }
  }
  return from;
}

Status CardPageView::Validate() const {
  // Without a branch a card, so that the compiler can take several at once.
  bool ordered = true;
  for (std::size_t i = 1; i < count_; ++i) ordered &= id(i - 1) < id(i);
  for (std::size_t i = 0; i < count_; ++i) {
    ordered &= begin_of(i) <= begin_of(i + 1);
  }
  if (!ordered) return Corruption("a page of cards is out of order");
  if (begin_of(count_) != cards_.size()) {
    return Corruption("a page of cards has another size than its cards");
  }
  return {};
}

std::string EncodeCardOperand(const CardChange& change) {
  std::string operand(1, static_cast<char>(kCardPageFormat));
  AppendEntry(change, &operand);
  return operand;
}

std::string ApplyCardOperands(std::optional<std::string_view> base,
                              std::span<const std::string_view> operands) {
  if (base && IsDamaged(*base)) return std::string(*base);
  std::string empty;
  AppendHeader(0, 0, &empty);
  Result<CardPageView> page = CardPageView::Open(base.value_or(empty));
  if (!page.ok() || !page->Validate().ok()) return Damaged(base, operands);
  auto changes = DecodeAll(operands);
  if (!changes) return Damaged(base, operands);
  return EncodePage(*page, PartsOf(*page, *changes));
}

std::optional<std::string> CombineCardOperands(
    std::span<const std::string_view> operands) {
  auto changes = DecodeAll(operands);
  if (!changes) return std::nullopt;
  std::string combined(1, static_cast<char>(kCardPageFormat));
  for (const CardChange& change : *changes) AppendEntry(change, &combined);
  return combined;
}

Settlement SettleCardPage(std::string_view value, std::string*) {
  Result<CardPageView> page = CardPageView::Open(value);
  bool empty = page.ok() && page->count() == 0 && page->Validate().ok();
  return empty ? Settlement::kDrop : Settlement::kKeep;
}

}  // namespace pressmark::engine
