#include "engine/merge_rules.h"

#include "engine/posting_block.h"
#include "engine/posting_merge.h"

namespace pressmark::engine {

const MergeRules* MergeRulesOf(Family family) {
  static constexpr MergeRules kPostings = {
      ApplyPostingOperands, CombinePostingOperands, IsEmptyPostingBlock,
      "pressmark.postings.1", "pressmark.postings"};
  return family == Family::kPostings ? &kPostings : nullptr;
}

}  // namespace pressmark::engine
