#include <utility>

#include <pressmark/batch.h>

#include "engine/prepared_article.h"

namespace pressmark {

PreparedArticle::PreparedArticle(
    std::unique_ptr<engine::PreparedArticleData> data)
    : data_(std::move(data)) {}
PreparedArticle::PreparedArticle(PreparedArticle&&) noexcept = default;
PreparedArticle& PreparedArticle::operator=(PreparedArticle&&) noexcept =
    default;
PreparedArticle::~PreparedArticle() = default;

std::string_view PreparedArticle::key() const { return data_->key; }

const std::vector<Warning>& PreparedArticle::warnings() const {
  return data_->warnings;
}

std::size_t PreparedArticle::source_bytes() const {
  return data_->source.size();
}

WriteBatch::WriteBatch() = default;

// A batch that was moved from is an empty one.
WriteBatch::WriteBatch(WriteBatch&& other) noexcept
    : operations_(std::exchange(other.operations_, {})),
      bytes_(std::exchange(other.bytes_, 0)) {}

WriteBatch& WriteBatch::operator=(WriteBatch&& other) noexcept {
  operations_ = std::exchange(other.operations_, {});
  bytes_ = std::exchange(other.bytes_, 0);
  return *this;
}

WriteBatch::~WriteBatch() = default;

void WriteBatch::Put(PreparedArticle article, std::string label) {
  bytes_ += article.source_bytes();
  std::string key = article.data_->key;
  operations_.push_back(
      {{std::move(key), std::move(label), std::move(article.data_)}});
}

void WriteBatch::Delete(std::string key) {
  operations_.push_back({{std::move(key), {}, nullptr}});
}

std::size_t WriteBatch::size() const { return operations_.size(); }

std::size_t WriteBatch::bytes() const { return bytes_; }

}  // namespace pressmark
