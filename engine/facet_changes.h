#ifndef PRESSMARK_ENGINE_FACET_CHANGES_H_
#define PRESSMARK_ENGINE_FACET_CHANGES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pressmark/result.h>

#include "engine/article_id.h"
#include "engine/facet_record.h"
#include "engine/keys.h"
#include "engine/kv.h"

namespace pressmark::engine {

// Deletes all that is in the facets between two keys: no more than a value a
// month that has articles.
Status DeleteFacets(const KvSnapshot& snapshot, const KeyRange& range,
                    KvBatch* batch);

// Gathers what a batch changes in the facets, so that each touched value is
// read and written once. Not for two threads at once.
class FacetChanges {
 public:
  // `snapshot`, of the state before the batch, must outlive it.
  explicit FacetChanges(const KvSnapshot& snapshot) : snapshot_(snapshot) {}

  // A term that no article had now has articles: its slot, or nothing where
  // the index is given up, as it may be by this.
  Result<std::optional<FacetSlot>> Enter(std::uint32_t index,
                                         std::string_view term,
                                         std::string_view spelling);
  // The term's most used spelling is another.
  Status Respell(std::uint32_t index, FacetSlot slot,
                 std::string_view spelling);
  // No article has the term of this slot any more.
  Status Leave(std::uint32_t index, FacetSlot slot);
  // So many articles more, or less, of the bucket have the term.
  void Count(std::uint32_t index, FacetSlot slot, Bucket bucket,
             std::int64_t change);

  // Adds all that is to be written. kCorruption where the facets are not what
  // the changes say they should be.
  Status Put(KvBatch* batch) const;

 private:
  struct Names {
    FacetNames names;
    bool changed = false;
  };
  // An index, and where in it.
  using Place = std::pair<std::uint32_t, Bucket>;
  struct Change {
    FacetSlot slot = 0;
    std::int64_t change = 0;
  };

  // The names of an index, read once.
  Result<Names*> Find(std::uint32_t index);
  // The name in a slot that is to be in use.
  Result<FacetName*> FindUsed(std::uint32_t index, FacetSlot slot);
  Result<bool> IsGivenUp(std::uint32_t index) const;
  Status PutNames(KvBatch* batch) const;
  Status PutCounts(KvBatch* batch) const;
  static Status PutChanged(std::string key, const std::vector<Change>& changes,
                           const KvValue* stored, KvBatch* batch);

  const KvSnapshot& snapshot_;
  std::map<std::uint32_t, Names> names_;
  std::map<Place, std::vector<Change>> counts_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_FACET_CHANGES_H_
