#include "query/plan.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "query/index_match.h"
#include "query/plan_date.h"
#include "query/plan_estimate.h"
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
        maker_(reader.article_count(),
               budget.memory_left() / sizeof(std::uint64_t)) {}

  Result<Plan> Make(const Condition& filter) {
    if (Status s = AddConjuncts(filter, false); !s.ok()) return s;
    if (Status s = DropCostlyTerms(); !s.ok()) return s;
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
  using Path = std::vector<std::string>;

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
  Status DropCostlyTerms() {
    if (std::none_of(conjuncts_.begin(), conjuncts_.end(), IsGathered)) {
      return {};
    }
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (Conjunct& conjunct : conjuncts_) {
      if (IsGathered(conjunct)) continue;
      PlanNode& node = conjunct.candidate.node;
      if (Status s = EstimateClips(reader_, budget_, &node); !s.ok()) return s;
      least = std::min(least, node.at_most);
    }
    for (Conjunct& conjunct : conjuncts_) {
      if (!IsGathered(conjunct)) continue;
      const auto& terms = std::get<TermsNode>(conjunct.candidate.node.node);
      std::uint64_t cost = terms.terms + conjunct.candidate.node.at_most / 64;
      if (least < cost) conjunct.candidate = maker_.Unknown();
    }
    return {};
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
      return BuildTest(*test, {});
    }
    if (const auto* presence = std::get_if<PresenceTest>(&condition.node)) {
      return BuildPresence(*presence, {});
    }
    return BuildElement(std::get<ElementCondition>(condition.node), {});
  }

  // The articles that may have an element of which the condition holds: each
  // test of it holds somewhere in such an article.
  Result<Candidate> BuildElement(const ElementCondition& element, Path above) {
    if (element.subject.root != SubjectRoot::kElement) above.clear();
    for (const parser::Segment& segment : element.subject.path) {
      if (!segment.element) above.push_back(segment.name);
    }
    return BuildInside(element.condition.front(), above);
  }

  Result<Candidate> BuildInside(const Condition& condition, const Path& above) {
    Result<Candidate> candidate = BuildInsideExactly(condition, above);
    if (candidate.ok() && !IsNothing(*candidate)) candidate->exact = false;
    return candidate;
  }

  Result<Candidate> BuildInsideExactly(const Condition& condition,
                                       const Path& above) {
    if (const auto* test = std::get_if<Test>(&condition.node)) {
      return BuildTest(*test, above);
    }
    if (const auto* presence = std::get_if<PresenceTest>(&condition.node)) {
      return BuildPresence(*presence, above);
    }
    if (const auto* element = std::get_if<ElementCondition>(&condition.node)) {
      return BuildElement(*element, above);
    }
    if (std::holds_alternative<Not>(condition.node)) return maker_.Unknown();
    const auto* all = std::get_if<AllOf>(&condition.node);
    const std::vector<Condition>& operands =
        all != nullptr ? all->operands
                       : std::get<AnyOf>(condition.node).operands;
    std::vector<Candidate> candidates;
    for (const Condition& operand : operands) {
      Result<Candidate> candidate = BuildInside(operand, above);
      if (!candidate.ok()) return candidate;
      candidates.push_back(*std::move(candidate));
    }
    return all != nullptr ? maker_.And(std::move(candidates))
                          : maker_.Or(std::move(candidates));
  }

  Result<Candidate> BuildPresence(const PresenceTest& presence,
                                  const Path& above) {
    const Subject& subject = presence.subject;
    if (IsArticleDate(subject)) {
      return Candidate{maker_.Clip(DateClip::Dated())};
    }
    for (const IndexMatch& match : MatchIndexes(reader_, subject, above)) {
      bool has = presence.has || match.index->field;
      Result<Candidate> candidate =
          PlanPresence(*match.index, has, reader_, maker_);
      if (candidate.ok() && match.wider) candidate->exact = false;
      return candidate;
    }
    return maker_.Unknown();
  }

  Result<Candidate> BuildTest(const Test& test, const Path& above) {
    if (IsNeverNull(test)) return Candidate{};
    if (IsIdDate(test.subject)) return BuildDateTest(test);
    Candidate best = maker_.Unknown();
    for (const IndexMatch& match : MatchIndexes(reader_, test.subject, above)) {
      Result<Candidate> candidate = BuildTestBy(test, match);
      if (!candidate.ok()) return candidate;
      bool better = std::pair(!candidate->exact, candidate->node.at_most) <
                    std::pair(!best.exact, best.node.at_most);
      if (better) best = *std::move(candidate);
    }
    return best;
  }

  Result<Candidate> BuildTestBy(const Test& test, const IndexMatch& match) {
    bool field = match.index->field.has_value();
    bool any_value = test.kind == TestKind::kAnyValue;
    Result<Candidate> candidate =
        any_value ? PlanPresence(*match.index, field, reader_, maker_)
                  : PlanTerms(test, *match.index, zone_minutes_, reader_,
                              maker_, budget_);
    // The lists hold the articles of which any value passes; and a path that
    // is there may hold no value at all.
    bool some = (test.every && (test.subject.many || !field)) ||
                (any_value && !field) || match.wider;
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
