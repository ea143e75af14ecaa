#include "query/bind_condition.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/fields.h"
#include "query/literal.h"
#include "query/parameters.h"

namespace pressmark::query {

namespace {

using parser::Atom;
using parser::AtomForm;
using parser::Comparator;
using parser::Comparison;
using BoundItem = std::variant<Literal, LiteralRange>;

Condition Negated(Condition condition) {
  Not negation;
  negation.operand.push_back(std::move(condition));
  return {std::move(negation)};
}

// What both ends of a range may be compared with.
bool AreOfOneKind(const Literal& low, const Literal& high) {
  if (low.number || high.number) return low.number && high.number;
  if (low.date || high.date) return low.date && high.date;
  return low.text && high.text;
}

LiteralPurpose PurposeOf(TestKind test) {
  if (test == TestKind::kGlob) return LiteralPurpose::kPattern;
  return IsOrderTest(test) ? LiteralPurpose::kOrder : LiteralPurpose::kEquality;
}

class ConditionBinder {
 public:
  explicit ConditionBinder(const BindContext& context) : context_(context) {}

  Result<Condition> Bind(const parser::Expression& expression,
                         const Scope& scope);

 private:
  Result<Condition> BindNode(const Comparison& comparison, const Scope& scope);
  Result<Condition> BindNode(const parser::Presence& presence,
                             const Scope& scope);
  Result<Condition> BindNode(const parser::ElementMatch& match,
                             const Scope& scope);
  Result<Condition> BindNode(const parser::Junction& junction,
                             const Scope& scope);
  Result<Condition> BindNode(const parser::Negation& negation,
                             const Scope& scope);

  Status CheckComparison(const Comparison& comparison,
                         const Subject& subject) const;
  Result<std::vector<BoundItem>> BindItems(const Comparison& comparison,
                                           const Subject& subject,
                                           const Scope& scope);
  Result<LiteralRange> BindRange(const parser::Item& item,
                                 const Subject& subject);
  Result<Literal> BindAtom(const Atom& atom, const LiteralUse& use,
                           const Scope& scope);
  Result<Literal> BindReferenceAtom(const Atom& atom, const Scope& scope);
  // One value of the parameter that `atom` names.
  Result<Literal> BindValue(const Parameter::Scalar& value, const Atom& atom,
                            const LiteralUse& use);
  // The values of a parameter that is a list, or its one value.
  Result<std::vector<BoundItem>> BindListParameter(const Atom& atom,
                                                   const LiteralUse& use);
  Status CountLiteral(parser::Span span);

