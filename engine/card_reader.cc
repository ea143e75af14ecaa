#include "engine/card_reader.h"

#include "engine/keys.h"

namespace pressmark::engine {

namespace {

// Pages of so many days ahead are stepped to: a step takes a tenth of a seek.
constexpr std::uint32_t kStepDays = 4;

Status Lost(ArticleId id) {
  return Corruption("its card is lost; rebuild the store")
      .WithContext("article id " + std::to_string(id.bits));
}

}  // namespace

Result<std::span<const schema::CardView>> CardReader::Read(
    std::span<const std::uint64_t> ids) {
  bytes_.clear();
  ends_.clear();
  cards_.clear();
  for (std::uint64_t id : ids) {
    Result<std::string_view> card = Find({id});
    if (!card.ok()) return card.status();
    bytes_ += *card;
    ends_.push_back(bytes_.size());
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto card = schema::CardView::Open(
        std::string_view(bytes_).substr(begin, ends_[i] - begin));
    if (!card.ok()) {
      return card.status().WithContext("article id " + std::to_string(ids[i]));
    }
    cards_.push_back(*card);
    begin = ends_[i];
  }
  return std::span<const schema::CardView>(cards_);
}

Result<std::string_view> CardReader::Find(ArticleId id) {
  if (Status s = MoveTo(id); !s.ok()) return s;
  bool behind = place_ < page_->count() && page_->id(place_) < id.bits;
  place_ = page_->LowerBound(behind ? place_ : 0, id.bits);
  if (place_ == page_->count() || page_->id(place_) != id.bits) return Lost(id);
  return page_->card(place_);
}

Status CardReader::MoveTo(ArticleId id) {
  std::string key = CardPageKey(id);
  if (page_ && key == key_) return {};
  page_.reset();
  if (pages_ == nullptr) {
    auto pages = snapshot_->Scan(Family::kCards, {}, {});
    if (!pages.ok()) return pages.status();
    pages_ = *std::move(pages);
  }
  bool near = pages_->Valid() && pages_->key() < key &&
              CardPageDay(key) - CardPageDay(pages_->key()) <= kStepDays;
  for (std::uint32_t i = 0; near && i < kStepDays; ++i) {
    pages_->Next();
    if (!pages_->Valid() || pages_->key() >= key) break;
  }
  if (!pages_->Valid() || pages_->key() != key) pages_->Seek(key);
  if (Status s = pages_->status(); !s.ok()) return s;
  if (!pages_->Valid() || pages_->key() != key) return Lost(id);
  Result<CardPageView> page = CardPageView::Open(pages_->value());
  if (!page.ok()) {
    return page.status().WithContext("article id " + std::to_string(id.bits));
  }
  key_ = std::move(key);
  page_ = *page;
  place_ = 0;
  return {};
}

}  // namespace pressmark::engine
