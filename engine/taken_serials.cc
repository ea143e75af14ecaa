#include "engine/taken_serials.h"

namespace pressmark::engine {

namespace {

// Of the second that `id` lies in; its serial, inverted, is all zeros.
ArticleId FirstOf(ArticleId id) {
  return {id.bits & ~std::uint64_t{kMaxSerial}};
}

}  // namespace

std::optional<std::uint32_t> TakenSerials::Find(ArticleId first) const {
  auto place = next_.find(first.bits);
  if (place == next_.end()) {
    return complete_ ? std::optional<std::uint32_t>(0) : std::nullopt;
  }
  if (place->second == kUnknown) return std::nullopt;
  return place->second;
}

void TakenSerials::Take(ArticleId first, std::uint32_t next) {
  if (next_.size() >= kMostSeconds) {
    next_.clear();
    complete_ = false;
  }
  next_[first.bits] = next;
}

void TakenSerials::Leave(ArticleId id) { Take(FirstOf(id), kUnknown); }

}  // namespace pressmark::engine
