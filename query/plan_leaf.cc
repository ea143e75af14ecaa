#include "query/plan_leaf.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "query/fields.h"
#include "query/plan_date.h"
#include "query/plan_keys.h"
#include "query/plan_terms.h"

namespace pressmark::query {

namespace {

using parser::Function;

bool IsNothing(const Candidate& candidate) {
  return std::holds_alternative<NothingNode>(candidate.node.node);
}

// `field = null`: a field holds only what may be used.
bool IsNeverNull(const Test& test) {
  const Subject& subject = test.subject;
  bool field = subject.root == SubjectRoot::kField &&
               subject.function == Function::kNone;
  if (!field || test.kind != TestKind::kIn || test.items.size() != 1) {
    return false;
  }
  const auto* literal = std::get_if<Literal>(&test.items.front());
  return literal != nullptr && literal->null;
}

bool HasRange(const Test& test) {
  return std::any_of(test.items.begin(), test.items.end(),
                     [](const auto& item) {
                       return std::holds_alternative<LiteralRange>(item);
                     });
}

// Looks for a test that takes in a range of terms.
struct TermWalkSearch {
  bool operator()(const Test& test) const {
    if (IsIdDate(test.subject)) return false;
    return IsOrderTest(test.kind) || test.kind == TestKind::kGlob ||
           HasRange(test);
  }
  bool operator()(const PresenceTest&) const { return false; }
  bool operator()(const ElementCondition& element) const {
    return Any(element.condition);
  }
  bool operator()(const AllOf& all) const { return Any(all.operands); }
  bool operator()(const AnyOf& any) const { return Any(any.operands); }
  bool operator()(const Not& negation) const { return Any(negation.operand); }

  static bool Any(const std::vector<Condition>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(),
                       LeafPlanner::WalksTerms);
  }
};

}  // namespace

bool LeafPlanner::WalksTerms(const Condition& condition) {
  return std::visit(TermWalkSearch(), condition.node);
}

Result<Candidate> LeafPlanner::Plan(const Condition& condition,
                                    std::uint64_t terms_worth) {
  terms_worth_ = terms_worth;
  if (const auto* test = std::get_if<Test>(&condition.node)) {
    return BuildTest(*test, {});
  }
  if (const auto* presence = std::get_if<PresenceTest>(&condition.node)) {
    return BuildPresence(*presence, {});
  }
  return BuildElement(std::get<ElementCondition>(condition.node), {});
}

Result<Candidate> LeafPlanner::BuildElement(const ElementCondition& element,
                                            Path above) {
  if (element.subject.root != SubjectRoot::kElement) above.clear();
  for (const parser::Segment& segment : element.subject.path) {
    if (!segment.element) above.push_back(segment.name);
  }
  return BuildInside(element.condition.front(), above);
}

Result<Candidate> LeafPlanner::BuildInside(const Condition& condition,
                                           const Path& above) {
  Result<Candidate> candidate = BuildInsideExactly(condition, above);
  if (candidate.ok() && !IsNothing(*candidate)) candidate->exact = false;
  return candidate;
}

Result<Candidate> LeafPlanner::BuildInsideExactly(const Condition& condition,
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
      all != nullptr ? all->operands : std::get<AnyOf>(condition.node).operands;
  std::vector<Candidate> candidates;
  for (const Condition& operand : operands) {
    Result<Candidate> candidate = BuildInside(operand, above);
    if (!candidate.ok()) return candidate;
    candidates.push_back(*std::move(candidate));
  }
  return all != nullptr ? maker_.And(std::move(candidates))
                        : maker_.Or(std::move(candidates));
}

Result<Candidate> LeafPlanner::BuildPresence(const PresenceTest& presence,
                                             const Path& above) {
  const Subject& subject = presence.subject;
  if (IsArticleDate(subject)) {
    return Candidate{maker_.Clip(DateClip::Dated())};
  }
  std::vector<IndexMatch> matches = MatchIndexes(reader_, subject, above);
  if (matches.empty()) return maker_.Unknown();
  // Every index of a path knows the same of what is there.
  const IndexMatch& match = matches.front();
  bool has = presence.has || match.index->field;
  Result<Candidate> candidate =
      PlanPresence(*match.index, has, reader_, maker_);
  if (candidate.ok() && match.wider) candidate->exact = false;
  return candidate;
}

Result<Candidate> LeafPlanner::BuildTest(const Test& test, const Path& above) {
  if (IsNeverNull(test)) return Candidate{};
  if (IsIdDate(test.subject)) return BuildDateTest(test);
  if (IsKey(test.subject)) return PlanKeys(test, reader_, maker_, budget_);
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

Result<Candidate> LeafPlanner::BuildTestBy(const Test& test,
                                           const IndexMatch& match) {
  bool field = match.index->field.has_value();
  bool any_value = test.kind == TestKind::kAnyValue;
  Result<Candidate> candidate =
      any_value ? PlanPresence(*match.index, field, reader_, maker_)
                : PlanTerms(test, *match.index, terms_worth_, zone_minutes_,
                            reader_, maker_, budget_);
  // The lists hold the articles of which any value passes; and a path that
  // is there may hold no value at all.
  bool some = (test.every && (test.subject.many || !field)) ||
              (any_value && !field) || match.wider;
  if (candidate.ok() && some && !IsNothing(*candidate)) {
    candidate->exact = false;
  }
  return candidate;
}

Result<Candidate> LeafPlanner::BuildDateTest(const Test& test) {
  bool exact = true;
  std::optional<DateClip> clip = ClipOf(test, zone_minutes_, &exact);
  if (!clip) return maker_.Unknown();
  return Candidate{maker_.Clip(*clip), exact || clip->empty()};
}

}  // namespace pressmark::query
