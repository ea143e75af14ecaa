#include "query/article_batch.h"

#include <utility>

namespace pressmark::query {

Status ArticleBatch::Read(std::span<const std::uint64_t> ids) {
  articles_.clear();
  records_.clear();
  execution_->statistics.records += ids.size();
  if (part_ == ArticlePart::kCard) return ReadCards(ids);
  auto records = execution_->reader->ReadRecords(ids);
  if (!records.ok()) return records.status();
  records_ = *std::move(records);
  for (const schema::Record& record : records_) {
    articles_.push_back({.record = &record.view()});
  }
  return {};
}

Status ArticleBatch::ReadCards(std::span<const std::uint64_t> ids) {
  auto cards = cards_.Read(ids);
  if (!cards.ok()) return cards.status();
  std::vector<std::uint64_t> too_long;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    articles_.push_back({.card = &(*cards)[i]});
    if (!(*cards)[i].whole()) too_long.push_back(ids[i]);
  }
  execution_->statistics.cards += ids.size() - too_long.size();
  if (too_long.empty()) return {};
  auto records = execution_->reader->ReadRecords(too_long);
  if (!records.ok()) return records.status();
  records_ = *std::move(records);
  std::size_t next = 0;
  for (Subjected& article : articles_) {
    if (!article.card->whole()) article = {.record = &records_[next++].view()};
  }
  return {};
}

}  // namespace pressmark::query
