#ifndef PRESSMARK_QUERY_TERM_RANGES_H_
#define PRESSMARK_QUERY_TERM_RANGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/index.h"
#include "engine/terms.h"
#include "query/bound.h"

namespace pressmark::query {

// Terms from `lower` to before `upper`. Where `exact` is false they may stand
// for more values than are meant.
using engine::TermRange;

// The one term.
TermRange OnlyTerm(std::string term);

// Where, among the terms of an index, the values of a subject stand that pass
// a test.
class RangeFinder {
 public:
  // `index` holds the values of `subject`, perhaps others too; both must
  // outlive the finder.
  RangeFinder(const engine::IndexDefinition& index, const Subject& subject,
              std::int16_t zone_minutes);

  // The terms of values that stand to the item as the test of this kind asks.
  // No ranges: no value does. Nothing where terms cannot tell. Of a glob, those
  // of its prefix.
  std::optional<std::vector<TermRange>> Find(
      TestKind test, const std::variant<Literal, LiteralRange>& item) const;

 private:
  // The types a term may have that stands for a value.
  enum class Type : std::uint8_t { kNull, kBool, kNumber, kText, kDate };
  using Ranges = std::vector<TermRange>;
  // Where the values of one type stand that equal a literal: nothing known,
  // no value, or one range.
  struct Place {
    bool known = true;
    std::optional<TermRange> range;
  };

  bool Holds(Type type) const;
  Place EqualTo(Type type, const Literal& literal) const;
  Place EqualText(const Literal& literal) const;
  Place EqualWrittenDate(const Literal& literal) const;
  // Likewise, as a place in the order of the type's values.
  Place OrderedAt(Type type, const Literal& literal) const;
  Place OrderedText(const Literal& literal) const;
  Place DatePlace(const Literal& literal) const;
  static TermRange AllOrdered(Type type);
  // The values of a type that stand in an order to the literal, or between
  // those of the range.
  Place Ordered(Type type, TestKind test, const Literal& literal) const;
  Place Within(Type type, const LiteralRange& range) const;
  std::optional<Ranges> Prefixed(const Literal& literal) const;

  // A text that is a date stands as that date, not as a text.
  bool texts_are_dates() const;
  bool folds_alike() const;

  const engine::IndexDefinition& index_;
  const Subject& subject_;
  std::int16_t zone_minutes_;
};

// Sorts ranges and joins those that overlap or meet.
std::vector<TermRange> Joined(std::vector<TermRange> ranges);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_TERM_RANGES_H_
