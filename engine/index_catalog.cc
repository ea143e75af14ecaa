#include "engine/index_catalog.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "engine/bytes.h"
#include "engine/fixed_integer.h"
#include "engine/keys.h"

namespace pressmark::engine {

namespace {

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

// "all" first, then ascending numbers below the next.
bool IsInOrder(const IndexCatalog& indexes) {
  const std::vector<IndexDefinition>& all = indexes.declared;
  if (all.empty() || all.front().number != kAllIndex) return false;
  auto is_misplaced = [](const IndexDefinition& a, const IndexDefinition& b) {
    return a.number >= b.number;
  };
  return std::adjacent_find(all.begin(), all.end(), is_misplaced) ==
             all.end() &&
         all.back().number < indexes.next_number;
}

Status ReadDefinitions(const KvSnapshot& snapshot, IndexCatalog* indexes) {
  auto value = snapshot.Get(Family::kCatalog, kIndexesName);
  if (!value.ok()) return value.status();
  if (*value == nullptr) return Corruption("catalog: indexes is lost");
  ByteReader reader((*value)->bytes());
  indexes->next_number = reader.Uint32();
  std::uint32_t count = reader.Uint32();
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    indexes->declared.push_back(TakeIndex(&reader));
  }
  if (!reader.Complete() || !IsInOrder(*indexes)) return Damaged(kIndexesName);
  return {};
}

std::string NumberKey(std::string_view prefix, std::uint32_t number) {
  std::string key(prefix);
  AppendBigEndian(number, &key);
  return key;
}

// The numbers that stand behind `prefix`, each with its record.
Result<std::vector<std::pair<std::uint32_t, std::string>>> ReadNumbered(
    const KvSnapshot& snapshot, std::string_view prefix) {
  KeyRange range = PrefixRange(prefix);
  auto scan = snapshot.Scan(Family::kCatalog, range.lower, range.upper);
  if (!scan.ok()) return scan.status();
  std::vector<std::pair<std::uint32_t, std::string>> records;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    std::string_view number = (*scan)->key().substr(prefix.size());
    if (number.size() != 4) return Damaged(prefix);
    records.emplace_back(LoadBigEndian<std::uint32_t>(number.data()),
                         (*scan)->value());
  }
  if (Status s = (*scan)->status(); !s.ok()) return s;
  return records;
}

void PutDefinitions(const IndexCatalog& indexes, KvBatch* batch) {
  batch->Put(Family::kCatalog, std::string(kIndexesName),
             EncodeIndexes(indexes.next_number, indexes.declared));
}

template <typename Items>
auto FindNumber(Items& items, std::uint32_t number) {
  return std::find_if(items.begin(), items.end(), [number](const auto& item) {
    return item.number == number;
  });
}

// An added index under another mapping.
IndexDefinition Translate(IndexDefinition index, const Mapping& before,
                          const Mapping& mapping) {
  if (!index.field) return index;
  const FieldDefinition& field = before.fields()[*index.field];
  bool folds = index.kind != field.kind;  // a text field, for fold(p)
  index.field = mapping.Find(field.name);
  if (index.field) {
    FieldKind own = mapping.fields()[*index.field].kind;
    if (!folds || own != FieldKind::kText) index.kind = own;
  } else {
    index.path = {field.name};
  }
  return index;
}

bool Contains(const std::vector<IndexDefinition>& indexes,
              const IndexDefinition& index) {
  return std::any_of(
      indexes.begin(), indexes.end(),
      [&](const IndexDefinition& other) { return IsSameIndex(index, other); });
}

}  // namespace

bool IndexCatalog::Holds(std::uint32_t number, ArticleId id) const {
  const IndexBuild* build = FindBuild(number);
  return build == nullptr || id.bits < build->next_id;
}

void IndexCatalog::KeepHeld(ArticleId id,
                            std::vector<ArticleTerm>* terms) const {
  if (building.empty()) return;
  std::erase_if(
      *terms, [&](const ArticleTerm& term) { return !Holds(term.index, id); });
}

const IndexDefinition* IndexCatalog::Find(std::uint32_t number) const {
  auto found = FindNumber(declared, number);
  return found == declared.end() ? nullptr : &*found;
}

const IndexBuild* IndexCatalog::FindBuild(std::uint32_t number) const {
  auto found = FindNumber(building, number);
  return found == building.end() ? nullptr : &*found;
}

const IndexDrop* IndexCatalog::FindDrop(std::uint32_t number) const {
  auto found = FindNumber(dropped, number);
  return found == dropped.end() ? nullptr : &*found;
}

void IndexCatalog::Settle() {
  ready.clear();
  for (const IndexDefinition& index : declared) {
    if (FindBuild(index.number) == nullptr) ready.push_back(index);
  }
}

void IndexCatalog::Add(IndexDefinition index, KvBatch* batch) {
  index.number = next_number++;
  std::uint32_t number = index.number;
  declared.push_back(std::move(index));
  building.push_back({number});
  PutDefinitions(*this, batch);
  Advance(building.back(), batch);
  Settle();
}

void IndexCatalog::Drop(std::uint32_t number, KvBatch* batch) {
  declared.erase(FindNumber(declared, number));
  PutDefinitions(*this, batch);
  FinishBuild(number, batch);
  auto place = std::find_if(
      dropped.begin(), dropped.end(),
      [number](const IndexDrop& drop) { return drop.number > number; });
  Advance(*dropped.insert(place, {number, false, {}}), batch);
}

