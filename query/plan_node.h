#ifndef PRESSMARK_QUERY_PLAN_NODE_H_
#define PRESSMARK_QUERY_PLAN_NODE_H_

#include <cstdint>
#include <vector>

#include "query/plan.h"

namespace pressmark::query {

// What a condition, or a part of one, is as a plan. Where it is not exact,
// the node takes in every article that satisfies the condition, and more.
struct Candidate {
  PlanNode node;
  bool exact = true;
};

// How many ids the parts of one plan may gather in memory between them.
class GatherAllowance {
 public:
  explicit GatherAllowance(std::uint64_t ids) : ids_(ids) {}

  // Whether so many more may be gathered; they then are.
  bool Take(std::uint64_t ids) {
    if (ids > ids_) return false;
    ids_ -= ids;
    return true;
  }

 private:
  std::uint64_t ids_;
};

// Makes plan nodes in a canonical shape: clips outside, then differences of
// intersections; nothing and everything swallowed; nested lists flat. So
// contradictions become nothing here, and nobody reads for them.
class PlanMaker {
 public:
  // Of a store of so many articles. The allowance must outlive it.
  PlanMaker(std::uint64_t articles, GatherAllowance* allowance)
      : articles_(articles), allowance_(*allowance) {}

  PlanNode Nothing() const { return {}; }
  PlanNode Everything() const { return {EverythingNode{}, articles_}; }
  PlanNode Clip(const DateClip& clip) const;
  // Articles that were found by their keys: in any order, perhaps twice.
  PlanNode Keys(IdVector ids) const;
  // What is in all of them; everything where there are none.
  PlanNode Intersect(std::vector<PlanNode> operands) const;
  // What is in any of them; nothing where there are none.
  PlanNode Unite(std::vector<PlanNode> operands) const;
  PlanNode Complement(PlanNode operand) const;
  // Whether the ids of a node with many terms may be gathered.
  bool MayGather(const PlanNode& node) const {
    return allowance_.Take(node.at_most);
  }

  // The same of candidates. What is not known of an operand is not known of
  // the result, unless the rest decides it.
  Candidate And(std::vector<Candidate> operands) const;
  Candidate Or(std::vector<Candidate> operands) const;
  // Everything, to be rechecked, where `operand` is not exact.
  Candidate Not(Candidate operand) const;
  // Every article, to be rechecked: what no index helps with.
  Candidate Unknown() const { return {Everything(), false}; }

 private:
  struct Parts;

  void TakeApart(PlanNode node, Parts* parts) const;

  void GatherKeys(std::vector<PlanNode>* nodes) const;
  std::vector<PlanNode> GatherTerms(std::vector<PlanNode> nodes) const;

  std::uint64_t articles_;
  GatherAllowance& allowance_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_NODE_H_
