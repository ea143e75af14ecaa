#ifndef PRESSMARK_ENGINE_TERM_CHANGES_H_
#define PRESSMARK_ENGINE_TERM_CHANGES_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <pressmark/status.h>

#include "engine/article_id.h"
#include "engine/facet_changes.h"
#include "engine/kv.h"
#include "engine/posting_block.h"
#include "engine/terms.h"

namespace pressmark::engine {

// Gathers what a batch changes in the indexes, so that each touched term is
// read and written once. In one batch an id may enter a term once and leave it
// once, not both. Not for two threads at once.
class TermChanges {
 public:
  // The terms of an article that was there under `id`, and is no more.
  void Leave(ArticleId id, const std::vector<ArticleTerm>& terms);
  // The terms of an article that is new under `id`.
  void Enter(ArticleId id, const std::vector<ArticleTerm>& terms);
  // The terms of an article that stays under its id. Both sorted as TermsOf
  // does.
  void Replace(ArticleId id, const std::vector<ArticleTerm>& before,
               const std::vector<ArticleTerm>& after);

  // Reads the touched entries and adds all that is to be written to `batch`.
  // kCorruption where an entry is not what the articles say it should be.
  Status Apply(const KvSnapshot& snapshot, KvBatch* batch) const;

 private:
  // What happens to one term.
  struct TermChange {
    std::vector<PostingChange> postings;
    // A spelling and whether one article more writes it so, else one less.
    std::vector<std::pair<std::string, bool>> spellings;
  };

  void Add(ArticleId id, const ArticleTerm& term, bool present);
  void Respell(const ArticleTerm& before, const ArticleTerm& after);
  static Status ApplyOne(const std::string& key, const TermChange& change,
                         const KvValue* stored, FacetChanges* facets,
                         KvBatch* batch);

  // By the term's key in family terms.
  std::unordered_map<std::string, TermChange> changes_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TERM_CHANGES_H_
