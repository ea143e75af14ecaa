#include "engine/check_facets.h"

#include <memory>
#include <optional>

#include "engine/check.h"
#include "engine/keys.h"

namespace pressmark::engine {

void FacetAudit::Expect(std::uint32_t index, std::string_view term,
                        const StoredTermEntry& entry,
                        std::span<const std::uint64_t> ids) {
  if (index == kAllIndex) return;
  Expected& expected = expected_[index];
  std::size_t slot = entry.slot.value_or(kFacetSlots);
  std::vector<FacetName>& slots = expected.names.slots;
  if (slot < kFacetSlots && slots.size() <= slot) slots.resize(slot + 1);
  if (slot >= kFacetSlots || !slots[slot].term.empty()) {
    expected.lacks_slots = true;
    return;
  }
  slots[slot].term = term;
  if (!entry.spellings.empty()) {
    slots[slot].spelling = entry.spellings.front().text;
  }
  for (std::uint64_t id : ids) {
    FacetCounts& counts = expected.counts[BucketOf({id})];
    if (counts.size() <= slot) counts.resize(slot + 1);
    ++counts[slot];
  }
}

void FacetAudit::Problem(std::uint32_t index, std::string_view what) {
  AddProblem(
      "the facets of index " + std::to_string(index) + ' ' + std::string(what),
      report_);
}

void FacetAudit::Compare(CheckReport* report) {
  report_ = report;
  auto scan = reader_.snapshot().Scan(Family::kFacets, {}, {});
  if (!AddProblem(scan.status(), report_)) return;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    Result<FacetKeyParts> key = ParseFacetKey((*scan)->key());
    if (!AddProblem(key.status(), report_)) continue;
    if (indexes_.Find(key->index) == nullptr) {
      if (indexes_.FindDrop(key->index) == nullptr) {
        Problem(key->index, "are of none that there is");
      }
    } else if (key->bucket) {
      CompareCounts(key->index, *key->bucket, (*scan)->value());
    } else {
      CompareNames(key->index, (*scan)->value());
    }
  }
  AddProblem((*scan)->status().WithContext("facets"), report_);
  for (const auto& [index, expected] : expected_) {
    if (!expected.seen) Problem(index, "are lost");
    if (!expected.counts.empty()) {
      Problem(index, "lack the counts of " +
                         std::to_string(expected.counts.size()) + " months");
    }
  }
}

// The names stand before the counts of their index.
void FacetAudit::CompareNames(std::uint32_t index, std::string_view value) {
  Expected& expected = expected_[index];
  expected.seen = true;
  Result<FacetNamesView> view = FacetNamesView::Parse(value);
  Result<FacetNames> names =
      view.ok() ? view->Copy() : Result<FacetNames>(view.status());
  if (!AddProblem(names.status(), report_)) return;
  if (names->given_up) {
    expected.counts.clear();
    return;
  }
  std::vector<FacetName>& slots = names->slots;
  while (!slots.empty() && slots.back().term.empty()) slots.pop_back();
  if (expected.lacks_slots || *names != expected.names) {
    Problem(index, "name other terms than it has");
  }
}

void FacetAudit::CompareCounts(std::uint32_t index, Bucket bucket,
                               std::string_view value) {
  Result<FacetCounts> counts = DecodeFacetCounts(value);
  if (!AddProblem(counts.status(), report_)) return;
  auto& all = expected_[index].counts;
  auto expected = all.find(bucket);
  bool same = expected != all.end() && expected->second == *counts;
  if (!same) {
    Problem(index, "count other articles in bucket " + std::to_string(bucket) +
                       " than its lists");
  }
  if (expected != all.end()) all.erase(expected);
}

}  // namespace pressmark::engine
