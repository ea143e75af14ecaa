#ifndef PRESSMARK_ENGINE_CARD_READER_H_
#define PRESSMARK_ENGINE_CARD_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pressmark/result.h>

#include "engine/article_id.h"
#include "engine/card_page.h"
#include "engine/kv.h"
#include "schema/card.h"

namespace pressmark::engine {

// Reads the cards of articles from one state of a store. Cheap where the ids
// come in order, as lists give them: then each page is read once. Not for two
// threads at once.
class CardReader {
 public:
  explicit CardReader(std::shared_ptr<const KvSnapshot> snapshot)
      : snapshot_(std::move(snapshot)) {}

  // The cards of these ids, in their order; valid until the next Read.
  // kCorruption where one has no card, or a damaged one.
  Result<std::span<const schema::CardView>> Read(
      std::span<const std::uint64_t> ids);

  // The bytes of one card, valid until the next call. Fails as Read.
  Result<std::string_view> Find(ArticleId id);

 private:
  // Stands at the page of an id.
  Status MoveTo(ArticleId id);

  std::shared_ptr<const KvSnapshot> snapshot_;
  std::unique_ptr<KvIterator> pages_;
  std::string key_;  // of the page at hand; empty: none
  std::optional<CardPageView> page_;
  std::size_t place_ = 0;  // where in the page the last card was
  std::string bytes_;      // of the cards read, end to end
  std::vector<std::size_t> ends_;
  std::vector<schema::CardView> cards_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CARD_READER_H_
