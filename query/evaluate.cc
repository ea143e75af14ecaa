#include "query/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "query/compare.h"
#include "query/deadline.h"
#include "query/folded_text.h"
#include "schema/scalar.h"

namespace pressmark::query {

namespace {

using Item = std::variant<Literal, LiteralRange>;

// A long text takes a step for each piece of this size.
std::size_t StepsOf(const Leaf& leaf) {
  const auto* text = std::get_if<std::string_view>(&leaf);
  return text == nullptr ? 1 : 1 + text->size() / 64;
}

// One test on one article.
class TestRun {
 public:
  TestRun(const Test& test, const Subjected& article, std::int16_t zone_minutes,
          Deadline* deadline)
      : test_(test),
        article_(article),
        how_{test.subject.folded, zone_minutes},
        deadline_(*deadline) {}

  bool Run() const {
    if (test_.kind == TestKind::kAnyValue) {
      return Visit([](const Leaf&) { return true; });
    }
    if (test_.kind == TestKind::kAllOf) return HoldsAll();
    if (!test_.every) {
      return Visit([this](const Leaf& leaf) { return PassesTest(leaf); });
    }
    bool any = false;
    bool failed = Visit([this, &any](const Leaf& leaf) {
      any = true;
      return !PassesTest(leaf);
    });
    return any && !failed;
  }

 private:
  bool Visit(FunctionRef<bool(const Leaf&)> visit) const {
    return VisitLeaves(test_.subject, article_, how_.zone_minutes,
                       [this, visit](const Leaf& leaf) {
                         // True ends the visit.
                         std::size_t steps = StepsOf(leaf) * test_.items.size();
                         return deadline_.Passed(steps) || visit(leaf);
                       });
  }

  bool HoldsAll() const {
    return std::all_of(
        test_.items.begin(), test_.items.end(), [this](const Item& item) {
          return Visit(
              [this, &item](const Leaf& leaf) { return Matches(leaf, item); });
        });
  }

  bool PassesTest(const Leaf& leaf) const {
    return std::any_of(
        test_.items.begin(), test_.items.end(),
        [this, &leaf](const Item& item) { return Matches(leaf, item); });
  }

  bool Matches(const Leaf& leaf, const Item& item) const {
    const auto* literal = std::get_if<Literal>(&item);
    if (literal == nullptr) return IsWithin(leaf, item, how_);
    if (literal->reference) return MatchesOther(leaf, *literal->reference);
    if (test_.kind == TestKind::kGlob) {
      return literal->glob && MatchesGlob(leaf, *literal->glob, how_.folded);
    }
    return Passes(PositionTo(leaf, *literal, how_), test_.kind);
  }

  bool MatchesOther(const Leaf& leaf, const Subject& other) const {
    Comparison how = how_;
    how.folded = how_.folded || other.folded;
    auto matches = [this, &leaf, &how](const Leaf& against) {
      std::size_t steps = StepsOf(leaf) + StepsOf(against);
      if (deadline_.Passed(steps)) return true;
      if (test_.kind == TestKind::kGlob) {
        return MatchesPattern(leaf, against, how.folded);
      }
      return Passes(PositionTo(leaf, against, how), test_.kind);
    };
    if (IsHash(other)) {
      return VisitLeaves(other, article_, how_.zone_minutes, matches);
    }
    const std::vector<Leaf>& leaves = LeavesOf(other);
    return std::any_of(leaves.begin(), leaves.end(), matches);
  }

  // Its text lives no longer than a visit.
  static bool IsHash(const Subject& subject) {
    return subject.root == SubjectRoot::kSystem &&
           subject.system == SystemName::kHash;
  }

  // The values of another subject: looked up once, however many values they
  // are compared with.
  const std::vector<Leaf>& LeavesOf(const Subject& other) const {
    for (const auto& [subject, leaves] : others_) {
      if (subject == &other) return leaves;
    }
    std::vector<Leaf> leaves;
    VisitLeaves(other, article_, how_.zone_minutes,
                [this, &leaves](const Leaf& leaf) {
                  leaves.push_back(leaf);
                  return deadline_.Passed(1);
                });
    return others_.emplace_back(&other, std::move(leaves)).second;
  }

