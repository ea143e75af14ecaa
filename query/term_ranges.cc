#include "query/term_ranges.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <pressmark/limits.h>

#include "engine/article_id.h"
#include "schema/fold.h"
#include "schema/utf8.h"

// Values of each type stand together among the terms, so a test is looked at
// type by type: a literal has a place in the order of a type's terms, or none
// if no value of that type can equal it. A test of order is then the terms
// before or after that place, and a range those between two places.

namespace pressmark::query {

namespace {

using engine::TermTag;
using parser::Function;

TermRange Between(const TermRange& low, const TermRange& high) {
  return {low.lower, high.upper, low.exact && high.exact};
}

// A cut term keeps at least so many bytes of its value, so the order of terms
// is that of their values against any text that is no longer.
constexpr std::size_t kOrderedBytes = kTermBytes - 4;

std::string NumberTermOf(const Number& number) {
  return std::visit([](auto n) { return engine::NumberTerm(n); }, number);
}

bool IsNan(const Number& number) {
  const auto* decimal = std::get_if<double>(&number);
  return decimal != nullptr && std::isnan(*decimal);
}

// The first term a date at this moment, civil or not, can have.
std::string FirstTermAt(std::int64_t moment) {
  constexpr std::int64_t kLast = engine::kLastSecond * kMicrosecondsPerSecond;
  Date civil;
  civil.microseconds = std::clamp<std::int64_t>(moment, 0, kLast);
  Date instant = civil;
  instant.precision = DatePrecision::kFraction;
  return std::min(engine::DateTerm(civil), engine::DateTerm(instant));
}

}  // namespace

RangeFinder::RangeFinder(const engine::IndexDefinition& index,
                         const Subject& subject, std::int16_t zone_minutes)
    : index_(index), subject_(subject), zone_minutes_(zone_minutes) {}

bool RangeFinder::texts_are_dates() const {
  return !index_.field && index_.kind == FieldKind::kDate;
}

bool RangeFinder::folds_alike() const {
  return subject_.folded == (index_.kind == FieldKind::kFolded);
}

// A field's values have its kind; those of a path may have any type.
bool RangeFinder::Holds(Type type) const {
  if (subject_.function == Function::kDate) return type == Type::kDate;
  bool path = !index_.field;
  switch (type) {
    case Type::kNull:
      return path;
    case Type::kBool:
      return path || index_.kind == FieldKind::kBool;
    case Type::kNumber:
      return path || index_.kind == FieldKind::kNumber;
    case Type::kText:
      return path || index_.kind == FieldKind::kText ||
             index_.kind == FieldKind::kFolded;
    case Type::kDate:
      return index_.kind == FieldKind::kDate;
  }
  return false;
}

RangeFinder::Place RangeFinder::EqualTo(Type type,
                                        const Literal& literal) const {
  switch (type) {
    case Type::kNull:
      if (!literal.null) return {};
      return {true, OnlyTerm(engine::NullTerm())};
    case Type::kBool:
      if (!literal.boolean) return {};
      return {true, OnlyTerm(engine::BoolTerm(*literal.boolean))};
    case Type::kText:
      return EqualText(literal);
    case Type::kDate:
      if (literal.date) return DatePlace(literal);
      return EqualWrittenDate(literal);
    case Type::kNumber:
      break;
  }
  return OrderedAt(type, literal);
}

// A text that is no date literal may yet be written as a date.
RangeFinder::Place RangeFinder::EqualWrittenDate(const Literal& literal) const {
  bool text = texts_are_dates() && subject_.function != Function::kDate;
  if (!text || !literal.text) return {};
  std::optional<Date> date = ParseDate(*literal.text);
  if (!date) return {};
  TermRange same_date = OnlyTerm(engine::DateTerm(*date));
  same_date.exact = false;
  return {true, std::move(same_date)};
}

RangeFinder::Place RangeFinder::EqualText(const Literal& literal) const {
  // A text that is a date is compared with the date.
  if (literal.date && !texts_are_dates()) return {false, {}};
  if (!literal.text) return {};
  if (folds_alike()) return {true, OnlyTerm(engine::TextTerm(*literal.text))};
  if (subject_.folded) return {false, {}};
  TermRange spellings = OnlyTerm(engine::TextTerm(schema::Fold(*literal.text)));
  spellings.exact = false;
  return {true, std::move(spellings)};
}

RangeFinder::Place RangeFinder::OrderedAt(Type type,
                                          const Literal& literal) const {
  switch (type) {
    case Type::kNumber:
      if (!literal.number) return {};
      if (IsNan(*literal.number)) return {false, {}};
      return {true, OnlyTerm(NumberTermOf(*literal.number))};
    case Type::kText:
      return OrderedText(literal);
    case Type::kDate:
      return DatePlace(literal);
    case Type::kNull:
    case Type::kBool:
      break;
  }
  return {};
}

RangeFinder::Place RangeFinder::OrderedText(const Literal& literal) const {
  if (literal.date && !texts_are_dates()) return {false, {}};
  if (!literal.text) return {};
  if (!folds_alike()) return {false, {}};
  if (literal.text->size() <= kOrderedBytes) {
    return {true, OnlyTerm(engine::TextTerm(*literal.text))};
  }
  TermRange range = engine::TextPrefixRange(
      schema::PrefixOnCharacterBoundary(*literal.text, kOrderedBytes));
  range.exact = false;
  return {true, std::move(range)};
}

RangeFinder::Place RangeFinder::DatePlace(const Literal& literal) const {
  if (!literal.date) {
    // Texts that are dates are compared as texts, and do not stand in that
    // order here.
    bool text = literal.text && texts_are_dates() &&
                subject_.function != Function::kDate;
    return {!text, {}};
  }
  std::int64_t begin = literal.date->begin;
  std::int64_t end = literal.date->end;
  // A civil day posts its beginning in UTC, which in the zone is another one.
  std::int64_t shift = zone_minutes_ * 60 * kMicrosecondsPerSecond;
  return {true, TermRange{FirstTermAt(std::min(begin, begin + shift)),
                          FirstTermAt(std::max(end, end + shift)), shift == 0}};
}

// All values of a type that an order takes in: NaN stands in none.
TermRange RangeFinder::AllOrdered(Type type) {
  if (type != Type::kNumber) {
    return engine::TagRange(type == Type::kDate ? TermTag::kDate
                                                : TermTag::kText);
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return Between(OnlyTerm(engine::NumberTerm(-kInfinity)),
                 OnlyTerm(engine::NumberTerm(kInfinity)));
}

RangeFinder::Place RangeFinder::Ordered(Type type, TestKind test,
                                        const Literal& literal) const {
  Place place = OrderedAt(type, literal);
  if (!place.known || !place.range) return place;
  TermRange all = AllOrdered(type);
  TermRange range = *place.range;
  // What a place that is not exact stands for may lie on either side.
  bool takes_place = test == TestKind::kLessEqual ||
                     test == TestKind::kGreaterEqual || !range.exact;
  if (test == TestKind::kLess || test == TestKind::kLessEqual) {
    range.lower = all.lower;
    if (!takes_place) range.upper = place.range->lower;
  } else {
    range.upper = all.upper;
    if (!takes_place) range.lower = place.range->upper;
  }
  return {true, std::move(range)};
}

RangeFinder::Place RangeFinder::Within(Type type,
                                       const LiteralRange& literals) const {
  if (type == Type::kNull || type == Type::kBool) return {};
  TermRange all = AllOrdered(type);
  Place low{true, all};
  Place high{true, all};
  if (literals.low) low = OrderedAt(type, *literals.low);
  if (literals.high) high = OrderedAt(type, *literals.high);
  if (!low.known || !high.known) return {false, {}};
  if (!low.range || !high.range) return {};
  return {true, Between(*low.range, *high.range)};
}

std::optional<RangeFinder::Ranges> RangeFinder::Prefixed(
    const Literal& literal) const {
  bool textual = Holds(Type::kText) && !texts_are_dates() && folds_alike();
  if (!textual || !literal.glob) return std::nullopt;
  return Ranges{engine::TextPrefixRange(literal.glob->prefix())};
}

std::optional<std::vector<TermRange>> RangeFinder::Find(
    TestKind test, const std::variant<Literal, LiteralRange>& item) const {
  const auto* literal = std::get_if<Literal>(&item);
  if (literal != nullptr && literal->reference) return std::nullopt;
  if (test == TestKind::kGlob) return Prefixed(*literal);
  bool equal = test == TestKind::kIn || test == TestKind::kAllOf;
  Ranges ranges;
  for (Type type :
       {Type::kNull, Type::kBool, Type::kNumber, Type::kText, Type::kDate}) {
    if (!Holds(type)) continue;
    Place place = literal == nullptr
                      ? Within(type, std::get<LiteralRange>(item))
                  : equal ? EqualTo(type, *literal)
                          : Ordered(type, test, *literal);
    if (!place.known) return std::nullopt;
    if (place.range) ranges.push_back(*std::move(place.range));
  }
  return ranges;
}

TermRange OnlyTerm(std::string term) {
  bool exact = engine::IsExactTerm(term);
  std::string after;
  after.reserve(term.size() + 1);
  after.append(term).push_back('\0');
  return {std::move(term), std::move(after), exact};
}

std::vector<TermRange> Joined(std::vector<TermRange> ranges) {
  if (ranges.size() == 1 && ranges.front().lower < ranges.front().upper) {
    return ranges;
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const auto& a, const auto& b) { return a.lower < b.lower; });
  std::vector<TermRange> joined;
  for (TermRange& range : ranges) {
    if (range.lower >= range.upper) continue;
    if (joined.empty() || range.lower > joined.back().upper) {
      joined.push_back(std::move(range));
      continue;
    }
    TermRange& last = joined.back();
    last.upper = std::max(last.upper, range.upper);
    last.exact = last.exact && range.exact;
  }
  return joined;
}

}  // namespace pressmark::query
