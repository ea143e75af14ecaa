#include "tests/support/random_query.h"

#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

#include "query/parser/parse.h"
#include "tests/support/random.h"

namespace pressmark::test {

namespace {

using query::parser::Aggregate;
using query::parser::AggregateKind;
using query::parser::Atom;
using query::parser::AtomForm;
using query::parser::ClauseArgument;
using query::parser::Comparator;
using query::parser::Comparison;
using query::parser::Direction;
using query::parser::ElementMatch;
using query::parser::Expression;
using query::parser::Function;
using query::parser::Item;
using query::parser::Junction;
using query::parser::Negation;
using query::parser::Operand;
using query::parser::OrderKey;
using query::parser::Path;
using query::parser::Pick;
using query::parser::Presence;
using query::parser::Query;

Query Parsed(const std::string& text) {
  Result<Query> query = query::parser::Parse(text);
  if (!query.ok()) {
    throw std::invalid_argument(text + ": " + query.status().ToString());
  }
  return *std::move(query);
}

Path ParsedPath(const std::string& text) {
  return std::get<Presence>(Parsed("has " + text).filter->node).path;
}

Atom ParsedValue(const std::string& text) {
  return *std::get<Comparison>(Parsed("a ~ " + text).filter->node)
              .items.at(0)
              .low;
}

// Whether `..` may stand on both sides of it.
bool IsRangeEnd(const Atom& atom) {
  switch (atom.form) {
    case AtomForm::kString:
    case AtomForm::kParameter:
      return true;
    case AtomForm::kBare:
      return !atom.text.ends_with('.');
    default:
      return false;
  }
}

}  // namespace

RandomQuery::RandomQuery(const QueryVocabulary& vocabulary,
                         const QueryShape& shape, std::mt19937_64& random)
    : shape_(shape), random_(random) {
  for (const std::string& path : vocabulary.paths) {
    paths_.push_back(ParsedPath(path));
  }
  for (const std::string& value : vocabulary.values) {
    atoms_.push_back(ParsedValue(value));
    if (IsRangeEnd(atoms_.back())) range_ends_.push_back(atoms_.back());
  }
  if (paths_.empty() || atoms_.empty()) {
    throw std::invalid_argument("a vocabulary without a path or a value");
  }
}

bool RandomQuery::OneIn(std::size_t n) { return Below(n, random_) == 0; }

const Path& RandomQuery::AnyPath() {
  return paths_[Below(paths_.size(), random_)];
}

Operand RandomQuery::AnyOperand() {
  Operand operand;
  operand.path = AnyPath();
  if (shape_.functions && OneIn(4)) {
    operand.function = static_cast<Function>(1 + Below(7, random_));
  }
  return operand;
}

Atom RandomQuery::AnyAtom() { return atoms_[Below(atoms_.size(), random_)]; }

Item RandomQuery::AnyRange() {
  Item item;
  item.range = true;
  std::size_t ends = Below(3, random_);
  if (ends != 0) item.low = range_ends_[Below(range_ends_.size(), random_)];
  if (ends != 1) item.high = range_ends_[Below(range_ends_.size(), random_)];
  return item;
}

Item RandomQuery::AnyItem() {
  if (!range_ends_.empty() && OneIn(4)) return AnyRange();
  Item item;
  item.low = AnyAtom();
  return item;
}

Comparison RandomQuery::AnyComparison() {
  Comparison comparison;
  comparison.all = OneIn(8);
  comparison.operand = AnyOperand();
  std::size_t comparators = shape_.match ? 12 : 11;
  comparison.comparator = static_cast<Comparator>(Below(comparators, random_));
  switch (comparison.comparator) {
    case Comparator::kEqual:
    case Comparator::kNotEqual:
      comparison.items.push_back(AnyItem());
      break;
    case Comparator::kIn:
    case Comparator::kNotIn:
    case Comparator::kAllOf: {
      auto most = static_cast<std::size_t>(shape_.most_items);
      for (std::size_t i = 1 + Below(most, random_); i > 0; --i) {
        comparison.items.push_back(AnyItem());
      }
      break;
    }
    default:
      comparison.items.emplace_back().low = AnyAtom();
  }
  return comparison;
}

Expression RandomQuery::AnyLeaf() {
  if (!OneIn(4)) return {AnyComparison()};
  Presence presence;
  presence.has = OneIn(2);
  presence.path = AnyPath();
  return {std::move(presence)};
}

Junction RandomQuery::AnyJunction(int levels) {
  Junction junction;
  junction.conjunction = OneIn(2);
  std::size_t operands = 2 + Below(3, random_);
  while (junction.operands.size() < operands) {
    Expression operand = AnyExpression(levels);
    const auto* inner = std::get_if<Junction>(&operand.node);
    if (inner != nullptr && inner->conjunction == junction.conjunction)
      continue;
    junction.operands.push_back(std::move(operand));
  }
  return junction;
}

Expression RandomQuery::AnyExpression(int levels) {
  if (levels == 0 || OneIn(4)) return AnyLeaf();
  if (OneIn(3)) {
    Negation negation;
    negation.operand.push_back(AnyExpression(levels - 1));
    return {std::move(negation)};
  }
  if (shape_.elements && OneIn(4)) {
    ElementMatch match;
    match.path = AnyPath();
    match.condition.push_back(AnyExpression(levels - 1));
    return {std::move(match)};
  }
  return {AnyJunction(levels - 1)};
}

Expression RandomQuery::NextFilter() { return AnyExpression(shape_.levels); }

ClauseArgument RandomQuery::AnyAmount() {
  ClauseArgument amount;
  amount.parameter = OneIn(4);
  if (amount.parameter) {
    amount.text = "n";
  } else {
    amount.number = OneIn(8) ? UINT64_MAX : Below(100, random_);
  }
  return amount;
}

void RandomQuery::AddSelect(Query* query) {
  for (std::size_t i = 1 + Below(3, random_); i > 0; --i) {
    Pick pick;
    pick.star = OneIn(3);
    if (!pick.star) {
      pick.operand = AnyOperand();
      if (OneIn(3)) pick.name = "column";
    } else if (i == 1 && OneIn(2)) {
      // What follows `except` is excepted, so this is the last pick.
      for (std::size_t n = 1 + Below(2, random_); n > 0; --n) {
        pick.except.push_back(AnyPath());
      }
    }
    query->select.push_back(std::move(pick));
  }
}

void RandomQuery::AddClauses(Query* query) {
  if (OneIn(2)) {
    for (std::size_t i = 1 + Below(3, random_); i > 0; --i) {
      OrderKey key;
      key.operand = AnyOperand();
      key.direction = static_cast<Direction>(Below(3, random_));
      query->order.push_back(std::move(key));
    }
  }
  if (OneIn(2)) query->limit = AnyAmount();
  if (OneIn(4)) query->offset = AnyAmount();
  if (OneIn(4)) {
    query->after.emplace();
    query->after->parameter = OneIn(2);
    query->after->text = query->after->parameter ? "token" : "v1:a\\b'\"c";
  }
  if (OneIn(2)) AddSelect(query);
}

Aggregate RandomQuery::AnyAggregate() {
  Aggregate aggregate;
  aggregate.kind = static_cast<AggregateKind>(Below(4, random_));
  bool count = aggregate.kind == AggregateKind::kCount;
  if (!count || OneIn(2)) aggregate.path = AnyPath();
  aggregate.distinct = count && aggregate.path && OneIn(2);
  if (OneIn(2)) aggregate.name = "total";
  return aggregate;
}

void RandomQuery::AddAggregates(Query* query) {
  for (std::size_t i = 1 + Below(3, random_); i > 0; --i) {
    query->aggregates.push_back(AnyAggregate());
  }
  for (std::size_t i = Below(3, random_); i > 0; --i) {
    query->group_by.push_back(AnyOperand());
  }
}

Query RandomQuery::Next() {
  Query query;
  if (!OneIn(8)) query.filter = NextFilter();
  if (shape_.clauses) AddClauses(&query);
  if (shape_.aggregates && OneIn(3)) AddAggregates(&query);
  return query;
}

}  // namespace pressmark::test
