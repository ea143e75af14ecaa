#include "tests/support/dump_query.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <variant>

namespace pressmark::test {

namespace {

using query::parser::Aggregate;
using query::parser::Atom;
using query::parser::AtomForm;
using query::parser::ClauseArgument;
using query::parser::Comparison;
using query::parser::Direction;
using query::parser::ElementMatch;
using query::parser::Expression;
using query::parser::Item;
using query::parser::Junction;
using query::parser::Negation;
using query::parser::Operand;
using query::parser::OrderKey;
using query::parser::Path;
using query::parser::Pick;
using query::parser::Presence;
using query::parser::Query;
using query::parser::Segment;

constexpr std::array<std::string_view, 12> kComparators = {
    "=", "!=", "<",  "<=",     ">",      ">=",
    "~", "!~", "in", "not-in", "all-of", "match"};
constexpr std::array<std::string_view, 8> kFunctions = {
    "", "len", "date", "num", "fold", "year", "month", "day"};
constexpr std::array<std::string_view, 4> kAggregates = {"count", "min", "max",
                                                         "sum"};
constexpr std::array<std::string_view, 3> kDirections = {"", " asc", " desc"};

template <typename Table, typename Enumerator>
std::string NameOf(const Table& table, Enumerator enumerator) {
  return std::string(table.at(static_cast<std::size_t>(enumerator)));
}

std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

bool IsPlain(std::string_view name) {
  for (char c : name) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!plain) return false;
  }
  return !name.empty();
}

std::string DumpPath(const Path& path) {
  std::string text = path.system ? "@" : "";
  if (path.dotted) text += ".";
  bool first = true;
  for (const Segment& segment : path.segments) {
    if (!first) text += "/";
    first = false;
    if (segment.element) {
      text += "#" + std::to_string(*segment.element);
    } else {
      text += IsPlain(segment.name) ? segment.name : Quote(segment.name);
    }
  }
  return text;
}

std::string DumpOperand(const Operand& operand) {
  std::string path = DumpPath(operand.path);
  std::string function = NameOf(kFunctions, operand.function);
  return function.empty() ? path : function + "(" + path + ")";
}

std::string DumpAtom(const Atom& atom) {
  switch (atom.form) {
    case AtomForm::kString:
      return Quote(atom.text);
    case AtomForm::kBare:
      return "<" + atom.text + ">";
    case AtomForm::kNull:
      return "null";
    case AtomForm::kTrue:
      return "true";
    case AtomForm::kFalse:
      return "false";
    case AtomForm::kParameter:
      return ":" + atom.text;
    case AtomForm::kReference:
      return "ref(" + DumpPath(atom.path) + ")";
  }
  return "?";
}

std::string DumpItem(const Item& item) {
  if (!item.range) return DumpAtom(*item.low);
  std::string low = item.low ? DumpAtom(*item.low) : "";
  return "[" + low + ".." + (item.high ? DumpAtom(*item.high) : "") + "]";
}

struct NodeDumper {
  std::string operator()(const Comparison& comparison) const {
    std::string text = comparison.all ? "(all " : "(";
    text += NameOf(kComparators, comparison.comparator) + " ";
    text += DumpOperand(comparison.operand);
    for (const Item& item : comparison.items) text += " " + DumpItem(item);
    return text + ")";
  }
  std::string operator()(const Presence& presence) const {
    return (presence.has ? "(has " : "(exists ") + DumpPath(presence.path) +
           ")";
  }
  std::string operator()(const ElementMatch& match) const {
    return "(element " + DumpPath(match.path) + " " +
           Dump(match.condition.at(0)) + ")";
  }
  std::string operator()(const Junction& junction) const {
    std::string text = junction.conjunction ? "(and" : "(or";
    for (const Expression& operand : junction.operands) {
      text += " " + Dump(operand);
    }
    return text + ")";
  }
  std::string operator()(const Negation& negation) const {
    return "(not " + Dump(negation.operand.at(0)) + ")";
  }
};

std::string DumpName(const std::string& name) {
  return name.empty() ? name : " as " + name;
}

std::string DumpKey(const OrderKey& key) {
  return DumpOperand(key.operand) + NameOf(kDirections, key.direction);
}

std::string DumpPick(const Pick& pick) {
  if (!pick.star) return DumpOperand(pick.operand) + DumpName(pick.name);
  std::string text = "*";
  for (const Path& path : pick.except) text += " -" + DumpPath(path);
  return text;
}

std::string DumpAggregate(const Aggregate& aggregate) {
  std::string text = NameOf(kAggregates, aggregate.kind);
  if (aggregate.distinct) text += " distinct";
  if (aggregate.path) text += " " + DumpPath(*aggregate.path);
  return text + DumpName(aggregate.name);
}

std::string DumpAmount(const ClauseArgument& amount) {
  return amount.parameter ? ":" + amount.text : std::to_string(amount.number);
}

std::string DumpToken(const ClauseArgument& token) {
  return token.parameter ? ":" + token.text : Quote(token.text);
}

template <typename Elements, typename DumpOne>
std::string DumpClause(std::string_view name, const Elements& elements,
                       DumpOne dump) {
  std::string text;
  for (const auto& element : elements) {
    text += (text.empty() ? "" : ", ") + dump(element);
  }
  return text.empty() ? text : " " + std::string(name) + "(" + text + ")";
}

}  // namespace

std::string Dump(const Expression& expression) {
  return std::visit(NodeDumper{}, expression.node);
}

std::string Dump(const Query& query) {
  std::string text = query.filter ? Dump(*query.filter) : "*";
  text += DumpClause("order", query.order, DumpKey);
  if (query.limit) text += " limit(" + DumpAmount(*query.limit) + ")";
  if (query.offset) text += " offset(" + DumpAmount(*query.offset) + ")";
  if (query.after) text += " after(" + DumpToken(*query.after) + ")";
  text += DumpClause("select", query.select, DumpPick);
  text += DumpClause("aggregate", query.aggregates, DumpAggregate);
  return text + DumpClause("by", query.group_by, DumpOperand);
}

}  // namespace pressmark::test
