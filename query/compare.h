#ifndef PRESSMARK_QUERY_COMPARE_H_
#define PRESSMARK_QUERY_COMPARE_H_

#include <compare>
#include <cstdint>
#include <string_view>
#include <variant>

#include "query/bound.h"
#include "query/subject_values.h"

// How one value of an article stands to what it is tested against.
namespace pressmark::query {

// Of a value that has the literal's type; a date literal is an interval, so
// that more than one value is within it.
enum class Position : std::uint8_t {
  kNone,  // of another type, or of none that has an order
  kBefore,
  kWithin,
  kAfter,
};

// How texts and civil dates are compared.
struct Comparison {
  bool folded = false;
  std::int16_t zone_minutes = 0;
};

// Exactly, as the numbers they are: 2^53 + 1 is not 2.0^53. NaN is unordered.
std::partial_ordering CompareNumbers(const Number& left, const Number& right);

// `literal` is no reference, and folded already where `how.folded`.
Position PositionTo(const Leaf& leaf, const Literal& literal,
                    const Comparison& how);

// Against another value of the same article: a date acts as a literal of its
// precision, a text as a date where `leaf` is one.
Position PositionTo(const Leaf& leaf, const Leaf& other, const Comparison& how);

bool IsWithin(const Leaf& leaf, const std::variant<Literal, LiteralRange>& item,
              const Comparison& how);

// Whether a value in `position` passes a test of kIn, kLess, kLessEqual,
// kGreater or kGreaterEqual.
bool Passes(Position position, TestKind kind);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_COMPARE_H_
