#ifndef PRESSMARK_TESTS_SUPPORT_NAIVE_VALUES_H_
#define PRESSMARK_TESTS_SUPPORT_NAIVE_VALUES_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/article.h>
#include <pressmark/date.h>
#include <pressmark/value.h>

#include "query/bound.h"

// What the language says that subjects come to, worked out from the article as
// it was parsed, slowly and without a record, an index or the evaluator.
namespace pressmark::test {

struct NaiveArticle {
  std::string key;
  std::string source;
  ParsedArticle parsed;
  std::uint64_t sequence = 0;
  // Counts on with each article that is inserted or gets another date.
  std::uint64_t inserted = 0;

  std::optional<Date> date() const;
};

// One value. A number of either kind is a long double, which holds all 64 bits
// of an integer.
struct NaiveValue {
  enum class Kind { kBool, kNumber, kText, kDate, kNull, kMapping };
  Kind kind = Kind::kNull;
  bool boolean = false;
  long double number = 0;
  std::string text;
  Date date;
};

// An article, or one element of it.
struct NaiveScope {
  const NaiveArticle* article = nullptr;
  const Value* element = nullptr;
  std::int16_t zone_minutes = 0;
};

// The front matter values where a path ends; lists there whole, or taken apart.
std::vector<Value> NaiveWhole(const query::Subject& subject,
                              const NaiveScope& scope);
std::vector<Value> NaiveItems(const query::Subject& subject,
                              const NaiveScope& scope);

// All values of a subject, functions applied: nulls and mappings among them.
std::vector<NaiveValue> NaiveValues(const query::Subject& subject,
                                    const NaiveScope& scope);

// The values that can be ordered and grouped by, each once; folded where the
// subject folds.
std::vector<NaiveValue> NaiveScalars(const query::Subject& subject,
                                     const NaiveScope& scope);

// The order of `order by`, ascending, without nulls.
std::strong_ordering NaiveOrder(const NaiveValue& left,
                                const NaiveValue& right);

// Writes a value so that two are equal where their texts are.
std::string NaiveText(const NaiveValue& value);
// The same of a front matter value with all it holds.
std::string NaiveText(const Value& value);

// A moment in microseconds: of a civil date where it begins in the zone.
std::int64_t NaiveMoment(const Date& date, std::int16_t zone_minutes);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_NAIVE_VALUES_H_
