#include "engine/change_horizon.h"

#include <memory>
#include <string>
#include <utility>

#include "engine/bytes.h"
#include "engine/changes.h"
#include "engine/key_entry.h"
#include "engine/keys.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

// The change goes whatever its key says; the key's entry only where it is
// still the tombstone of that change.
Status Forget(const KvSnapshot& snapshot, Change change, KvBatch* batch) {
  auto value = snapshot.Get(Family::kKeys, change.key);
  if (!value.ok()) return value.status();
  if (*value != nullptr) {
    Result<KeyEntry> entry = DecodeKeyEntry((*value)->bytes());
    if (!entry.ok()) {
      return entry.status().WithContext("article " +
                                        schema::Excerpt(change.key));
    }
    if (!entry->live && entry->sequence == change.sequence) {
      batch->Delete(Family::kKeys, std::move(change.key));
    }
  }
  batch->Delete(Family::kChanges, ChangeKey(change.sequence));
  return {};
}

}  // namespace

Result<std::uint64_t> ReadHorizon(const KvSnapshot& snapshot,
                                  std::uint64_t last) {
  auto value = snapshot.Get(Family::kCatalog, kHorizonName);
  if (!value.ok()) return value.status();
  if (*value == nullptr) return std::uint64_t{0};
  ByteReader reader((*value)->bytes());
  std::uint64_t horizon = reader.Uint64();
  if (!reader.Complete() || horizon == 0 || horizon - 1 > last) {
    return Corruption("catalog: horizon is damaged");
  }
  return horizon;
}

void PutHorizon(std::uint64_t horizon, KvBatch* batch) {
  std::string value;
  AppendUint64(horizon, &value);
  batch->Put(Family::kCatalog, std::string(kHorizonName), std::move(value));
}

Result<std::uint64_t> PlanForgetting(const KvSnapshot& snapshot,
                                     std::uint64_t from, std::uint64_t horizon,
                                     std::size_t most, KvBatch* batch) {
  auto scan =
      snapshot.Scan(Family::kChanges, ChangeKey(from), ChangeKey(horizon));
  if (!scan.ok()) return scan.status();
  std::size_t count = 0;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    Result<Change> change = DecodeChange((*scan)->key(), (*scan)->value());
    if (!change.ok()) return change.status();
    if (count++ == most) return change->sequence;
    if (change->kind != ChangeKind::kRemoved) continue;
    Status s = Forget(snapshot, *std::move(change), batch);
    if (!s.ok()) return s;
  }
  if (Status s = (*scan)->status(); !s.ok()) return s;
  return horizon;
}

}  // namespace pressmark::engine
