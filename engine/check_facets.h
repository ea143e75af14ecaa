#ifndef PRESSMARK_ENGINE_CHECK_FACETS_H_
#define PRESSMARK_ENGINE_CHECK_FACETS_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <pressmark/store.h>

#include "engine/article_id.h"
#include "engine/facet_record.h"
#include "engine/index_catalog.h"
#include "engine/reader.h"
#include "engine/term_entry.h"

namespace pressmark::engine {

// Holds the facets of a store against its terms and their lists.
class FacetAudit {
 public:
  // All must outlive it; `indexes` are those of the reader's state.
  FacetAudit(const Reader& reader, const IndexCatalog& indexes)
      : reader_(reader), indexes_(indexes) {}

  // There is such a term, and these are the ids of its list.
  void Expect(std::uint32_t index, std::string_view term,
              const StoredTermEntry& entry, std::span<const std::uint64_t> ids);

  // Walks the facets, adding problems.
  void Compare(CheckReport* report);

 private:
  struct Expected {
    FacetNames names;  // of an index that is not given up: all of them
    std::map<Bucket, FacetCounts> counts;
    bool lacks_slots = false;  // a term has none, or another's
    bool seen = false;
  };

  void CompareNames(std::uint32_t index, std::string_view value);
  void CompareCounts(std::uint32_t index, Bucket bucket,
                     std::string_view value);
  void Problem(std::uint32_t index, std::string_view what);

  const Reader& reader_;
  const IndexCatalog& indexes_;
  CheckReport* report_ = nullptr;
  std::map<std::uint32_t, Expected> expected_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHECK_FACETS_H_