  bool MatchesGlob(const Leaf& leaf, const Glob& glob, bool folded) const {
    const auto* text = std::get_if<std::string_view>(&leaf);
    if (text == nullptr) return false;
    if (!folded) return glob.Matches(*text, &deadline_);
    return glob.Matches(FoldedText(*text).view(), &deadline_);
  }

  // `pattern` is another value of the article. One that is no pattern matches
  // nothing.
  bool MatchesPattern(const Leaf& leaf, const Leaf& pattern,
                      bool folded) const {
    const auto* text = std::get_if<std::string_view>(&pattern);
    if (text == nullptr) return false;
    Result<Glob> glob =
        Glob::Compile(folded ? FoldedText(*text).view() : *text);
    return glob.ok() && MatchesGlob(leaf, *glob, folded);
  }

  const Test& test_;
  const Subjected& article_;
  Comparison how_;
  Deadline& deadline_;
  mutable std::deque<std::pair<const Subject*, std::vector<Leaf>>> others_;
};

bool IsPresent(const PresenceTest& test, const Subjected& article) {
  const Subject& subject = test.subject;
  auto any = [](const Leaf&) { return true; };
  if (subject.root == SubjectRoot::kField) {
    return VisitLeaves(subject, article, 0, any);
  }
  if (subject.root != SubjectRoot::kSystem) {
    if (!test.has) {
      return VisitWhole(subject, article, [](const Value&) { return true; });
    }
    return VisitItems(subject, article,
                      [](const Value& value) { return !value.blank(); });
  }
  return VisitLeaves(subject, article, 0, [&test](const Leaf& leaf) {
    const auto* text = std::get_if<std::string_view>(&leaf);
    return !test.has || text == nullptr || !schema::TrimBlanks(*text).empty();
  });
}

// What `.a[…]` came to inside another `[…]`, where it is the same for every
// element: looked at again for each, nested ones would take the elements of one
// times those of the other.
using Outcomes = std::vector<std::pair<const ElementCondition*, bool>>;

// Follows a condition; no deeper than Limits::query_depth let it be bound.
struct Evaluator {
  const Subjected& article;
  std::int16_t zone_minutes;
  Outcomes* outcomes;
  Deadline* deadline;

  bool Holds(const Condition& condition) const {
    if (deadline->Passed(kTestSteps)) return false;
    return std::visit(*this, condition.node);
  }

  bool operator()(const Test& test) const {
    return TestRun(test, article, zone_minutes, deadline).Run();
  }
  bool operator()(const PresenceTest& test) const {
    return IsPresent(test, article);
  }
  bool operator()(const ElementCondition& element) const {
    bool same = article.element != nullptr &&
                element.subject.root == SubjectRoot::kFrontMatter;
    if (!same) return AnyElement(element);
    for (const auto& [known, outcome] : *outcomes) {
      if (known == &element) return outcome;
    }
    bool outcome = AnyElement(element);
    outcomes->emplace_back(&element, outcome);
    return outcome;
  }
  bool AnyElement(const ElementCondition& element) const {
    return VisitItems(element.subject, article, [&](const Value& item) {
      if (deadline->Passed(1)) return true;
      if (item.kind() == ValueKind::kNull) return false;
      Subjected inner = article;
      inner.element = &item;
      return Evaluator{inner, zone_minutes, outcomes, deadline}.Holds(
          element.condition.front());
    });
  }
  bool operator()(const AllOf& all) const {
    return std::all_of(
        all.operands.begin(), all.operands.end(),
        [this](const Condition& operand) { return Holds(operand); });
  }
  bool operator()(const AnyOf& any) const {
    return std::any_of(
        any.operands.begin(), any.operands.end(),
        [this](const Condition& operand) { return Holds(operand); });
  }
  bool operator()(const Not& negation) const {
    return !Holds(negation.operand.front());
  }
};

}  // namespace

bool Satisfies(const Condition& condition, const Subjected& article,
               std::int16_t zone_minutes, const Budget* budget) {
  Outcomes outcomes;
  Deadline deadline(budget);
  return Evaluator{article, zone_minutes, &outcomes, &deadline}.Holds(
      condition);
}

}  // namespace pressmark::query
