#include "query/shape.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "query/date_literal.h"

namespace pressmark::query {

namespace {

using parser::Atom;
using parser::AtomForm;
using parser::Comparator;
using parser::Function;

// Whether the operand may come to dates beside which words in quotes are dates
// too, as beside a field: which names are fields is not known here.
bool MayBeDateField(const parser::Operand& operand, bool in_element) {
  const parser::Path& path = operand.path;
  bool field = !in_element && !path.dotted && path.segments.size() == 1;
  bool made = operand.function != Function::kNone &&
              operand.function != Function::kFold;
  return path.system || field || made;
}

// Finds dates that move with the clock, where dates may stand.
struct RelativeDates {
  bool in_element = false;

  bool In(const parser::Expression& expression) const {
    return std::visit(*this, expression.node);
  }

  bool operator()(const parser::Comparison& comparison) const {
    Function function = comparison.operand.function;
    Comparator comparator = comparison.comparator;
    bool never = function == Function::kLen || function == Function::kNum ||
                 comparator == Comparator::kGlob ||
                 comparator == Comparator::kNotGlob ||
                 comparator == Comparator::kMatch;
    if (never) return false;
    bool quoted = MayBeDateField(comparison.operand, in_element);
    auto moves = [&](const std::optional<Atom>& atom) {
      bool read = atom && (atom->form == AtomForm::kBare ||
                           (quoted && atom->form == AtomForm::kString));
      return read && IsRelativeDate(atom->text);
    };
    return std::any_of(comparison.items.begin(), comparison.items.end(),
                       [&](const parser::Item& item) {
                         return moves(item.low) || moves(item.high);
                       });
  }
  bool operator()(const parser::Presence&) const { return false; }
  bool operator()(const parser::ElementMatch& match) const {
    return RelativeDates{true}.In(match.condition.front());
  }
  bool operator()(const parser::Junction& junction) const {
    return std::any_of(
        junction.operands.begin(), junction.operands.end(),
        [&](const parser::Expression& operand) { return In(operand); });
  }
  bool operator()(const parser::Negation& negation) const {
    return In(negation.operand.front());
  }
};

bool GivesKey(const parser::Pick& pick) {
  if (pick.star) return true;
  const parser::Path& path = pick.operand.path;
  return pick.operand.function == Function::kNone && path.system &&
         path.segments.front().name == "key";
}

// A junction of `and`s is one list, as the parser makes it.
void AddTo(parser::Junction* both, const parser::Expression& filter) {
  const auto* junction = std::get_if<parser::Junction>(&filter.node);
  if (junction != nullptr && junction->conjunction) {
    both->operands.insert(both->operands.end(), junction->operands.begin(),
                          junction->operands.end());
  } else {
    both->operands.push_back(filter);
  }
}

}  // namespace

QueryShape ShapeOf(const parser::Query& query) {
  QueryShape shape;
  shape.aggregates = !query.aggregates.empty();
  shape.limited = query.limit || query.offset || query.after;
  shape.ordered = !query.order.empty();
  shape.selects = !query.select.empty();
  shape.names_key =
      !shape.aggregates &&
      (!shape.selects ||
       std::any_of(query.select.begin(), query.select.end(), GivesKey));
  shape.relative_to_now = query.filter && RelativeDates().In(*query.filter);
  return shape;
}

parser::Query Joined(const parser::Query& query, const parser::Query& other) {
  parser::Query joined = query;
  if (!other.filter) return joined;
  if (!joined.filter) {
    joined.filter = other.filter;
    return joined;
  }
  parser::Junction both;
  AddTo(&both, *query.filter);
  AddTo(&both, *other.filter);
  joined.filter = parser::Expression{std::move(both)};
  return joined;
}

}  // namespace pressmark::query
