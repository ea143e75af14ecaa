#include "engine/catalog.h"

#include <memory>
#include <optional>
#include <utility>

#include "engine/bytes.h"
#include "engine/keys.h"
#include "schema/fold.h"

// Values of the catalog, integers little endian, a text behind its length in 4
// bytes:
//
//   format      store id:16 generation:8
//   derivation  fingerprint:16, the high half first
//   counters    sequence:8 articles:8 source bytes:8
//   mapping     the mapping as a mapping file
//   bulk        nothing; there while the store is in bulk
//
// Those of the indexes are in index_catalog.h.

namespace pressmark::engine {

namespace {

// Raised whenever the same mapping turns a source into another record, or a
// record into other terms.
constexpr std::uint32_t kTypingVersion = 1;
constexpr std::uint32_t kTermVersion = 1;

Status Damaged(std::string_view name) {
  return Corruption("catalog: " + std::string(name) + " is damaged");
}

std::string EncodeHash(const schema::Hash128& hash) {
  std::string bytes;
  AppendUint64(hash.high, &bytes);
  AppendUint64(hash.low, &bytes);
  return bytes;
}

Result<std::string> ReadValue(const KvSnapshot& snapshot,
                              std::string_view name) {
  Result<std::unique_ptr<KvValue>> value = snapshot.Get(Family::kCatalog, name);
  if (!value.ok()) return value.status();
  if (*value == nullptr) {
    return Corruption("catalog: " + std::string(name) + " is lost");
  }
  return std::string((*value)->bytes());
}

Status CheckFormat(const KvSnapshot& snapshot, const StoreFormat& format) {
  Result<std::string> value = ReadValue(snapshot, kFormatName);
  if (!value.ok()) return value.status();
  ByteReader reader(*value);
  std::string_view store_id = reader.Bytes(kStoreIdBytes);
  std::uint64_t generation = reader.Uint64();
  if (!reader.Complete()) return Damaged(kFormatName);
  if (store_id == format.store_id && generation == format.generation) {
    return {};
  }
  return Corruption("the database belongs to another store than FORMAT");
}

}  // namespace

schema::Hash128 DerivationOf(const Mapping& mapping,
                             const std::vector<IndexDefinition>& indexes) {
  std::string bytes;
  AppendUint32(kTypingVersion, &bytes);
  AppendUint32(kTermVersion, &bytes);
  AppendText(schema::UnicodeVersion(), &bytes);
  AppendText(mapping.ToYaml(), &bytes);
  AppendText(EncodeIndexes(indexes.back().number + 1, indexes), &bytes);
  return schema::HashOf(bytes);
}

schema::Hash128 RecordDerivationOf(const Mapping& mapping) {
  std::string bytes;
  AppendUint32(kTypingVersion, &bytes);
  AppendText(schema::UnicodeVersion(), &bytes);
  AppendText(mapping.ToYaml(), &bytes);
  return schema::HashOf(bytes);
}

void PutCatalog(const StoreFormat& format, const Mapping& mapping,
                const IndexCatalog& indexes, const Counters& counters,
                KvBatch* batch) {
  std::string identity = format.store_id;
  AppendUint64(format.generation, &identity);
  auto put = [batch](std::string_view name, std::string value) {
    batch->Put(Family::kCatalog, std::string(name), std::move(value));
  };
  put(kFormatName, std::move(identity));
  put(kMappingName, mapping.ToYaml());
  put(kIndexesName, EncodeIndexes(indexes.next_number, indexes.declared));
  PutDerivation(DerivationOf(mapping, indexes.declared), batch);
  PutCounters(counters, batch);
}

void PutDerivation(const schema::Hash128& derivation, KvBatch* batch) {
  batch->Put(Family::kCatalog, std::string(kDerivationName),
             EncodeHash(derivation));
}

void PutCounters(const Counters& counters, KvBatch* batch) {
  std::string value;
  AppendUint64(counters.sequence, &value);
  AppendUint64(counters.articles, &value);
  AppendUint64(counters.source_bytes, &value);
  batch->Put(Family::kCatalog, std::string(kCountersName), std::move(value));
}

Result<CatalogState> ReadCatalog(const KvSnapshot& snapshot,
                                 const StoreFormat& format,
                                 const Limits& limits) {
  if (Status s = CheckFormat(snapshot, format); !s.ok()) return s;
  CatalogState state;
  Result<std::string> yaml = ReadValue(snapshot, kMappingName);
  if (!yaml.ok()) return yaml.status();
  Result<Mapping> mapping = Mapping::Parse(*yaml);
  if (!mapping.ok()) {
    return Corruption("catalog: mapping: " + mapping.status().ToString());
  }
  state.mapping = *std::move(mapping);
  Result<IndexCatalog> indexes = ReadIndexCatalog(snapshot);
  if (!indexes.ok()) return indexes.status();
  state.indexes = *std::move(indexes);
  for (const IndexDefinition& index : state.indexes.declared) {
    bool known = index.field.value_or(0) < state.mapping.fields().size();
    if (!known) return Damaged(kIndexesName);
  }
  state.record_derivation = RecordDerivationOf(state.mapping);
  Result<std::string> derivation = ReadValue(snapshot, kDerivationName);
  if (!derivation.ok()) return derivation.status();
  ByteReader reader(*derivation);
  state.derivation.high = reader.Uint64();
  state.derivation.low = reader.Uint64();
  if (!reader.Complete()) return Damaged(kDerivationName);
  state.format = format;
  state.limits = limits;
  return state;
}

Result<Counters> ReadCounters(const KvSnapshot& snapshot) {
  Result<std::string> value = ReadValue(snapshot, kCountersName);
  if (!value.ok()) return value.status();
  ByteReader reader(*value);
  Counters counters;
  counters.sequence = reader.Uint64();
  counters.articles = reader.Uint64();
  counters.source_bytes = reader.Uint64();
  if (!reader.Complete()) return Damaged(kCountersName);
  return counters;
}

Result<bool> ReadBulk(const KvSnapshot& snapshot) {
  Result<std::unique_ptr<KvValue>> value =
      snapshot.Get(Family::kCatalog, kBulkName);
  if (!value.ok()) return value.status();
  return *value != nullptr;
}

void PutBulk(bool bulk, KvBatch* batch) {
  if (bulk) {
    batch->Put(Family::kCatalog, std::string(kBulkName), {});
  } else {
    batch->Delete(Family::kCatalog, std::string(kBulkName));
  }
}

}  // namespace pressmark::engine