void IndexCatalog::Advance(const IndexBuild& build, KvBatch* batch) {
  std::string value;
  AppendUint64(build.next_id, &value);
  batch->Put(Family::kCatalog, NumberKey(kBuildingPrefix, build.number),
             std::move(value));
  *FindNumber(building, build.number) = build;
}

void IndexCatalog::Advance(const IndexDrop& drop, KvBatch* batch) {
  std::string value;
  AppendByte(drop.terms_gone, &value);
  value += drop.next_key;
  batch->Put(Family::kCatalog, NumberKey(kDroppedPrefix, drop.number),
             std::move(value));
  *FindNumber(dropped, drop.number) = drop;
}

void IndexCatalog::FinishBuild(std::uint32_t number, KvBatch* batch) {
  std::erase_if(building, [number](const IndexBuild& build) {
    return build.number == number;
  });
  batch->Delete(Family::kCatalog, NumberKey(kBuildingPrefix, number));
  Settle();
}

void IndexCatalog::FinishDrop(std::uint32_t number, KvBatch* batch) {
  std::erase_if(dropped, [number](const IndexDrop& drop) {
    return drop.number == number;
  });
  batch->Delete(Family::kCatalog, NumberKey(kDroppedPrefix, number));
}

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

IndexCatalog IndexCatalogOf(const Mapping& mapping) {
  IndexCatalog indexes;
  indexes.declared = IndexesOf(mapping);
  indexes.ready = indexes.declared;
  indexes.next_number = indexes.declared.back().number + 1;
  return indexes;
}

IndexCatalog IndexCatalogAfter(const IndexCatalog& indexes,
                               const Mapping& before, const Mapping& mapping) {
  std::vector<IndexDefinition> old;
  for (const IndexDefinition& index : indexes.declared) {
    old.push_back(Translate(index, before, mapping));
  }
  IndexCatalog after;
  after.next_number = indexes.next_number;
  for (IndexDefinition& index : IndexesOf(mapping)) {
    auto same = std::find_if(old.begin(), old.end(), [&](const auto& other) {
      return IsSameIndex(index, other);
    });
    index.number = same != old.end() ? same->number : after.next_number++;
    after.declared.push_back(std::move(index));
  }
  for (std::size_t i = 0; i < old.size(); ++i) {
    bool added = !IsDeclaredBy(before, indexes.declared[i]);
    if (added && !Contains(after.declared, old[i])) {
      after.declared.push_back(old[i]);
    }
  }
  std::sort(after.declared.begin(), after.declared.end(),
            [](const IndexDefinition& left, const IndexDefinition& right) {
              return left.number < right.number;
            });
  after.Settle();
  return after;
}

bool IsSameIndex(const IndexDefinition& left, const IndexDefinition& right) {
  return left.field == right.field && left.path == right.path &&
         left.kind == right.kind &&
         (left.number == kAllIndex) == (right.number == kAllIndex);
}

bool IsDeclaredBy(const Mapping& mapping, const IndexDefinition& index) {
  return Contains(IndexesOf(mapping), index);
}

std::string EncodeIndexes(std::uint32_t next_number,
                          const std::vector<IndexDefinition>& indexes) {
  std::string bytes;
  AppendUint32(next_number, &bytes);
  AppendUint32(static_cast<std::uint32_t>(indexes.size()), &bytes);
  for (const IndexDefinition& index : indexes) AppendIndex(index, &bytes);
  return bytes;
}

Result<IndexCatalog> ReadIndexCatalog(const KvSnapshot& snapshot) {
  IndexCatalog indexes;
  if (Status s = ReadDefinitions(snapshot, &indexes); !s.ok()) return s;
  auto building = ReadNumbered(snapshot, kBuildingPrefix);
  if (!building.ok()) return building.status();
  for (const auto& [number, value] : *building) {
    ByteReader reader(value);
    IndexBuild build = {number, reader.Uint64()};
    if (!reader.Complete()) return Damaged(kBuildingPrefix);
    bool known = number != kAllIndex && indexes.Find(number) != nullptr;
    if (known) indexes.building.push_back(build);
  }
  auto dropped = ReadNumbered(snapshot, kDroppedPrefix);
  if (!dropped.ok()) return dropped.status();
  for (const auto& [number, value] : *dropped) {
    ByteReader reader(value);
    bool terms_gone = reader.Byte() != 0;
    if (!reader.ok()) return Damaged(kDroppedPrefix);
    bool known = indexes.Find(number) == nullptr;
    if (known && number < indexes.next_number) {
      indexes.dropped.push_back(
          {number, terms_gone, std::string(reader.Rest())});
    }
  }
  indexes.Settle();
  return indexes;
}

Result<std::vector<std::string>> CheckIndexCatalog(const KvSnapshot& snapshot) {
  Result<IndexCatalog> indexes = ReadIndexCatalog(snapshot);
  if (!indexes.ok()) return indexes.status();
  auto building = ReadNumbered(snapshot, kBuildingPrefix);
  if (!building.ok()) return building.status();
  auto dropped = ReadNumbered(snapshot, kDroppedPrefix);
  if (!dropped.ok()) return dropped.status();
  std::vector<std::string> problems;
  for (const auto& [number, value] : *building) {
    if (indexes->FindBuild(number) != nullptr) continue;
    problems.push_back("the catalog tells how far index " +
                       std::to_string(number) + " is, which is none");
  }
  for (const auto& [number, value] : *dropped) {
    if (indexes->FindDrop(number) != nullptr) continue;
    problems.push_back("the catalog tells that index " +
                       std::to_string(number) + " is dropped, which was none");
  }
  return problems;
}

}  // namespace pressmark::engine
