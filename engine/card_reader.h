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
#include "engine/keys.h"
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

  // The cards of these ids, in their order; valid until the next call.
  // kCorruption where one has no card, or a damaged one.
  Result<std::span<const schema::CardView>> Read(
      std::span<const std::uint64_t> ids);
  // The bytes of one card, valid until the next call. Fails as Read.
  Result<std::string_view> Find(ArticleId id);

 private:
  // Some ids in a row on one page.
  struct Run {
    CardPageNumber page = 0;
    std::size_t end = 0;  // behind the last of them
  };

  void FindRuns(std::span<const std::uint64_t> ids);
  // Whether their pages lie so far apart that each is better got by itself.
  bool AreScattered() const;
  Status ReadScattered(std::span<const std::uint64_t> ids);
  Result<std::vector<std::unique_ptr<KvValue>>> GetPages() const;
  Status ReadAlong(std::span<const std::uint64_t> ids);
  // Steps or jumps to the page.
  Status WalkTo(CardPageNumber page, ArticleId id);
  // Takes this for the page at hand.
  Status OpenPage(CardPageNumber page, std::string_view bytes, ArticleId id);
  // The card of the page at hand.
  Result<std::string_view> FindOnPage(ArticleId id);
  Status AddCard(std::string_view card, ArticleId id);

  std::shared_ptr<const KvSnapshot> snapshot_;
  std::vector<Run> runs_;
  std::vector<std::unique_ptr<KvValue>> scattered_;  // the pages of `runs_`
  std::unique_ptr<KvIterator> walk_;
  CardPageNumber walked_ = 0;  // the last page it was at
  // The page at hand; nothing before the first and after an error.
  std::optional<CardPageView> page_;
  CardPageNumber number_ = 0;
  std::size_t place_ = 0;  // where in it the last card was
  // Copies of the cards of a walk, whose pages go as it goes on.
  std::string bytes_;
  std::vector<std::size_t> ends_;
  std::vector<schema::CardView> cards_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CARD_READER_H_