  const BindContext& context_;
  std::size_t depth_ = 0;
  std::size_t literals_ = 0;
};

Result<Condition> ConditionBinder::Bind(const parser::Expression& expression,
                                        const Scope& scope) {
  // One more than parentheses, `not` and `[…]` may nest: the leaf itself. An
  // `or` holds at most one `and` without any.
  std::size_t most = 2 * context_.vocabulary.limits().query_depth + 2;
  if (depth_ >= most) {
    return LimitExceeded("the query nests more than " + std::to_string(most) +
                         " levels");
  }
  ++depth_;
  Result<Condition> bound = std::visit(
      [&](const auto& node) { return BindNode(node, scope); }, expression.node);
  --depth_;
  return bound;
}

Status ConditionBinder::CheckComparison(const Comparison& comparison,
                                        const Subject& subject) const {
  const ComparatorTraits& traits = TraitsOf(comparison.comparator);
  if (comparison.comparator == Comparator::kMatch) {
    return context_.At(
        Unsupported("not supported yet: match needs a text index"),
        comparison.comparator_span);
  }
  if (comparison.all && traits.test == TestKind::kAllOf) {
    return context_.Wrong("all and all of do not go together",
                          comparison.comparator_span);
  }
  ValueType type = TypeOf(subject);
  if (Contains(traits.takes, type)) return {};
  std::string hint;
  if (type == ValueType::kDate) hint = "; write = 2021-10 for all of a month";
  return context_.Wrong(subject.name + " is " + std::string(TypeName(type)) +
                            ", which " + std::string(traits.sign) +
                            " does not take" + hint,
                        comparison.comparator_span);
}

Result<Condition> ConditionBinder::BindNode(const Comparison& comparison,
                                            const Scope& scope) {
  Result<Subject> subject = BindOperand(comparison.operand, scope, context_);
  if (!subject.ok()) return subject.status();
  if (Status status = CheckComparison(comparison, *subject); !status.ok()) {
    return status;
  }
  Result<std::vector<BoundItem>> items = BindItems(comparison, *subject, scope);
  if (!items.ok()) return items.status();
  const ComparatorTraits& traits = TraitsOf(comparison.comparator);
  std::optional<Subject> there;  // of `all p != v`: p is there, and not v
  if (traits.negative && comparison.all) there = *subject;
  Test test{*std::move(subject), traits.test, false, *std::move(items)};
  // A list without values matches nothing, though every one of them is there.
  if (test.items.empty()) test.kind = TestKind::kIn;
  if (!traits.negative) {
    test.every = comparison.all;
    return Condition{std::move(test)};
  }
  Condition differs = Negated({std::move(test)});
  if (!there) return differs;
  AllOf all;
  all.operands.push_back(
      {Test{*std::move(there), TestKind::kAnyValue, false, {}}});
  all.operands.push_back(std::move(differs));
  return Condition{std::move(all)};
}

Result<Condition> ConditionBinder::BindNode(const parser::Presence& presence,
                                            const Scope& scope) {
  Result<Subject> subject = BindPath(presence.path, scope, context_);
  if (!subject.ok()) return subject.status();
  return Condition{PresenceTest{*std::move(subject), presence.has}};
}

Result<Condition> ConditionBinder::BindNode(const parser::ElementMatch& match,
                                            const Scope& scope) {
  Result<Subject> subject = BindElements(match.path, scope, context_);
  if (!subject.ok()) return subject.status();
  Result<Condition> condition =
      Bind(match.condition.front(), InsideOf(*subject, scope));
  if (!condition.ok()) return condition;
  ElementCondition element;
  element.subject = *std::move(subject);
  element.condition.push_back(*std::move(condition));
  return Condition{std::move(element)};
}

Result<Condition> ConditionBinder::BindNode(const parser::Junction& junction,
                                            const Scope& scope) {
  std::vector<Condition> operands;
  operands.reserve(junction.operands.size());
  for (const parser::Expression& expression : junction.operands) {
    Result<Condition> operand = Bind(expression, scope);
    if (!operand.ok()) return operand;
    operands.push_back(*std::move(operand));
  }
  if (junction.conjunction) return Condition{AllOf{std::move(operands)}};
  return Condition{AnyOf{std::move(operands)}};
}

Result<Condition> ConditionBinder::BindNode(const parser::Negation& negation,
                                            const Scope& scope) {
  Result<Condition> operand = Bind(negation.operand.front(), scope);
  if (!operand.ok()) return operand;
  return Negated(*std::move(operand));
}

Status ConditionBinder::CountLiteral(parser::Span span) {
  std::size_t most = context_.vocabulary.limits().query_terms;
  if (++literals_ <= most) return {};
  return context_.At(LimitExceeded("more than " + std::to_string(most) +
                                   " values, with those of the parameters"),
                     span);
}

Result<std::vector<BoundItem>> ConditionBinder::BindItems(
    const Comparison& comparison, const Subject& subject, const Scope& scope) {
  const ComparatorTraits& traits = TraitsOf(comparison.comparator);
  LiteralUse use{subject, context_.clock, PurposeOf(traits.test)};
  std::vector<BoundItem> items;
  items.reserve(comparison.items.size());
  for (const parser::Item& item : comparison.items) {
    if (item.range) {
      Result<LiteralRange> range = BindRange(item, subject);
      if (!range.ok()) return range.status();
      items.emplace_back(*std::move(range));
      continue;
    }
    const Atom& atom = *item.low;
    if (traits.takes_lists && atom.form == AtomForm::kParameter) {
      Result<std::vector<BoundItem>> list = BindListParameter(atom, use);
      if (!list.ok()) return list;
      std::move(list->begin(), list->end(), std::back_inserter(items));
      continue;
    }
    if (Status status = CountLiteral(item.span); !status.ok()) return status;
    Result<Literal> literal = BindAtom(atom, use, scope);
    if (!literal.ok()) return literal.status();
    items.emplace_back(*std::move(literal));
  }
  return items;
}

Result<LiteralRange> ConditionBinder::BindRange(const parser::Item& item,
                                                const Subject& subject) {
  LiteralUse use{subject, context_.clock, LiteralPurpose::kOrder};
  if (!Contains(TraitsOf(Comparator::kLess).takes, TypeOf(subject))) {
    return context_.Wrong(subject.name + " has no order and takes no range",
                          item.span);
  }
  LiteralRange range;
  for (auto [atom, end] :
       {std::pair(&item.low, &range.low), std::pair(&item.high, &range.high)}) {
    if (!*atom) continue;
    if (Status status = CountLiteral(item.span); !status.ok()) return status;
    Result<Literal> literal = BindAtom(**atom, use, {});
    if (!literal.ok()) return literal.status();
    *end = *std::move(literal);
  }
  bool both = range.low && range.high;
  if (both && !AreOfOneKind(*range.low, *range.high)) {
    return context_.Wrong(
        "the ends of a range must both be numbers, dates or texts", item.span);
  }
  return range;
}

Result<Literal> ConditionBinder::BindAtom(const Atom& atom,
                                          const LiteralUse& use,
                                          const Scope& scope) {
  if (atom.form == AtomForm::kReference) return BindReferenceAtom(atom, scope);
  if (atom.form != AtomForm::kParameter) {
    Result<Literal> literal = ReadLiteral(atom, use);
    if (!literal.ok()) return context_.At(literal.status(), atom.span);
    return literal;
  }
  Result<const Parameter::Scalar*> scalar =
      FindScalar(atom.text, context_.parameters);
  if (!scalar.ok()) return context_.At(scalar.status(), atom.span);
  return BindValue(**scalar, atom, use);
}

Result<Literal> ConditionBinder::BindValue(const Parameter::Scalar& value,
                                           const Atom& atom,
                                           const LiteralUse& use) {
  Result<Literal> literal = ReadParameter(value, use);
  if (literal.ok()) return literal;
  const Status& wrong = literal.status();
  std::string message = ":" + atom.text + ": " + std::string(wrong.message());
  return context_.At(Status(wrong.code(), std::move(message)), atom.span);
}

Result<Literal> ConditionBinder::BindReferenceAtom(const Atom& atom,
                                                   const Scope& scope) {
  Result<Subject> other = BindReference(atom.path, scope, context_);
  if (!other.ok()) return other.status();
  Literal literal;
  literal.reference = *std::move(other);
  return literal;
}

Result<std::vector<BoundItem>> ConditionBinder::BindListParameter(
    const Atom& atom, const LiteralUse& use) {
  Result<const Parameter*> parameter =
      FindParameter(atom.text, context_.parameters);
  if (!parameter.ok()) return context_.At(parameter.status(), atom.span);
  std::vector<Parameter::Scalar> one;
  const auto* list =
      std::get_if<std::vector<Parameter::Scalar>>(&(*parameter)->value);
  if (list == nullptr) {
    one.push_back(std::get<Parameter::Scalar>((*parameter)->value));
    list = &one;
  }
  std::vector<BoundItem> items;
  for (const Parameter::Scalar& value : *list) {
    if (Status status = CountLiteral(atom.span); !status.ok()) return status;
    Result<Literal> literal = BindValue(value, atom, use);
    if (!literal.ok()) return literal.status();
    items.emplace_back(*std::move(literal));
  }
  return items;
}

}  // namespace

Result<Condition> BindCondition(const parser::Expression& filter,
                                const BindContext& context) {
  return ConditionBinder(context).Bind(filter, {});
}

}  // namespace pressmark::query
