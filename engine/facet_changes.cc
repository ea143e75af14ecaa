#include "engine/facet_changes.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "engine/fixed_integer.h"

namespace pressmark::engine {

namespace {

Status Mismatch(std::uint32_t index) {
  return Corruption("the facets of index " + std::to_string(index) +
                    " do not hold what its terms say; rebuild the store");
}

}  // namespace

Status DeleteFacets(const KvSnapshot& snapshot, const KeyRange& range,
                    KvBatch* batch) {
  auto scan = snapshot.Scan(Family::kFacets, range.lower, range.upper);
  if (!scan.ok()) return scan.status();
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    batch->Delete(Family::kFacets, std::string((*scan)->key()));
  }
  return (*scan)->status();
}

Result<FacetChanges::Names*> FacetChanges::Find(std::uint32_t index) {
  auto known = names_.find(index);
  if (known != names_.end()) return &known->second;
  auto value = snapshot_.Get(Family::kFacets, FacetNamesKey(index));
  if (!value.ok()) return value.status();
  Names read;
  if (*value != nullptr) {
    Result<FacetNamesView> view = FacetNamesView::Parse((*value)->bytes());
    if (!view.ok()) return view.status();
    Result<FacetNames> names = view->Copy();
    if (!names.ok()) return names.status();
    read.names = *std::move(names);
  }
  return &names_.emplace(index, std::move(read)).first->second;
}

Result<FacetName*> FacetChanges::FindUsed(std::uint32_t index, FacetSlot slot) {
  Result<Names*> found = Find(index);
  if (!found.ok()) return found.status();
  FacetNames& names = (*found)->names;
  // A term keeps the slot that it had before its index was given up.
  if (names.given_up) return nullptr;
  if (slot >= names.slots.size() || names.slots[slot].term.empty()) {
    return Mismatch(index);
  }
  (*found)->changed = true;
  return &names.slots[slot];
}

Result<std::optional<FacetSlot>> FacetChanges::Enter(
    std::uint32_t index, std::string_view term, std::string_view spelling) {
  Result<Names*> found = Find(index);
  if (!found.ok()) return found.status();
  FacetNames& names = (*found)->names;
  if (names.given_up) return std::optional<FacetSlot>();
  (*found)->changed = true;
  auto free =
      std::find_if(names.slots.begin(), names.slots.end(),
                   [](const FacetName& name) { return name.term.empty(); });
  auto slot = static_cast<std::size_t>(free - names.slots.begin());
  if (slot == kFacetSlots) {
    names = {true, {}};
    return std::optional<FacetSlot>();
  }
  if (slot == names.slots.size()) names.slots.emplace_back();
  names.slots[slot] = {std::string(term), std::string(spelling)};
  return std::optional(static_cast<FacetSlot>(slot));
}

Status FacetChanges::Respell(std::uint32_t index, FacetSlot slot,
                             std::string_view spelling) {
  Result<FacetName*> name = FindUsed(index, slot);
  if (!name.ok()) return name.status();
  if (*name != nullptr) (*name)->spelling = spelling;
  return {};
}

Status FacetChanges::Leave(std::uint32_t index, FacetSlot slot) {
  Result<FacetName*> name = FindUsed(index, slot);
  if (!name.ok()) return name.status();
  if (*name != nullptr) **name = {};
  return {};
}

void FacetChanges::Count(std::uint32_t index, FacetSlot slot, Bucket bucket,
                         std::int64_t change) {
  if (change != 0) counts_[{index, bucket}].push_back({slot, change});
}

Result<bool> FacetChanges::IsGivenUp(std::uint32_t index) const {
  auto known = names_.find(index);
  if (known != names_.end()) return known->second.names.given_up;
  auto value = snapshot_.Get(Family::kFacets, FacetNamesKey(index));
  if (!value.ok()) return value.status();
  if (*value == nullptr) return Mismatch(index);
  Result<FacetNamesView> view = FacetNamesView::Parse((*value)->bytes());
  if (!view.ok()) return view.status();
  return view->given_up();
}

Status FacetChanges::PutNames(KvBatch* batch) const {
  for (const auto& [index, names] : names_) {
    if (!names.changed) continue;
    batch->Put(Family::kFacets, FacetNamesKey(index),
               EncodeFacetNames(names.names));
    if (!names.names.given_up) continue;
    Status s = DeleteFacets(snapshot_, FacetCountsRange(index), batch);
    if (!s.ok()) return s;
  }
  return {};
}

Status FacetChanges::PutCounts(KvBatch* batch) const {
  std::map<std::uint32_t, bool> given_up;
  std::vector<const std::vector<Change>*> changes;
  std::vector<std::string> keys;
  for (const auto& [place, changed] : counts_) {
    auto [known, unknown] = given_up.try_emplace(place.first, false);
    if (unknown) {
      Result<bool> is_given_up = IsGivenUp(place.first);
      if (!is_given_up.ok()) return is_given_up.status();
      known->second = *is_given_up;
    }
    if (known->second) continue;
    changes.push_back(&changed);
    keys.push_back(FacetCountsKey(place.first, place.second));
  }
  auto stored = snapshot_.MultiGet(Family::kFacets, keys);
  if (!stored.ok()) return stored.status();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Status s =
        PutChanged(std::move(keys[i]), *changes[i], (*stored)[i].get(), batch);
    if (!s.ok()) return s;
  }
  return {};
}

Status FacetChanges::PutChanged(std::string key,
                                const std::vector<Change>& changes,
                                const KvValue* stored, KvBatch* batch) {
  FacetCounts counts;
  if (stored != nullptr) {
    Result<FacetCounts> decoded = DecodeFacetCounts(stored->bytes());
    if (!decoded.ok()) return decoded.status();
    counts = *std::move(decoded);
  }
  std::vector<std::int64_t> after(counts.begin(), counts.end());
  for (const Change& change : changes) {
    if (after.size() <= change.slot) after.resize(change.slot + 1u);
    after[change.slot] += change.change;
  }
  counts.resize(after.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i] < 0 || after[i] > std::numeric_limits<std::uint32_t>::max()) {
      return Mismatch(LoadBigEndian<std::uint32_t>(key.data()));
    }
    counts[i] = static_cast<std::uint32_t>(after[i]);
  }
  std::string bytes = EncodeFacetCounts(counts);
  if (bytes.empty()) {
    batch->Delete(Family::kFacets, std::move(key));
  } else {
    batch->Put(Family::kFacets, std::move(key), std::move(bytes));
  }
  return {};
}

Status FacetChanges::Put(KvBatch* batch) const {
  if (Status s = PutNames(batch); !s.ok()) return s;
  return PutCounts(batch);
}

}  // namespace pressmark::engine
