#include "query/plan.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "query/plan_date.h"
#include "query/plan_node.h"
#include "query/plan_terms.h"

// Negations are pushed down to the tests on the way; there an exact list is
// subtracted, and any other test is rechecked. Each operand of the filter's
// outermost `and` is planned by itself, so that only those the lists do not
// decide are looked at again on the records.

namespace pressmark::query {

namespace {

using parser::Function;

class Planner {
 public:
  Planner(const engine::Reader& reader, std::int16_t zone_minutes,
          const Budget& budget)
      : reader_(reader),
        zone_minutes_(zone_minutes),
        budget_(budget),
        maker_(reader.article_count()) {}

  Result<Plan> Make(const Condition& filter) {
    if (Status s = AddConjuncts(filter, false); !s.ok()) return s;
    DropCostlyTerms();
    Plan plan;
    AllOf recheck;
    std::vector<Candidate> candidates;
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
  // A part of the filter that every article must satisfy.
  struct Conjunct {
    const Condition* condition;
    bool negated;
    Candidate candidate;
  };

  Status AddConjuncts(const Condition& condition, bool negated) {
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
      Result<Candidate> candidate = Build(condition, negated);
      if (!candidate.ok()) return candidate.status();
      conjuncts_.push_back({&condition, negated, *std::move(candidate)});
      return {};
    }
    for (const Condition& operand : *operands) {
      if (Status s = AddConjuncts(operand, negated); !s.ok()) return s;
    }
    return {};
  }

  // Where another part leaves few articles, to look at those is cheaper than
  // to gather the ids of many terms.
  void DropCostlyTerms() {
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (const Conjunct& conjunct : conjuncts_) {
      if (!IsGathered(conjunct)) {
        least = std::min(least, conjunct.candidate.node.at_most);
      }
    }
    for (Conjunct& conjunct : conjuncts_) {
      if (!IsGathered(conjunct)) continue;
      const auto& terms = std::get<TermsNode>(conjunct.candidate.node.node);
      std::uint64_t cost = terms.terms + conjunct.candidate.node.at_most / 64;
      if (least < cost) conjunct.candidate = maker_.Unknown();
    }
  }

  static bool IsGathered(const Conjunct& conjunct) {
    return std::holds_alternative<TermsNode>(conjunct.candidate.node.node);
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
    Result<Candidate> leaf = BuildLeaf(condition);
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

  Result<Candidate> BuildLeaf(const Condition& condition) {
    if (const auto* test = std::get_if<Test>(&condition.node)) {
      return BuildTest(*test);
    }
    if (const auto* presence = std::get_if<PresenceTest>(&condition.node)) {
      return BuildPresence(presence->subject);
    }
    return maker_.Unknown();
  }

  Result<Candidate> BuildPresence(const Subject& subject) {
    if (IsArticleDate(subject)) {
      return Candidate{maker_.Clip(DateClip::Dated())};
    }
    const engine::IndexDefinition* index = IndexOf(reader_, subject);
    if (index == nullptr) return maker_.Unknown();
    return PlanPresence(*index, reader_, maker_);
  }

  Result<Candidate> BuildTest(const Test& test) {
    if (IsNeverNull(test)) return Candidate{};
    if (IsIdDate(test.subject)) return BuildDateTest(test);
    const engine::IndexDefinition* index = IndexOf(reader_, test.subject);
    if (index == nullptr) return maker_.Unknown();
    if (test.kind == TestKind::kAnyValue) {
      return PlanPresence(*index, reader_, maker_);
    }
    Result<Candidate> candidate =
        PlanTerms(test, *index, zone_minutes_, reader_, maker_, budget_);
    // The lists hold the articles of which any value passes.
    bool some = test.every && test.subject.many;
    if (candidate.ok() && some && !IsNothing(*candidate)) {
      candidate->exact = false;
    }
    return candidate;
  }

  Result<Candidate> BuildDateTest(const Test& test) {
    bool exact = true;
    std::optional<DateClip> clip = ClipOf(test, zone_minutes_, &exact);
    if (!clip) return maker_.Unknown();
    return Candidate{maker_.Clip(*clip), exact || clip->empty()};
  }

  static bool IsNothing(const Candidate& candidate) {
    return std::holds_alternative<NothingNode>(candidate.node.node);
  }

  // `field = null`: a field holds only what may be used.
  static bool IsNeverNull(const Test& test) {
    const Subject& subject = test.subject;
    bool field = subject.root == SubjectRoot::kField &&
                 subject.function == Function::kNone;
    if (!field || test.kind != TestKind::kIn || test.items.size() != 1) {
      return false;
    }
    const auto* literal = std::get_if<Literal>(&test.items.front());
    return literal != nullptr && literal->null;
  }

  const engine::Reader& reader_;
  std::int16_t zone_minutes_;
  const Budget& budget_;
  PlanMaker maker_;
  std::vector<Conjunct> conjuncts_;
};

}  // namespace

Result<Plan> MakePlan(const Condition& filter, const engine::Reader& reader,
                      std::int16_t zone_minutes, const Budget& budget) {
  return Planner(reader, zone_minutes, budget).Make(filter);
}

}  // namespace pressmark::query
