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
  FindRuns(ids);
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

void CardReader::FindRuns(std::span<const std::uint64_t> ids) {
  runs_.clear();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    CardPageNumber page = CardPageOf({ids[i]});
    if (runs_.empty() || page != runs_.back().page) runs_.push_back({page, i});
    runs_.back().end = i + 1;
  }
}

// A walk has to be set up, which pays from the third page on.
bool CardReader::AreScattered() const {
  if (walk_ == nullptr && runs_.size() < 3) return true;
  if (runs_.empty() || runs_.back().page < runs_.front().page) return true;
  std::uint32_t span =
      CardPageDays(runs_.back().page) - CardPageDays(runs_.front().page);
  return span > kSteps * runs_.size();
}

Result<std::vector<std::unique_ptr<KvValue>>> CardReader::GetPages() const {
  std::vector<std::string> keys;
  keys.reserve(runs_.size());
  for (const Run& run : runs_) keys.push_back(CardPageKey(run.page));
  if (keys.size() != 1) return snapshot_->MultiGet(Family::kCards, keys);
  auto value = snapshot_->Get(Family::kCards, keys.front());
  if (!value.ok()) return value.status();
  std::vector<std::unique_ptr<KvValue>> values;
  values.push_back(*std::move(value));
  return values;
}

Status CardReader::ReadScattered(std::span<const std::uint64_t> ids) {
  auto pages = GetPages();
  if (!pages.ok()) return pages.status();
  scattered_ = *std::move(pages);
  std::size_t next = 0;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const KvValue* value = scattered_[i].get();
    if (value == nullptr) return Lost({ids[next]});
    Status s = OpenPage(runs_[i].page, value->bytes(), {ids[next]});
    if (!s.ok()) return s;
    for (; next < runs_[i].end; ++next) {
      Result<std::string_view> card = FindOnPage({ids[next]});
      if (!card.ok()) return card.status();
      if (s = AddCard(*card, {ids[next]}); !s.ok()) return s;
    }
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

// Lists ask in order, from either end, so a neighbour is the likeliest.
Result<std::string_view> CardReader::FindOnPage(ArticleId id) {
  std::size_t count = page_->count();
  if (place_ + 1 < count && page_->id(place_ + 1) == id.bits) {
    ++place_;
  } else if (place_ > 0 && page_->id(place_ - 1) == id.bits) {
    --place_;
  } else {
    bool behind = place_ < count && page_->id(place_) < id.bits;
    place_ = page_->LowerBound(behind ? place_ + 1 : 0, id.bits);
  }
  if (place_ >= count || page_->id(place_) != id.bits) return Lost(id);
  return page_->card(place_);
}

Status CardReader::AddCard(std::string_view card, ArticleId id) {
  Result<schema::CardView> view = schema::CardView::Open(card);
  if (!view.ok()) return At(id, view.status());
  cards_.push_back(*view);
  return {};
}

}  // namespace pressmark::engine
