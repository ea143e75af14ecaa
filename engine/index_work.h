#ifndef PRESSMARK_ENGINE_INDEX_WORK_H_
#define PRESSMARK_ENGINE_INDEX_WORK_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include <pressmark/result.h>

#include "engine/catalog.h"
#include "engine/kv.h"

// What adding, building and dropping an index write. Each is one batch, with
// the catalog as it is after it, so that a kill between two leaves no doubt
// about what is done.
namespace pressmark::engine {

// A batch that changes the catalog, and the catalog after it.
struct CatalogChange {
  KvBatch writes;
  CatalogState catalog;
};

// The catalog with an index more, of which nothing is built. The number of
// `index` is given here.
CatalogChange PlanIndexAddition(const CatalogState& catalog,
                                IndexDefinition index);
// The catalog without an index, of which nothing is deleted. `number` must be
// one that is declared.
CatalogChange PlanIndexDrop(const CatalogState& catalog, std::uint32_t number);

// How much one chunk takes at most.
struct ChunkLimits {
  std::size_t entries = 1000;                // articles, or keys
  std::size_t bytes = std::size_t{4} << 20;  // of records read
};

// The index whose turn it is to be built or deleted, but for those that are
// `excluded`; nothing where none is.
std::optional<std::uint32_t> NextIndexWork(
    const IndexCatalog& indexes,
    const std::function<bool(std::uint32_t)>& excluded);

// The next chunk of building, or of deleting, an index. `snapshot` must be of
// the state that `catalog` tells of. kCorruption where an article or a term
// cannot be read.
Result<CatalogChange> PlanIndexChunk(const KvSnapshot& snapshot,
                                     const CatalogState& catalog,
                                     std::uint32_t number,
                                     const ChunkLimits& limits);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_INDEX_WORK_H_
