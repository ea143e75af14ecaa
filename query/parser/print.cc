#include "query/parser/print.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <variant>

#include "query/parser/lexicon.h"

namespace pressmark::query::parser {

namespace {

constexpr std::array<std::string_view, 12> kComparators = {
    " = ", " != ", " < ",  " <= ",     " > ",      " >= ",
    " ~ ", " !~ ", " in ", " not in ", " all of ", " match "};

constexpr std::array<std::string_view, 4> kAggregates = {"count", "min", "max",
                                                         "sum"};

bool TakesList(Comparator comparator) {
  return comparator == Comparator::kIn || comparator == Comparator::kNotIn ||
         comparator == Comparator::kAllOf;
}

template <typename Elements, typename PrintOne>
std::string Joined(const Elements& elements, std::string_view separator,
                   PrintOne print) {
  std::string text;
  for (const auto& element : elements) {
    if (!text.empty()) text += separator;
    text += print(element);
  }
  return text;
}

std::string PrintSegment(const Segment& segment) {
  if (segment.element) return "[" + std::to_string(*segment.element) + "]";
  return "." + (IsName(segment.name) ? segment.name : Quoted(segment.name));
}

std::string PrintAtom(const Atom& atom) {
  switch (atom.form) {
    case AtomForm::kString:
      return Quoted(atom.text);
    case AtomForm::kBare:
      return IsBare(atom.text) ? atom.text : Quoted(atom.text);
    case AtomForm::kNull:
      return "null";
    case AtomForm::kTrue:
      return "true";
    case AtomForm::kFalse:
      return "false";
    case AtomForm::kParameter:
      return ":" + atom.text;
    case AtomForm::kReference:
      return Print(atom.path);
  }
  return {};
}

std::string PrintInParentheses(const Expression& expression) {
  return "(" + Print(expression) + ")";
}

// Prints the node in a variant. `not` binds tighter than `and`, and that
// tighter than `or`.
struct NodePrinter {
  std::string operator()(const Comparison& comparison) const {
    std::string text = comparison.all ? "all " : "";
    text += Print(comparison.operand);
    text += kComparators[static_cast<std::size_t>(comparison.comparator)];
    std::string items = Joined(comparison.items, ", ",
                               [](const Item& item) { return Print(item); });
    bool list = TakesList(comparison.comparator) && comparison.items.size() > 1;
    return text + (list ? "[" + items + "]" : items);
  }

  std::string operator()(const Presence& presence) const {
    return (presence.has ? "has " : "exists ") + Print(presence.path);
  }

  std::string operator()(const ElementMatch& match) const {
    return Print(match.path) + "[" + Print(match.condition.front()) + "]";
  }

  std::string operator()(const Junction& junction) const {
    auto print = [&](const Expression& operand) {
      const auto* inner = std::get_if<Junction>(&operand.node);
      bool looser = inner && junction.conjunction && !inner->conjunction;
      return looser ? PrintInParentheses(operand) : Print(operand);
    };
    return Joined(junction.operands, junction.conjunction ? " and " : " or ",
                  print);
  }

  std::string operator()(const Negation& negation) const {
    const Expression& operand = negation.operand.front();
    bool looser = std::holds_alternative<Junction>(operand.node);
    return "not " + (looser ? PrintInParentheses(operand) : Print(operand));
  }
};

std::string PrintKey(const OrderKey& key) {
  std::string text = Print(key.operand);
  if (key.direction == Direction::kAscending) text += " asc";
  if (key.direction == Direction::kDescending) text += " desc";
  return text;
}

std::string PrintName(const std::string& name) {
  return name.empty() ? name : " as " + name;
}

std::string PrintPick(const Pick& pick) {
  if (!pick.star) return Print(pick.operand) + PrintName(pick.name);
  if (pick.except.empty()) return "*";
  return "* except " + Joined(pick.except, ", ",
                              [](const Path& path) { return Print(path); });
}

std::string PrintAggregate(const Aggregate& aggregate) {
  std::string text(kAggregates[static_cast<std::size_t>(aggregate.kind)]);
  if (aggregate.path) {
    text += aggregate.distinct ? "(distinct " : "(";
    text += Print(*aggregate.path) + ")";
  }
  return text + PrintName(aggregate.name);
}

std::string PrintAmount(const ClauseArgument& amount) {
  return amount.parameter ? ":" + amount.text : std::to_string(amount.number);
}

std::string PrintToken(const ClauseArgument& token) {
  return token.parameter ? ":" + token.text : Quoted(token.text);
}

}  // namespace

std::string Print(const Path& path) {
  std::string text = path.system ? "@" : "";
  bool first = true;
  for (const Segment& segment : path.segments) {
    bool plain = first && !path.dotted;
    text += plain ? segment.name : PrintSegment(segment);
    first = false;
  }
  return text;
}

std::string Print(const Operand& operand) {
  if (operand.function == Function::kNone) return Print(operand.path);
  return std::string(FunctionName(operand.function)) + "(" +
         Print(operand.path) + ")";
}

std::string Print(const Item& item) {
  std::string text;
  if (item.low) text += PrintAtom(*item.low);
  if (item.range) text += "..";
  if (item.high) text += PrintAtom(*item.high);
  return text;
}

std::string Print(const Expression& expression) {
  return std::visit(NodePrinter{}, expression.node);
}

std::string Print(const Query& query) {
  std::string text = query.filter ? Print(*query.filter) : "*";
  auto operand = [](const Operand& group) { return Print(group); };
  if (!query.order.empty()) {
    text += " order by " + Joined(query.order, ", ", PrintKey);
  }
  if (query.limit) text += " limit " + PrintAmount(*query.limit);
  if (query.offset) text += " offset " + PrintAmount(*query.offset);
  if (query.after) text += " after " + PrintToken(*query.after);
  if (!query.select.empty()) {
    text += " select " + Joined(query.select, ", ", PrintPick);
  }
  if (!query.aggregates.empty()) {
    text += " " + Joined(query.aggregates, ", ", PrintAggregate);
  }
  if (!query.group_by.empty()) {
    text += " by " + Joined(query.group_by, ", ", operand);
  }
  return text;
}

}  // namespace pressmark::query::parser
