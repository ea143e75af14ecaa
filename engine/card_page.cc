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

// The page's cards after the changes, in order; the changes win.
std::vector<CardChange> Merge(const CardPageView& page,
                              std::span<const CardChange> changes) {
  std::vector<CardChange> cards;
  cards.reserve(page.count() + changes.size());
  std::size_t old = 0;
  auto keep_until = [&](std::size_t end) {
    for (; old < end; ++old) cards.push_back({page.id(old), *page.card(old)});
  };
  for (const CardChange& change : changes) {
    keep_until(page.LowerBound(old, change.id));
    if (old < page.count() && page.id(old) == change.id) ++old;
    if (change.card) cards.push_back(change);
  }
  keep_until(page.count());
  return cards;
}

std::string EncodePage(std::span<const CardChange> cards) {
  std::size_t bytes = 0;
  for (const CardChange& each : cards) bytes += each.card->size();
  std::string page;
  page.reserve(kCardPageHeaderBytes + cards.size() * (kIdBytes + kEndBytes) +
               bytes);
  AppendHeader(0, static_cast<std::uint32_t>(cards.size()), &page);
  for (const CardChange& each : cards) AppendLittleEndian(each.id, &page);
  std::uint32_t end = 0;
  for (const CardChange& each : cards) {
    end += static_cast<std::uint32_t>(each.card->size());
    AppendLittleEndian(end, &page);
  }
  for (const CardChange& each : cards) page += *each.card;
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

std::uint32_t CardPageView::end(std::size_t index) const {
  return LoadLittleEndian<std::uint32_t>(ends_ + index * kEndBytes);
}

Result<std::string_view> CardPageView::card(std::size_t index) const {
  std::size_t begin = index == 0 ? 0 : end(index - 1);
  if (begin > end(index) || end(index) > cards_.size()) {
    return Corruption("a card lies outside of its page");
  }
  return cards_.substr(begin, end(index) - begin);
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
  for (std::size_t i = 0; i < count_; ++i) {
    if (i > 0 && id(i) <= id(i - 1)) {
      return Corruption("a page of cards is out of order");
    }
    if (Result<std::string_view> each = card(i); !each.ok()) {
      return each.status();
    }
  }
  std::size_t last = count_ == 0 ? 0 : end(count_ - 1);
  if (last != cards_.size()) {
    return Corruption("a page of cards has bytes that are no card's");
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
  return EncodePage(Merge(*page, *changes));
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
