#include "query/plan_estimate.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "engine/posting_list.h"
#include "engine/terms.h"

namespace pressmark::query {

namespace {

using engine::Bucket;

class ClipEstimate {
 public:
  ClipEstimate(const engine::Reader& reader, const Budget& budget)
      : reader_(reader), budget_(budget) {}

  // Goes no deeper than the plan, which is no deeper than Limits::query_depth.
  Status Run(PlanNode* node) {
    return std::visit(Visitor{*this, node}, node->node);
  }

 private:
  struct Visitor {
    ClipEstimate& estimate;
    PlanNode* node;

    Status operator()(IntersectionNode& held) const {
      Status s = estimate.RunAll(&held.operands);
      for (const PlanNode& operand : held.operands) {
        node->at_most = std::min(node->at_most, operand.at_most);
      }
      return s;
    }
    Status operator()(UnionNode& held) const {
      Status s = estimate.RunAll(&held.operands);
      std::uint64_t sum = 0;
      for (const PlanNode& operand : held.operands) sum += operand.at_most;
      node->at_most = std::min(node->at_most, sum);
      return s;
    }
    Status operator()(DifferenceNode& held) const {
      Status s = estimate.RunAll(&held.operands);
      node->at_most = std::min(node->at_most, held.operands[0].at_most);
      return s;
    }
    Status operator()(ClippedNode& held) const {
      if (Status s = estimate.RunAll(&held.operand); !s.ok()) return s;
      node->at_most = std::min(node->at_most, held.operand.front().at_most);
      return estimate.Clip(held.clip, &node->at_most);
    }
    template <typename Leaf>
    Status operator()(Leaf&) const {
      return {};
    }
  };

  Status RunAll(std::vector<PlanNode>* nodes) {
    for (PlanNode& node : *nodes) {
      if (Status s = Run(&node); !s.ok()) return s;
    }
    return {};
  }

  Status Clip(const DateClip& clip, std::uint64_t* at_most) {
    auto all = reader_.Postings(engine::kAllIndex, engine::AllTerm());
    if (!all.ok()) return all.status();
    engine::PostingList& list = **all;
    IdClipper clipper(clip);
    std::uint64_t sum = 0;
    std::optional<Bucket> inside = clipper.NextBucket(0);
    while (inside && list.Seek(*inside)) {
      if (Status s = budget_.Check(); !s.ok()) return s;
      Bucket found = list.bucket();
      inside = clipper.NextBucket(found);
      if (inside != found) continue;
      sum += list.count();
      inside = clipper.NextBucket(found + 1);
    }
    *at_most = std::min(*at_most, sum);
    return list.status();
  }

  const engine::Reader& reader_;
  const Budget& budget_;
};

}  // namespace

Status EstimateClips(const engine::Reader& reader, const Budget& budget,
                     PlanNode* node) {
  return ClipEstimate(reader, budget).Run(node);
}

}  // namespace pressmark::query
