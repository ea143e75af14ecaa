#include "engine/card_reader.h"

#include <algorithm>

namespace pressmark::engine {

namespace {

// Pages up to so far ahead are stepped to: a step takes a tenth of a seek.
constexpr std::uint32_t kSteps = 4;

Status At(ArticleId id, const Status& status) {
  return status.WithContext("article id " + std::to_string(id.bits));
}

Status Lost(ArticleId id) {
  return At(id, Corruption("its card is lost; rebuild the store"));
}

}  // namespace

Result<std::span<const schema::CardView>> CardReader::Read(
    std::span<const std::uint64_t> ids) {
  cards_.clear();
  FindPages(ids);
  Status s = AreScattered() ? ReadScattered(ids) : ReadAlong(ids);
  if (!s.ok()) {
    page_.reset();
    return s;
  }
  return std::span<const schema::CardView>(cards_);
}

Result<std::string_view> CardReader::Find(ArticleId id) {
  if (Status s = WalkTo(CardPageOf(id), id); !s.ok()) return s;
  return FindOnPage(id);
}

void CardReader::FindPages(std::span<const std::uint64_t> ids) {
  pages_.clear();
  for (std::uint64_t id : ids) {
    CardPageNumber page = CardPageOf({id});
    if (pages_.empty() || page != pages_.back()) pages_.push_back(page);
  }
}

// A walk has to be set up, which pays from the third page on.
bool CardReader::AreScattered() const {
  if (walk_ == nullptr && pages_.size() < 3) return true;
  if (pages_.empty() || pages_.back() < pages_.front()) return true;
  std::uint32_t span =
      CardPageDays(pages_.back()) - CardPageDays(pages_.front());
  return span > kSteps * pages_.size();
}

Status CardReader::ReadScattered(std::span<const std::uint64_t> ids) {
  page_.reset();
  scattered_.clear();
  if (pages_.size() == 1) {
    auto value = snapshot_->Get(Family::kCards, CardPageKey(pages_.front()));
    if (!value.ok()) return value.status();
    scattered_.push_back(*std::move(value));
  } else {
    std::vector<std::string> keys;
    for (CardPageNumber page : pages_) keys.push_back(CardPageKey(page));
    auto values = snapshot_->MultiGet(Family::kCards, keys);
    if (!values.ok()) return values.status();
    scattered_ = *std::move(values);
  }
  std::size_t next = 0;
  for (std::uint64_t bits : ids) {
    ArticleId id{bits};
    CardPageNumber page = CardPageOf(id);
    if (!page_ || page != number_) {
      const KvValue* value = scattered_[next++].get();
      if (value == nullptr) return Lost(id);
      if (Status s = OpenPage(page, value->bytes(), id); !s.ok()) return s;
    }
    Result<std::string_view> card = FindOnPage(id);
    if (!card.ok()) return card.status();
    if (Status s = AddCard(*card, id); !s.ok()) return s;
  }
  // The walk, if there is one, stands elsewhere.
  page_.reset();
  return {};
}

Status CardReader::ReadAlong(std::span<const std::uint64_t> ids) {
  bytes_.clear();
  ends_.clear();
  for (std::uint64_t bits : ids) {
    Result<std::string_view> card = Find({bits});
    if (!card.ok()) return card.status();
    bytes_ += *card;
    ends_.push_back(bytes_.size());
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    std::string_view card(bytes_.data() + begin, ends_[i] - begin);
    if (Status s = AddCard(card, {ids[i]}); !s.ok()) return s;
    begin = ends_[i];
  }
  return {};
}

Status CardReader::WalkTo(CardPageNumber page, ArticleId id) {
  if (page_ && page == number_) return {};
  page_.reset();
  if (walk_ == nullptr) {
    auto walk = snapshot_->Scan(Family::kCards, {}, {});
    if (!walk.ok()) return walk.status();
    walk_ = *std::move(walk);
  }
  std::string key = CardPageKey(page);
  bool near = walk_->Valid() && walked_ < page &&
              CardPageDays(page) - CardPageDays(walked_) <= kSteps;
  for (std::uint32_t i = 0; near && i < kSteps; ++i) {
    walk_->Next();
    if (!walk_->Valid() || walk_->key() >= key) break;
  }
  if (!walk_->Valid() || walk_->key() != key) walk_->Seek(key);
  if (Status s = walk_->status(); !s.ok()) return s;
  if (!walk_->Valid() || walk_->key() != key) return Lost(id);
  walked_ = page;
  return OpenPage(page, walk_->value(), id);
}

Status CardReader::OpenPage(CardPageNumber page, std::string_view bytes,
                            ArticleId id) {
  Result<CardPageView> view = CardPageView::Open(bytes);
  if (!view.ok()) return At(id, view.status());
  page_ = *view;
  number_ = page;
  place_ = 0;
  return {};
}

// Lists ask in order, so the next card is the likeliest.
Result<std::string_view> CardReader::FindOnPage(ArticleId id) {
  bool behind = place_ < page_->count() && page_->id(place_) < id.bits;
  place_ = page_->LowerBound(behind ? place_ + 1 : 0, id.bits);
  if (place_ == page_->count() || page_->id(place_) != id.bits) return Lost(id);
  return page_->card(place_);
}

Status CardReader::AddCard(std::string_view card, ArticleId id) {
  Result<schema::CardView> view = schema::CardView::Open(card);
  if (!view.ok()) return At(id, view.status());
  cards_.push_back(*view);
  return {};
}

}  // namespace pressmark::engine
