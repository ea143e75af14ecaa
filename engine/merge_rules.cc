#include "engine/merge_rules.h"

#include "engine/card_page.h"
#include "engine/posting_block.h"
#include "engine/posting_merge.h"

namespace pressmark::engine {

const MergeRules* MergeRulesOf(Family family) {
  static constexpr MergeRules kPostings = {
      ApplyPostingOperands, CombinePostingOperands, SettlePostingBlock,
      "pressmark.postings.1", "pressmark.postings"};
  static constexpr MergeRules kCards = {ApplyCardOperands, CombineCardOperands,
                                        SettleCardPage, "pressmark.cards.1",
                                        "pressmark.cards"};
  switch (family) {
    case Family::kPostings:
      return &kPostings;
    case Family::kCards:
      return &kCards;
    default:
      return nullptr;
  }
}

}  // namespace pressmark::engine
