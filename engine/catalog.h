#ifndef PRESSMARK_ENGINE_CATALOG_H_
#define PRESSMARK_ENGINE_CATALOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/index.h"
#include "engine/index_catalog.h"
#include "engine/kv.h"
#include "engine/store_format.h"
#include "schema/hash.h"
#include "schema/record_view.h"

// The catalog family: what a database says of itself. Its names are in keys.h,
// its values in catalog.cc; the indexes are index_catalog.h's, the known paths
// known_paths.h's.
namespace pressmark::engine {

// Numbers of the whole store. Every batch that changes an article carries them
// as they are after it.
struct Counters {
  std::uint64_t sequence = 0;  // of the last change
  std::uint64_t articles = 0;
  std::uint64_t source_bytes = 0;

  bool operator==(const Counters&) const = default;
};

// What a database is. Stays as it is but for its indexes: where those change,
// another takes its place (Database::Change).
struct CatalogState {
  Mapping mapping;
  IndexCatalog indexes;
  // What turned the stored sources into records and terms.
  schema::Hash128 derivation;
  // What turns a source into a record, in this build.
  schema::Hash128 record_derivation;
  // What the store's FORMAT said.
  StoreFormat format;
  Limits limits;
  // How well stored records are looked at when they are read.
  schema::RecordTrust record_trust = schema::RecordTrust::kSealed;
};

// What this build would turn sources into records and terms by: a fingerprint
// of mapping, indexes, typing rules, term encoding and Unicode version.
schema::Hash128 DerivationOf(const Mapping& mapping,
                             const std::vector<IndexDefinition>& indexes);

// The part of it that the indexes have no say in.
schema::Hash128 RecordDerivationOf(const Mapping& mapping);

// Writes the catalog of a new database, whose indexes are all ready.
void PutCatalog(const StoreFormat& format, const Mapping& mapping,
                const IndexCatalog& indexes, const Counters& counters,
                KvBatch* batch);
void PutDerivation(const schema::Hash128& derivation, KvBatch* batch);
void PutCounters(const Counters& counters, KvBatch* batch);

// kCorruption where the catalog cannot be read or is another store's.
Result<CatalogState> ReadCatalog(const KvSnapshot& snapshot,
                                 const StoreFormat& format,
                                 const Limits& limits);
Result<Counters> ReadCounters(const KvSnapshot& snapshot);

// Whether the store is in bulk; see Store::BeginBulk.
Result<bool> ReadBulk(const KvSnapshot& snapshot);
void PutBulk(bool bulk, KvBatch* batch);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CATALOG_H_
