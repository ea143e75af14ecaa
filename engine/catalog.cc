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
//   indexes     next number:4 count:4, then of each:
//               number:4 kind:1 has field:1 field:4 segments:4 text...
//   bulk        nothing; there while the store is in bulk

namespace pressmark::engine {

namespace {

// Raised whenever the same mapping turns a source into another record, or a
// record into other terms.
constexpr std::uint32_t kTypingVersion = 1;
constexpr std::uint32_t kTermVersion = 1;

Status Damaged(std::string_view name) {
  return Corruption("catalog: " + std::string(name) + " is damaged");
}

void AppendIndex(const IndexDefinition& index, std::string* bytes) {
  AppendUint32(index.number, bytes);
  AppendByte(static_cast<std::uint8_t>(index.kind), bytes);
  AppendByte(index.field.has_value(), bytes);
  AppendUint32(index.field.value_or(0), bytes);
  AppendUint32(static_cast<std::uint32_t>(index.path.size()), bytes);
  for (const std::string& segment : index.path) AppendText(segment, bytes);
}

std::string EncodeIndexes(const std::vector<IndexDefinition>& indexes) {
  std::string bytes;
  AppendUint32(indexes.back().number + 1, &bytes);
  AppendUint32(static_cast<std::uint32_t>(indexes.size()), &bytes);
  for (const IndexDefinition& index : indexes) AppendIndex(index, &bytes);
  return bytes;
}

IndexDefinition TakeIndex(ByteReader* reader) {
  IndexDefinition index;
  index.number = reader->Uint32();
  index.kind = static_cast<FieldKind>(reader->Byte());
  bool of_field = reader->Byte() != 0;
  auto field = static_cast<std::uint16_t>(reader->Uint32());
  if (of_field) index.field = field;
  std::uint32_t segments = reader->Uint32();
  for (std::uint32_t i = 0; i < segments && reader->ok(); ++i) {
    index.path.emplace_back(reader->Text());
  }
  return index;
}

Result<std::vector<IndexDefinition>> DecodeIndexes(std::string_view bytes) {
  ByteReader reader(bytes);
  reader.Uint32();
  std::uint32_t count = reader.Uint32();
  std::vector<IndexDefinition> indexes;
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    indexes.push_back(TakeIndex(&reader));
  }
  if (!reader.Complete() || indexes.empty() ||
      indexes.front().number != kAllIndex) {
    return Damaged(kIndexesName);
  }
  return indexes;
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

std::vector<IndexDefinition> IndexesOf(const Mapping& mapping) {
  std::vector<IndexDefinition> indexes(1);
  const std::vector<FieldDefinition>& fields = mapping.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto number = static_cast<std::uint16_t>(i);
    if (!fields[i].indexed || number == kDateField) continue;
    IndexDefinition index;
    index.number = indexes.back().number + 1;
    index.field = number;
    index.kind = fields[i].kind;
    indexes.push_back(std::move(index));
  }
  for (const PathIndex& declared : mapping.indexes()) {
    IndexDefinition index;
    index.number = indexes.back().number + 1;
    index.path = declared.path;
    index.kind = declared.kind;
    indexes.push_back(std::move(index));
  }
  return indexes;
}

schema::Hash128 DerivationOf(const Mapping& mapping,
                             const std::vector<IndexDefinition>& indexes) {
  std::string bytes;
  AppendUint32(kTypingVersion, &bytes);
  AppendUint32(kTermVersion, &bytes);
  AppendText(schema::UnicodeVersion(), &bytes);
  AppendText(mapping.ToYaml(), &bytes);
  AppendText(EncodeIndexes(indexes), &bytes);
  return schema::HashOf(bytes);
}

void PutCatalog(const StoreFormat& format, const Mapping& mapping,
                const Counters& counters, KvBatch* batch) {
  std::string identity = format.store_id;
  AppendUint64(format.generation, &identity);
  std::vector<IndexDefinition> indexes = IndexesOf(mapping);
  auto put = [batch](std::string_view name, std::string value) {
    batch->Put(Family::kCatalog, std::string(name), std::move(value));
  };
  put(kFormatName, std::move(identity));
  put(kMappingName, mapping.ToYaml());
  put(kIndexesName, EncodeIndexes(indexes));
  put(kDerivationName, EncodeHash(DerivationOf(mapping, indexes)));
  PutCounters(counters, batch);
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
  Result<std::string> indexes = ReadValue(snapshot, kIndexesName);
  if (!indexes.ok()) return indexes.status();
  auto definitions = DecodeIndexes(*indexes);
  if (!definitions.ok()) return definitions.status();
  state.indexes = *std::move(definitions);
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
