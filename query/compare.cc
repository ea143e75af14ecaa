#include "query/compare.h"

#include <cmath>
#include <optional>

#include "query/date_literal.h"
#include "query/folded_text.h"

namespace pressmark::query {

namespace {

Position FromOrder(std::partial_ordering order) {
  if (order == std::partial_ordering::less) return Position::kBefore;
  if (order == std::partial_ordering::greater) return Position::kAfter;
  if (order == std::partial_ordering::equivalent) return Position::kWithin;
  return Position::kNone;
}

Position PositionIn(std::int64_t moment, const DateInterval& interval) {
  if (moment < interval.begin) return Position::kBefore;
  return moment < interval.end ? Position::kWithin : Position::kAfter;
}

std::partial_ordering CompareToDouble(std::int64_t left, double right) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::isnan(right)) return std::partial_ordering::unordered;
  if (right >= kTwoTo63) return std::partial_ordering::less;
  if (right < -kTwoTo63) return std::partial_ordering::greater;
  double whole = std::trunc(right);
  auto integer = static_cast<std::int64_t>(whole);
  if (left != integer) return left <=> integer;
  return whole <=> right;
}

// `right` is folded already where `how.folded`.
Position ComparedTexts(std::string_view left, std::string_view right,
                       const Comparison& how) {
  if (!how.folded) return FromOrder(left <=> right);
  return FromOrder(FoldedText(left).view() <=> right);
}

Position PositionOfText(std::string_view text, const Literal& literal,
                        const Comparison& how) {
  if (literal.date) {
    std::optional<Date> date = ParseDate(text);
    if (date)
      return PositionIn(MomentOf(*date, how.zone_minutes), *literal.date);
  }
  if (!literal.text) return Position::kNone;
  return ComparedTexts(text, *literal.text, how);
}

Position SameOrNone(bool same) {
  return same ? Position::kWithin : Position::kNone;
}

// A leaf against a literal, by the leaf's type.
struct AgainstLiteral {
  const Literal& literal;
  const Comparison& how;

  Position operator()(MappingLeaf) const { return Position::kNone; }
  Position operator()(std::nullptr_t) const { return SameOrNone(literal.null); }
  Position operator()(bool value) const {
    return SameOrNone(literal.boolean == value);
  }
  Position operator()(const Number& value) const {
    if (!literal.number) return Position::kNone;
    return FromOrder(CompareNumbers(value, *literal.number));
  }
  Position operator()(std::string_view value) const {
    return PositionOfText(value, literal, how);
  }
  Position operator()(const Date& value) const {
    if (!literal.date) return Position::kNone;
    return PositionIn(MomentOf(value, how.zone_minutes), *literal.date);
  }
};

}  // namespace

std::partial_ordering CompareNumbers(const Number& left, const Number& right) {
  const auto* left_integer = std::get_if<std::int64_t>(&left);
  const auto* right_integer = std::get_if<std::int64_t>(&right);
  if (left_integer != nullptr && right_integer != nullptr) {
    return *left_integer <=> *right_integer;
  }
  if (left_integer != nullptr) {
    return CompareToDouble(*left_integer, std::get<double>(right));
  }
  if (right_integer != nullptr) {
    return 0 <=> CompareToDouble(*right_integer, std::get<double>(left));
  }
  return std::get<double>(left) <=> std::get<double>(right);
}

Position PositionTo(const Leaf& leaf, const Literal& literal,
                    const Comparison& how) {
  return std::visit(AgainstLiteral{literal, how}, leaf);
}

Position PositionTo(const Leaf& leaf, const Leaf& other,
                    const Comparison& how) {
  if (std::holds_alternative<Date>(leaf) ||
      std::holds_alternative<Date>(other)) {
    std::optional<Date> date = DateOf(leaf);
    std::optional<Date> against = DateOf(other);
    if (!date || !against) return Position::kNone;
    return PositionIn(MomentOf(*date, how.zone_minutes),
                      IntervalOf(*against, how.zone_minutes));
  }
  if (leaf.index() != other.index()) return Position::kNone;
  if (const auto* text = std::get_if<std::string_view>(&leaf)) {
    std::string_view against = std::get<std::string_view>(other);
    if (!how.folded) return ComparedTexts(*text, against, how);
    return ComparedTexts(*text, FoldedText(against).view(), how);
  }
  if (const auto* number = std::get_if<Number>(&leaf)) {
    return FromOrder(CompareNumbers(*number, std::get<Number>(other)));
  }
  const auto* boolean = std::get_if<bool>(&leaf);
  return SameOrNone(boolean != nullptr && *boolean == std::get<bool>(other));
}

bool IsWithin(const Leaf& leaf, const std::variant<Literal, LiteralRange>& item,
              const Comparison& how) {
  if (const auto* literal = std::get_if<Literal>(&item)) {
    return PositionTo(leaf, *literal, how) == Position::kWithin;
  }
  const auto& range = std::get<LiteralRange>(item);
  return (!range.low ||
          Passes(PositionTo(leaf, *range.low, how), TestKind::kGreaterEqual)) &&
         (!range.high ||
          Passes(PositionTo(leaf, *range.high, how), TestKind::kLessEqual));
}

bool Passes(Position position, TestKind kind) {
  switch (kind) {
    case TestKind::kLess:
      return position == Position::kBefore;
    case TestKind::kLessEqual:
      return position == Position::kBefore || position == Position::kWithin;
    case TestKind::kGreater:
      return position == Position::kAfter;
    case TestKind::kGreaterEqual:
      return position == Position::kAfter || position == Position::kWithin;
    default:
      return position == Position::kWithin;
  }
}

}  // namespace pressmark::query
