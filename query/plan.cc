#include "query/plan.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "query/plan_estimate.h"
#include "query/plan_leaf.h"
#include "query/plan_node.h"

// Negations are pushed down to the tests on the way; there an exact list is
// subtracted, and any other test is rechecked. Each operand of the filter's
// outermost `and` is planned by itself, so that only those the lists do not
// decide are looked at again on the records.

namespace pressmark::query {

namespace {

class Planner {
 public:
  Planner(const engine::Reader& reader, std::int16_t zone_minutes,
          const Budget& budget)
      : reader_(reader),
        budget_(budget),
        allowance_(budget.memory_left() / sizeof(std::uint64_t)),
        maker_(reader.article_count(), &allowance_),
        leaves_(reader, zone_minutes, budget, maker_) {}

  Result<Plan> Make(const Condition& filter) {
    AddConjuncts(filter, false);
    if (Status s = BuildConjuncts(); !s.ok()) return s;
    DropCostlyTerms();
    Plan plan;
    AllOf recheck;
    std::vector<Candidate> candidates;
    candidates.reserve(conjuncts_.size());
    for (Conjunct& conjunct : conjuncts_) {
      if (!conjunct.candidate.exact) {
        recheck.operands.push_back(conjunct.negated
                                       ? Condition{Not{{*conjunct.condition}}}
                                       : *conjunct.condition);
      }
      candidates.push_back(std::move(conjunct.candidate));
    }
    plan.source = maker_.And(std::move(candidates)).node;
    if (recheck.operands.empty() || plan.empty()) return plan;
    plan.recheck = recheck.operands.size() == 1
                       ? std::move(recheck.operands.front())
                       : Condition{std::move(recheck)};
    return plan;
  }

 private:
  // To walk so many terms takes as long as to read a record and look at it.
  static constexpr std::uint64_t kTermsForARecord = 16;
  static constexpr std::uint64_t kFewTerms = 64;
  static constexpr std::uint64_t kAny =
      std::numeric_limits<std::uint64_t>::max();

  // A part of the filter that every article must satisfy.
  struct Conjunct {
    const Condition* condition;
    bool negated;
    bool walks_terms;
    Candidate candidate;
  };

  void AddConjuncts(const Condition& condition, bool negated) {
    if (const auto* inner = std::get_if<Not>(&condition.node)) {
      return AddConjuncts(inner->operand.front(), !negated);
    }
    const std::vector<Condition>* operands = nullptr;
    if (const auto* all = std::get_if<AllOf>(&condition.node)) {
      if (!negated) operands = &all->operands;
    } else if (const auto* any = std::get_if<AnyOf>(&condition.node)) {
      if (negated) operands = &any->operands;
    }
    if (operands == nullptr) {
      bool walks = LeafPlanner::WalksTerms(condition);
      conjuncts_.push_back({&condition, negated, walks, {}});
      all_cheap_ = all_cheap_ && !walks;
      return;
    }
    for (const Condition& operand : *operands) AddConjuncts(operand, negated);
  }

  // First the parts that a few terms decide. Where they leave few articles it
  // is not worth it to walk the many terms that the others take in.
  Status BuildConjuncts() {
    std::uint64_t least = kAny / kTermsForARecord - kFewTerms;
    for (Conjunct& conjunct : conjuncts_) {
      if (conjunct.walks_terms) continue;
      if (Status s = BuildConjunct(&conjunct); !s.ok()) return s;
      if (all_cheap_) continue;
      PlanNode& node = conjunct.candidate.node;
      if (Status s = EstimateClips(reader_, budget_, &node); !s.ok()) return s;
      least = std::min(least, node.at_most);
    }
    terms_worth_ = kFewTerms + least * kTermsForARecord;
    for (Conjunct& conjunct : conjuncts_) {
      if (!conjunct.walks_terms) continue;
      if (Status s = BuildConjunct(&conjunct); !s.ok()) return s;
    }
    return {};
  }

  Status BuildConjunct(Conjunct* conjunct) {
    auto candidate = Build(*conjunct->condition, conjunct->negated);
    if (!candidate.ok()) return candidate.status();
    conjunct->candidate = *std::move(candidate);
    return {};
  }

  // Where another part leaves few articles, to look at those is cheaper than
  // to gather the ids of many terms.
  void DropCostlyTerms() {
    std::uint64_t least = kAny;
    for (const Conjunct& conjunct : conjuncts_) {
      const PlanNode& node = conjunct.candidate.node;
      bool gathered = std::holds_alternative<TermsNode>(node.node);
      if (!gathered) least = std::min(least, node.at_most);
    }
    for (Conjunct& conjunct : conjuncts_) {
      const PlanNode& node = conjunct.candidate.node;
      const auto* terms = std::get_if<TermsNode>(&node.node);
      if (terms == nullptr) continue;
      std::uint64_t cost = terms->terms + node.at_most / 64;
      if (least < cost) conjunct.candidate = maker_.Unknown();
    }
  }

  Result<Candidate> Build(const Condition& condition, bool negated) {
    if (const auto* inner = std::get_if<Not>(&condition.node)) {
      return Build(inner->operand.front(), !negated);
    }
    if (const auto* all = std::get_if<AllOf>(&condition.node)) {
      return BuildJunction(all->operands, !negated, negated);
    }
    if (const auto* any = std::get_if<AnyOf>(&condition.node)) {
      return BuildJunction(any->operands, negated, negated);
    }
    Result<Candidate> leaf = leaves_.Plan(condition, terms_worth_);
    if (!leaf.ok() || !negated) return leaf;
    return maker_.Not(*std::move(leaf));
  }

  Result<Candidate> BuildJunction(const std::vector<Condition>& operands,
                                  bool conjunction, bool negated) {
    std::vector<Candidate> candidates;
    for (const Condition& operand : operands) {
      Result<Candidate> candidate = Build(operand, negated);
      if (!candidate.ok()) return candidate;
      candidates.push_back(*std::move(candidate));
    }
    return conjunction ? maker_.And(std::move(candidates))
                       : maker_.Or(std::move(candidates));
  }

  const engine::Reader& reader_;
  const Budget& budget_;
  GatherAllowance allowance_;
  PlanMaker maker_;
  LeafPlanner leaves_;
  std::vector<Conjunct> conjuncts_;
  bool all_cheap_ = true;  // none walks terms
  std::uint64_t terms_worth_ = kAny;
};

}  // namespace

Result<Plan> MakePlan(const Condition& filter, const engine::Reader& reader,
                      std::int16_t zone_minutes, const Budget& budget) {
  return Planner(reader, zone_minutes, budget).Make(filter);
}

}  // namespace pressmark::query
