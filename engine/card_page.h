#ifndef PRESSMARK_ENGINE_CARD_PAGE_H_
#define PRESSMARK_ENGINE_CARD_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/merge_rules.h"

// A value of the cards family: the cards (schema/card.h) of the articles of
// four UTC days, or of 256 articles of one second where a second has more.
// Lists go by date, so they walk pages one after another.
//
//   page     format:1=1 flags:1 zero:2 count:4
//            ids, 8 each, ascending, each once; ends, 4 each: where the card
//            ends in the cards; the cards, end to end
//   operand  format:1=1, then of each id:8 mark:1 length:4 card, ids ascending,
//            each once; mark 1: this is its card, 0: it has none, and length 0
//
// Little-endian. Operands are written without reading the page; of one id the
// later wins, and any may be applied again. Flag 1 is a damaged page: its
// count is 0, and behind the header lie the bytes that could not be read, each
// behind its length in 4 bytes. The functions here are pure; any thread may
// call them. They throw nothing but std::bad_alloc.
namespace pressmark::engine {

inline constexpr std::uint8_t kCardPageFormat = 1;
inline constexpr std::uint8_t kCardPageDamaged = 1;
inline constexpr std::size_t kCardPageHeaderBytes = 8;

// The article's card is this, or it has none.
struct CardChange {
  std::uint64_t id = 0;
  std::optional<std::string_view> card;
};

// A page, seen in place: it lives as long as the bytes it was opened on.
class CardPageView {
 public:
  // Looks at the header and the sizes. kCorruption where the bytes are no page
  // or a damaged one, kUnsupportedFormat where they are of a newer format.
  // Constant time.
  static Result<CardPageView> Open(std::string_view bytes);

  std::size_t count() const { return count_; }
  // `index` < count().
  std::uint64_t id(std::size_t index) const;
  // The bytes of a card; kCorruption where its ends lie outside of the page.
  Result<std::string_view> card(std::size_t index) const;
  // The place of the first id that is not less than `id`, from `from` on;
  // count() where there is none. Logarithmic.
  std::size_t LowerBound(std::size_t from, std::uint64_t id) const;
  // Whether ids ascend and ends too, up to the last byte; kCorruption where
  // not. Linear: for check, and before a merge builds on it.
  Status Validate() const;

  // For a merge. Of a run of a page that is valid: its ids and its cards as
  // they lie there; and where a card begins in all, `index` <= count().
  std::string_view ids(std::size_t begin, std::size_t end) const;
  std::string_view cards(std::size_t begin, std::size_t end) const;
  std::uint32_t begin_of(std::size_t index) const;

 private:
  CardPageView() = default;

  std::size_t count_ = 0;
  const char* ids_ = nullptr;
  const char* ends_ = nullptr;
  std::string_view cards_;
};

// The operand of one change.
std::string EncodeCardOperand(const CardChange& change);

// The rules of merge_rules.h.
std::string ApplyCardOperands(std::optional<std::string_view> base,
                              std::span<const std::string_view> operands);
std::optional<std::string> CombineCardOperands(
    std::span<const std::string_view> operands);
// A sound page without any card goes.
Settlement SettleCardPage(std::string_view value, std::string* settled);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CARD_PAGE_H_
