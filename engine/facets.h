#ifndef PRESSMARK_ENGINE_FACETS_H_
#define PRESSMARK_ENGINE_FACETS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/result.h>

#include "engine/article_id.h"
#include "engine/facet_record.h"
#include "engine/kv.h"

namespace pressmark::engine {

// The facets of one index in one state of a store: its terms by their slots,
// and how many articles of a bucket have each. Not for two threads at once.
class Facets {
 public:
  using Name = FacetNamesView::Name;

  // Nothing where the index has none: no article is in it, or its terms are too
  // many. One point read.
  static Result<std::optional<Facets>> Open(const KvSnapshot& snapshot,
                                            std::uint32_t index);

  // By slot; of a free one the term is empty. They live as long as this, and
  // stay where they are when it is moved.
  const std::vector<Name>& names() const { return names_; }

  // To the first bucket at or after `bucket` that has counts. False where there
  // is none, and after an error: ask status() which.
  bool Seek(Bucket bucket);
  // Where Seek returned true:
  Bucket bucket() const { return bucket_; }
  // Adds the bucket's counts to `sums`, by slot, which is made as long as they
  // are. kCorruption where they cannot be read.
  Status AddTo(std::vector<std::uint64_t>* sums) const;

  const Status& status() const { return status_; }

 private:
  Facets() = default;
  bool Fail(const Status& status);

  std::uint32_t index_ = 0;
  std::unique_ptr<KvValue> stored_names_;
  std::vector<Name> names_;
  std::unique_ptr<KvIterator> counts_;
  bool found_ = false;
  Bucket bucket_ = 0;
  Status status_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_FACETS_H_
