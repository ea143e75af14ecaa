#include "query/term_ranges.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <pressmark/limits.h>

#include "engine/article_id.h"
#include "schema/utf8.h"

// Each kind of field has a function that turns a literal into a term's place in
// the order of terms. A test of order is then the terms before or after that
// place, and a range those between two places.

namespace pressmark::query {

namespace {

using engine::TermTag;
using Ranges = std::optional<std::vector<TermRange>>;

// Where the values that equal a literal stand: [lower, upper).
using Place = TermRange;

TermRange Between(const TermRange& low, const TermRange& high) {
  return {low.lower, high.upper, low.exact && high.exact};
}

// A cut term keeps at least so many bytes of its value, so the order of terms
// is that of their values against any text that is no longer.
constexpr std::size_t kOrderedBytes = kTermBytes - 4;

std::optional<Place> TextPlace(const Literal& literal) {
  // A text that is a date would be compared with the date.
  if (!literal.text || literal.date || literal.number) return std::nullopt;
  if (literal.text->size() <= kOrderedBytes) {
    return OnlyTerm(engine::TextTerm(*literal.text));
  }
  TermRange range = engine::TextPrefixRange(
      schema::PrefixOnCharacterBoundary(*literal.text, kOrderedBytes));
  return Place{std::move(range.lower), std::move(range.upper), false};
}

std::string NumberTermOf(const Number& number) {
  return std::visit([](auto n) { return engine::NumberTerm(n); }, number);
}

std::optional<Place> NumberPlace(const Literal& literal) {
  if (!literal.number) return std::nullopt;
  const auto* decimal = std::get_if<double>(&*literal.number);
  if (decimal != nullptr && std::isnan(*decimal)) return std::nullopt;
  return OnlyTerm(NumberTermOf(*literal.number));
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

std::optional<Place> DatePlace(const Literal& literal,
                               std::int16_t zone_minutes) {
  if (!literal.date) return std::nullopt;
  std::int64_t begin = literal.date->begin;
  std::int64_t end = literal.date->end;
  // A civil day posts its beginning in UTC, which in the zone is another one.
  std::int64_t shift = zone_minutes * 60 * kMicrosecondsPerSecond;
  return Place{FirstTermAt(std::min(begin, begin + shift)),
               FirstTermAt(std::max(end, end + shift)), shift == 0};
}

std::optional<Place> PlaceOf(FieldKind field, const Literal& literal,
                             std::int16_t zone_minutes) {
  if (literal.reference) return std::nullopt;
  if (field == FieldKind::kNumber) return NumberPlace(literal);
  if (field == FieldKind::kDate) return DatePlace(literal, zone_minutes);
  if (field == FieldKind::kBool) return std::nullopt;
  return TextPlace(literal);
}

// All values of a kind that an order takes in: NaN stands in none.
TermRange AllOrdered(FieldKind field) {
  if (field == FieldKind::kNumber) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return Between(OnlyTerm(engine::NumberTerm(-kInfinity)),
                   OnlyTerm(engine::NumberTerm(kInfinity)));
  }
  return engine::TagRange(field == FieldKind::kDate ? TermTag::kDate
                                                    : TermTag::kText);
}

Ranges EqualTo(FieldKind field, const Literal& literal,
               std::int16_t zone_minutes) {
  std::vector<TermRange> none;
  if (literal.reference) return std::nullopt;
  if (literal.null) return none;
  if (field == FieldKind::kBool) {
    if (!literal.boolean) return none;
    return Ranges({OnlyTerm(engine::BoolTerm(*literal.boolean))});
  }
  bool text = field == FieldKind::kText || field == FieldKind::kFolded;
  if (text && !literal.date) {
    if (!literal.text) return none;
    TermRange only = OnlyTerm(engine::TextTerm(*literal.text));
    return Ranges({std::move(only)});
  }
  std::optional<Place> place = PlaceOf(field, literal, zone_minutes);
  if (place) return Ranges({std::move(*place)});
  return std::nullopt;
}

Ranges Ordered(FieldKind field, TestKind test, const Literal& literal,
               std::int16_t zone_minutes) {
  std::optional<Place> place = PlaceOf(field, literal, zone_minutes);
  if (!place) return std::nullopt;
  TermRange all = AllOrdered(field);
  // What a place that is not exact stands for may lie on either side.
  bool takes_place = test == TestKind::kLessEqual ||
                     test == TestKind::kGreaterEqual || !place->exact;
  TermRange range = *place;
  if (test == TestKind::kLess || test == TestKind::kLessEqual) {
    range.lower = all.lower;
    if (!takes_place) range.upper = place->lower;
  } else {
    range.upper = all.upper;
    if (!takes_place) range.lower = place->upper;
  }
  return Ranges({std::move(range)});
}

Ranges Within(FieldKind field, const LiteralRange& literals,
              std::int16_t zone_minutes) {
  TermRange all = AllOrdered(field);
  std::optional<Place> low = all;
  std::optional<Place> high = all;
  if (literals.low) low = PlaceOf(field, *literals.low, zone_minutes);
  if (literals.high) high = PlaceOf(field, *literals.high, zone_minutes);
  if (!low || !high) return std::nullopt;
  return Ranges({Between(*low, *high)});
}

Ranges Prefixed(FieldKind field, const Literal& literal) {
  bool text = field == FieldKind::kText || field == FieldKind::kFolded;
  if (!text || !literal.glob) return std::nullopt;
  return Ranges({engine::TextPrefixRange(literal.glob->prefix())});
}

}  // namespace

TermRange OnlyTerm(std::string term) {
  bool exact = engine::IsExactTerm(term);
  std::string after = term + '\0';
  return {std::move(term), std::move(after), exact};
}

std::optional<std::vector<TermRange>> TermRangesOf(
    FieldKind field, TestKind test,
    const std::variant<Literal, LiteralRange>& item,
    std::int16_t zone_minutes) {
  if (const auto* range = std::get_if<LiteralRange>(&item)) {
    if (field == FieldKind::kBool) return std::nullopt;
    return Within(field, *range, zone_minutes);
  }
  const auto& literal = std::get<Literal>(item);
  if (test == TestKind::kGlob) return Prefixed(field, literal);
  if (test == TestKind::kIn || test == TestKind::kAllOf) {
    return EqualTo(field, literal, zone_minutes);
  }
  return Ordered(field, test, literal, zone_minutes);
}

std::vector<TermRange> Joined(std::vector<TermRange> ranges) {
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
