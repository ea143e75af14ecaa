#ifndef PRESSMARK_QUERY_BOUND_H_
#define PRESSMARK_QUERY_BOUND_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <pressmark/date.h>
#include <pressmark/mapping.h>

#include "query/glob.h"
#include "query/parser/ast.h"

// A query with every name looked up and every literal typed: what the planner
// plans and what the evaluator, and the naive one in the tests, evaluates.
// Negative tests are gone: `!=`, `!~` and `not in` are a Not over the positive
// (`all p != x`, every value differs from x, is AllOf{kAnyValue, Not(p = x)}).
namespace pressmark::query {

// What a name starting with @ means.
enum class SystemName : std::uint8_t {
  kKey,
  kSequence,
  kHash,
  kImported,
  kBody,
  kSource,
};

enum class SubjectRoot : std::uint8_t {
  kField,        // a field of the mapping, by number
  kFrontMatter,  // a path from the front matter's top
  kElement,      // a path from the element that `[…]` is at
  kSystem,
};

// What is compared, ordered by, selected or grouped by.
//
// A path takes every item of the lists on its way and at its end; lists in
// lists are taken apart likewise. `[n]` takes the item n of a list, and with n
// = 0 also what is no list. Its values are the scalars it ends at, nulls among
// them, and mappings, which equal nothing.
struct Subject {
  SubjectRoot root = SubjectRoot::kFrontMatter;
  std::uint16_t field = 0;               // of kField
  SystemName system = SystemName::kKey;  // of kSystem
  std::vector<parser::Segment> path;     // of kFrontMatter and kElement
  parser::Function function = parser::Function::kNone;
  // The field's kind and whether it takes many values; of kField only.
  FieldKind field_kind = FieldKind::kText;
  bool many = false;
  // Texts are compared after case folding: folded fields and fold(p).
  bool folded = false;
  std::string name;  // as it is printed, and the name of its column
};

// Moments [begin, end), microseconds since 0001-01-01T00:00Z. A civil day
// begins where it does in the query's zone.
struct DateInterval {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  bool operator==(const DateInterval&) const = default;
};

// An exact number: an integer of 64 bits, or a double.
using Number = std::variant<std::int64_t, double>;

// A literal, and all it may stand for: a value of each type is compared with
// the member of its own type, and differs where that is empty. A bare 315 is a
// number and a text; 2021-10 a date and a text; "315" only a text.
struct Literal {
  bool null = false;
  std::optional<bool> boolean;
  std::optional<Number> number;
  // Folded where the subject folds. Never set beside `number` in a test of
  // order or a range: bare numbers order numbers only.
  std::optional<std::string> text;
  // A text that is a date is compared with this one, any other text with
  // `text`.
  std::optional<DateInterval> date;
  std::optional<Glob> glob;  // of kGlob: `text`, compiled
  // Instead of all these: the values of another subject of the same article,
  // one of which must pass. Texts are folded on both sides where either folds.
  std::optional<Subject> reference;
};

// Inclusive on both written ends; either may be open, not both.
struct LiteralRange {
  std::optional<Literal> low;
  std::optional<Literal> high;
};

enum class TestKind : std::uint8_t {
  kIn,    // one of `items` holds the value; `=` has one item
  kLess,  // these four take one item, a Literal
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kGlob,   // one item, whose text is the pattern
  kAllOf,  // each of `items` holds some value
  // No items: there is a value at all, be it blank or null. Only made for
  // `all p != x`.
  kAnyValue,
};

struct Test {
  Subject subject;
  TestKind kind = TestKind::kIn;
  // True where every value must pass and there is at least one. Not beside
  // kAllOf and kAnyValue.
  bool every = false;
  std::vector<std::variant<Literal, LiteralRange>> items;
};

// `has`: some value that is not null, blank or an empty mapping. `exists`: the
// path is there, be it null or an empty list. Of a field both are the same.
struct PresenceTest {
  Subject subject;
  bool has = true;  // else: exists
};

struct Condition;

struct ElementCondition {
  Subject subject;
  std::vector<Condition> condition;  // exactly one
};

struct AllOf {
  std::vector<Condition> operands;  // none: true
};
struct AnyOf {
  std::vector<Condition> operands;  // none: false
};
struct Not {
  std::vector<Condition> operand;  // exactly one
};

struct Condition {
  std::variant<Test, PresenceTest, ElementCondition, AllOf, AnyOf, Not> node;
};

struct BoundOrderKey {
  // A subject of articles, or of aggregates the number of an output column:
  // first those of `group_by`, then those of `aggregates`.
  std::variant<Subject, std::size_t> key;
  bool descending = false;
};

struct BoundColumn {
  std::string name;
  bool star = false;
  std::vector<std::vector<parser::Segment>> except;  // of `*`
  Subject subject;                                   // unless `star`
};

// Over the values as ScalarsOf gives them, so a value twice in an article
// counts once. `count` counts articles; `count(p)` those that have a value of
// p; `count(distinct p)` the different values of all; min and max go by
// CompareForOrder; sum adds the numbers, exactly while they are integers that
// fit 64 bits. min, max and sum of nothing are missing.
struct BoundAggregate {
  std::string name;
  parser::AggregateKind kind = parser::AggregateKind::kCount;
  bool distinct = false;
  std::optional<Subject> subject;
};

struct BoundQuery {
  Condition filter;  // AllOf{} where every article is meant
  // Empty: the default order. Always ends in the default order.
  std::vector<BoundOrderKey> order;
  std::optional<std::uint64_t> limit;
  std::uint64_t offset = 0;
  std::optional<std::string> after;  // a page token
  std::vector<BoundColumn> columns;  // of articles
  std::vector<BoundAggregate> aggregates;
  // Without `order`: where the first of these is a period (year, month, day)
  // groups ascend; else the largest first aggregate comes first. Ties ascend
  // by the groups' values in turn; missing last.
  std::vector<Subject> group_by;
  std::int16_t zone_minutes = 0;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_BOUND_H_
