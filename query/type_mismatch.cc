#include "query/type_mismatch.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "query/deadline.h"

namespace pressmark::query {

namespace {

using Item = std::variant<Literal, LiteralRange>;

bool IsValue(const Leaf& leaf) {
  return !std::holds_alternative<MappingLeaf>(leaf) &&
         !std::holds_alternative<std::nullptr_t>(leaf);
}

// Whether the literal stands for something of the leaf's type.
bool IsComparable(const Leaf& leaf, const Literal& literal) {
  if (literal.reference) return true;
  if (std::holds_alternative<bool>(leaf)) return literal.boolean.has_value();
  if (std::holds_alternative<Number>(leaf)) return literal.number.has_value();
  if (std::holds_alternative<Date>(leaf)) return literal.date.has_value();
  return literal.text || literal.glob || (literal.date && DateOf(leaf));
}

bool IsComparable(const Leaf& leaf, const Item& item) {
  if (const auto* literal = std::get_if<Literal>(&item)) {
    return IsComparable(leaf, *literal);
  }
  const auto& range = std::get<LiteralRange>(item);
  return (!range.low || IsComparable(leaf, *range.low)) &&
         (!range.high || IsComparable(leaf, *range.high));
}

// Follows a condition; no deeper than Limits::query_depth let it be bound.
struct MismatchSearch {
  const Subjected& article;
  std::int16_t zone_minutes;
  Deadline* deadline;

  bool In(const Condition& condition) const {
    if (deadline->Passed(kTestSteps)) return false;
    return std::visit(*this, condition.node);
  }
  bool InAny(const std::vector<Condition>& conditions) const {
    return std::any_of(
        conditions.begin(), conditions.end(),
        [this](const Condition& condition) { return In(condition); });
  }

  bool operator()(const Test& test) const {
    bool any = false;
    bool comparable = VisitLeaves(
        test.subject, article, zone_minutes,
        [this, &test, &any](const Leaf& leaf) {
          if (deadline->Passed(test.items.size())) return true;
          if (!IsValue(leaf)) return false;
          any = true;
          return std::any_of(
              test.items.begin(), test.items.end(),
              [&leaf](const Item& item) { return IsComparable(leaf, item); });
        });
    return any && !comparable && !test.items.empty();
  }
  bool operator()(const PresenceTest&) const { return false; }
  bool operator()(const ElementCondition& element) const {
    return VisitItems(element.subject, article, [&](const Value& item) {
      if (deadline->Passed(1)) return true;
      if (item.kind() == ValueKind::kNull) return false;
      Subjected inner = article;
      inner.element = &item;
      return MismatchSearch{inner, zone_minutes, deadline}.In(
          element.condition.front());
    });
  }
  bool operator()(const AllOf& all) const { return InAny(all.operands); }
  bool operator()(const AnyOf& any) const { return InAny(any.operands); }
  bool operator()(const Not&) const { return false; }
};

}  // namespace

bool HasTypeMismatch(const Condition& condition, const Subjected& article,
                     std::int16_t zone_minutes, const Budget* budget) {
  Deadline deadline(budget);
  return MismatchSearch{article, zone_minutes, &deadline}.In(condition);
}

}  // namespace pressmark::query
