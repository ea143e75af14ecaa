#include "query/facet_sums.h"

#include <memory>
#include <utility>

namespace pressmark::query {

namespace {

using engine::Bucket;

class FacetAdder {
 public:
  FacetAdder(std::uint32_t index, const DateClip& clip, FacetSums* sums,
             Execution* execution)
      : index_(index),
        clipper_(clip),
        sums_(*sums),
        slots_(sums->facets.names().size()),
        execution_(*execution) {}

  Status Add() {
    sums_.counts.resize(slots_);
    if (Status s = AddWhole(); !s.ok()) return s;
    return cuts_.empty() ? Status() : AddCut();
  }

 private:
  // A bucket that the clip cuts, and what it holds in all, by slot.
  struct Cut {
    Bucket bucket = 0;
    std::vector<std::uint64_t> counts;
  };

  Status AddWhole() {
    engine::Facets& facets = sums_.facets;
    std::optional<Bucket> inside = clipper_.NextBucket(0);
    while (inside && facets.Seek(*inside)) {
      if (Status s = execution_.budget.Check(); !s.ok()) return s;
      Bucket found = facets.bucket();
      inside = clipper_.NextBucket(found);
      if (inside != found) continue;
      bool whole = clipper_.CoversAll(found);
      if (!whole) {
        cuts_.push_back({found, std::vector<std::uint64_t>(slots_)});
      }
      Status s = facets.AddTo(whole ? &sums_.counts : &cuts_.back().counts);
      if (!s.ok()) return s;
      inside = clipper_.NextBucket(found + 1);
    }
    return facets.status();
  }

  Status AddCut() {
    auto terms = execution_.reader->Terms(index_, {}, {});
    if (!terms.ok()) return terms.status();
    while ((*terms)->Next()) {
      if (Status s = execution_.budget.Check(); !s.ok()) return s;
      if (Status s = AddCutOf(**terms); !s.ok()) return s;
    }
    return (*terms)->status();
  }

  Status AddCutOf(const engine::TermCursor& terms) {
    std::size_t slot = terms.entry().slot().value_or(slots_);
    if (slot >= slots_) {
      return Corruption("a term has no slot in the facets of its index");
    }
    std::unique_ptr<engine::PostingList> list;
    for (const Cut& cut : cuts_) {
      if (cut.counts[slot] == 0) continue;
      if (list == nullptr) {
        auto opened = terms.Postings();
        if (!opened.ok()) return opened.status();
        list = *std::move(opened);
      }
      bool there = list->Seek(cut.bucket) && list->bucket() == cut.bucket;
      if (there) sums_.counts[slot] += clipper_.Count(list->Ids());
    }
    if (list == nullptr) return {};
    execution_.Charge(list->cost());
    return list->status();
  }

  std::uint32_t index_;
  IdClipper clipper_;
  FacetSums& sums_;
  std::size_t slots_;
  Execution& execution_;
  std::vector<Cut> cuts_;
};

}  // namespace

Result<std::optional<FacetSums>> SumFacets(std::uint32_t index,
                                           const DateClip& clip,
                                           Execution* execution) {
  auto facets = execution->reader->OpenFacets(index);
  if (!facets.ok()) return facets.status();
  if (!*facets) return std::optional<FacetSums>();
  FacetSums sums{**std::move(facets), {}};
  Status s = FacetAdder(index, clip, &sums, execution).Add();
  if (!s.ok()) return s;
  return std::optional(std::move(sums));
}

}  // namespace pressmark::query
