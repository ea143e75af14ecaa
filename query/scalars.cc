#include "query/scalars.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "query/compare.h"
#include "query/fields.h"
#include "query/folded_text.h"
#include "schema/fold.h"

namespace pressmark::query {

namespace {

using parser::Function;

// What a leaf is as a scalar: null where it is a mapping or null.
Scalar ScalarOf(const Leaf& leaf, bool fold) {
  if (const auto* text = std::get_if<std::string_view>(&leaf)) {
    return fold ? schema::Fold(*text) : std::string(*text);
  }
  if (const auto* boolean = std::get_if<bool>(&leaf)) return *boolean;
  if (const auto* number = std::get_if<Number>(&leaf)) return *number;
  if (const auto* date = std::get_if<Date>(&leaf)) return *date;
  return nullptr;
}

// Leaves each value once, where it first stood.
void RemoveRepeats(std::vector<Scalar>* scalars) {
  std::vector<std::size_t> order(scalars->size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto compare = [scalars](std::size_t left, std::size_t right) {
    return CompareForOrder((*scalars)[left], (*scalars)[right], false);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&compare](std::size_t left, std::size_t right) {
                     return compare(left, right) < 0;
                   });
  auto repeats = std::unique(order.begin(), order.end(),
                             [&compare](std::size_t left, std::size_t right) {
                               return compare(left, right) == 0;
                             });
  order.erase(repeats, order.end());
  if (order.size() == scalars->size()) return;
  std::sort(order.begin(), order.end());
  std::vector<Scalar> once;
  for (std::size_t i : order) once.push_back(std::move((*scalars)[i]));
  *scalars = std::move(once);
}

// Appends a leaf as a cell, unless it is a mapping or null.
void AppendCell(const Leaf& leaf, bool make_text, bool fold,
                std::deque<std::string>* texts, std::vector<Cell>* cells) {
  if (const auto* text = std::get_if<std::string_view>(&leaf)) {
    std::string_view shown = *text;
    if (make_text) {
      texts->push_back(fold ? schema::Fold(*text) : std::string(*text));
      shown = texts->back();
    }
    cells->emplace_back().value = shown;
  } else if (const auto* boolean = std::get_if<bool>(&leaf)) {
    cells->emplace_back().value = *boolean;
  } else if (const auto* date = std::get_if<Date>(&leaf)) {
    cells->emplace_back().value = *date;
  } else if (const auto* number = std::get_if<Number>(&leaf)) {
    Cell& cell = cells->emplace_back();
    std::visit([&cell](auto value) { cell.value = value; }, *number);
  }
}

Cell OneOrList(std::vector<Cell> cells, bool list) {
  if (cells.empty()) return {};
  if (cells.size() == 1 && !list) return std::move(cells.front());
  return Cell{std::move(cells)};
}

// Whether the subject is what stands on a card, as it stands there.
bool IsOnCard(const Subject& subject) {
  bool field = subject.root == SubjectRoot::kField && !subject.many &&
               subject.function == Function::kNone;
  return field || IsKey(subject);
}

Cell CardCell(const Subject& subject, const schema::CardView& card) {
  if (subject.root == SubjectRoot::kSystem) return {card.key()};
  std::optional<schema::CardValue> value = card.field(subject.field);
  if (!value) return {};
  return std::visit([](const auto& held) { return Cell{held}; }, *value);
}

// bool, number, text, date, null.
int RankOf(const Scalar& scalar) {
  return scalar.index() == 0 ? static_cast<int>(std::variant_size_v<Scalar>)
                             : static_cast<int>(scalar.index());
}

bool IsNan(const Number& number) {
  const auto* decimal = std::get_if<double>(&number);
  return decimal != nullptr && std::isnan(*decimal);
}

std::strong_ordering OrderNumbers(const Number& left, const Number& right) {
  if (IsNan(left) || IsNan(right)) return IsNan(left) <=> IsNan(right);
  std::partial_ordering order = CompareNumbers(left, right);
  if (order == 0) return std::strong_ordering::equal;
  return order < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::strong_ordering OrderTexts(const std::string& left,
                                const std::string& right, bool folded) {
  if (!folded) return left <=> right;
  return FoldedText(left).view() <=> FoldedText(right).view();
}

std::strong_ordering OrderDates(const Date& left, const Date& right) {
  if (left.microseconds != right.microseconds) {
    return left.microseconds <=> right.microseconds;
  }
  if (left.civil() != right.civil()) return right.civil() <=> left.civil();
  if (!left.civil()) return std::strong_ordering::equal;
  return left.precision <=> right.precision;
}

}  // namespace

std::vector<Scalar> ScalarsOf(const Subject& subject, const Subjected& article,
                              std::int16_t zone_minutes) {
  std::vector<Scalar> scalars;
  bool fold = subject.function == Function::kFold;
  VisitLeaves(subject, article, zone_minutes,
              [&scalars, fold](const Leaf& leaf) {
                Scalar scalar = ScalarOf(leaf, fold);
                if (scalar.index() != 0) scalars.push_back(std::move(scalar));
                return false;
              });
  // A field holds each value once already.
  bool field = subject.root == SubjectRoot::kField;
  bool plain = subject.function == Function::kNone;
  if (scalars.size() > 1 && !(field && plain)) RemoveRepeats(&scalars);
  return scalars;
}

Cell CellOf(const Subject& subject, const Subjected& article,
            std::int16_t zone_minutes, std::deque<std::string>* texts) {
  if (IsOnCard(subject) && article.card != nullptr) {
    return CardCell(subject, *article.card);
  }
  std::vector<Cell> cells;
  bool plain = subject.function == Function::kNone;
  bool path = subject.root == SubjectRoot::kFrontMatter ||
              subject.root == SubjectRoot::kElement;
  if (path && plain) {
    VisitWhole(subject, article, [&cells](const Value& value) {
      cells.emplace_back().value = value;
      return false;
    });
    return OneOrList(std::move(cells), false);
  }
  bool fold = subject.function == Function::kFold;
  bool hash = subject.root == SubjectRoot::kSystem &&
              subject.system == SystemName::kHash;
  VisitLeaves(subject, article, zone_minutes, [&](const Leaf& leaf) {
    AppendCell(leaf, fold || hash, fold, texts, &cells);
    return false;
  });
  bool list = subject.many && subject.function != Function::kLen;
  return OneOrList(std::move(cells), list);
}

std::strong_ordering CompareForOrder(const Scalar& left, const Scalar& right,
                                     bool folded) {
  if (RankOf(left) != RankOf(right)) return RankOf(left) <=> RankOf(right);
  if (const auto* number = std::get_if<Number>(&left)) {
    return OrderNumbers(*number, std::get<Number>(right));
  }
  if (const auto* text = std::get_if<std::string>(&left)) {
    return OrderTexts(*text, std::get<std::string>(right), folded);
  }
  if (const auto* date = std::get_if<Date>(&left)) {
    return OrderDates(*date, std::get<Date>(right));
  }
  if (const auto* boolean = std::get_if<bool>(&left)) {
    return *boolean <=> std::get<bool>(right);
  }
  return std::strong_ordering::equal;
}

}  // namespace pressmark::query
