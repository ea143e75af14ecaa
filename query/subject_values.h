#ifndef PRESSMARK_QUERY_SUBJECT_VALUES_H_
#define PRESSMARK_QUERY_SUBJECT_VALUES_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include <pressmark/date.h>
#include <pressmark/value.h>

#include "query/bound.h"
#include "query/function_ref.h"
#include "schema/card.h"
#include "schema/record_view.h"

// What subjects come to on an article.
namespace pressmark::query {

// One article, or one element of it, as conditions see it.
struct Subjected {
  // One of this and `card` is set, unless nothing of the article was read.
  const schema::RecordView* record = nullptr;
  // The source, only where a condition or column names @body or @source.
  std::string_view source = {};
  // The element that `[…]` is at, else null.
  const Value* element = nullptr;
  // Only where all that is asked of the article is on it; then it is whole.
  const schema::CardView* card = nullptr;

  // Empty where nothing was read. Lives as long as record and card.
  std::string_view key() const;
};

// A mapping, where a scalar could stand: it equals nothing.
struct MappingLeaf {};

// One value of a subject. A text is as it was written; of fold(p) too, since
// what compares or shows it folds it.
using Leaf = std::variant<MappingLeaf, std::nullptr_t, bool, Number,
                          std::string_view, Date>;

// Calls `visit` with the values of a subject, functions applied, until it
// returns true; returns whether it did. A text is valid during the call, and
// as long as the article but for @hash.
bool VisitLeaves(const Subject& subject, const Subjected& article,
                 std::int16_t zone_minutes,
                 FunctionRef<bool(const Leaf&)> visit);

// The same with the front matter values where the path ends: a list there is
// one value. `subject` is a path; its function is passed over.
bool VisitWhole(const Subject& subject, const Subjected& article,
                FunctionRef<bool(const Value&)> visit);

// The same with the items of lists there, however deep, and what is no list.
bool VisitItems(const Subject& subject, const Subjected& article,
                FunctionRef<bool(const Value&)> visit);

Leaf LeafOf(const Value& value);
Leaf LeafOf(const schema::FieldValueView& value);
Leaf LeafOf(const schema::CardValue& value);

// A text's number by the rules of front matter, blanks around it passed over.
std::optional<Number> NumberFromText(std::string_view text);

// A date, or the date that a text is.
std::optional<Date> DateOf(const Leaf& leaf);

// The moment of a date, microseconds since 0001-01-01T00:00Z: of a civil date
// where it begins in the zone.
std::int64_t MomentOf(const Date& date, std::int16_t zone_minutes);

// The year, month or day that holds `date` in the zone, as a civil date.
Date PeriodOf(parser::Function period, const Date& date,
              std::int16_t zone_minutes);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_SUBJECT_VALUES_H_
