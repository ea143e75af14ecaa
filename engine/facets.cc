#include "engine/facets.h"

#include <utility>

#include "engine/keys.h"

namespace pressmark::engine {

Result<std::optional<Facets>> Facets::Open(const KvSnapshot& snapshot,
                                           std::uint32_t index) {
  auto value = snapshot.Get(Family::kFacets, FacetNamesKey(index));
  if (!value.ok()) return value.status();
  if (*value == nullptr) return std::optional<Facets>();
  Result<FacetNamesView> view = FacetNamesView::Parse((*value)->bytes());
  if (!view.ok()) return view.status();
  if (view->given_up()) return std::optional<Facets>();
  auto names = view->Names();
  if (!names.ok()) return names.status();
  KeyRange range = FacetCountsRange(index);
  auto counts = snapshot.Scan(Family::kFacets, range.lower, range.upper);
  if (!counts.ok()) return counts.status();
  Facets facets;
  facets.index_ = index;
  facets.stored_names_ = *std::move(value);
  facets.names_ = *std::move(names);
  facets.counts_ = *std::move(counts);
  return std::optional(std::move(facets));
}

bool Facets::Fail(const Status& status) {
  found_ = false;
  status_ = status;
  return false;
}

bool Facets::Seek(Bucket bucket) {
  if (!status_.ok()) return false;
  // Most often the next: a step costs a tenth of a seek.
  if (found_ && bucket_ < bucket) {
    counts_->Next();
  } else {
    found_ = false;
  }
  for (bool sought = !found_;; sought = true) {
    if (sought) counts_->Seek(FacetCountsKey(index_, bucket));
    if (!counts_->Valid()) return Fail(counts_->status());
    Result<FacetKeyParts> key = ParseFacetKey(counts_->key());
    if (!key.ok()) return Fail(key.status());
    bucket_ = key->bucket.value_or(0);
    found_ = true;
    if (sought || bucket_ >= bucket) return true;
  }
}

Status Facets::AddTo(std::vector<std::uint64_t>* sums) const {
  if (Status s = AddFacetCounts(counts_->value(), sums); !s.ok()) return s;
  if (sums->size() <= names_.size()) return {};
  return Corruption("facets: there are more counts than names");
}

}  // namespace pressmark::engine
