#ifndef PRESSMARK_QUERY_PARSER_AST_H_
#define PRESSMARK_QUERY_PARSER_AST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// The syntax tree of a query: what was written, nothing looked up. Plain
// values. Nesting is bounded by Limits::query_depth.
namespace pressmark::query::parser {

// Bytes [begin, end) of the query's text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// One step of a path after its first name: `.name`, `."a name"` or `[3]`.
struct Segment {
  std::string name;
  std::optional<std::uint32_t> element;  // an element's number, from 0

  bool operator==(const Segment&) const = default;
};

// `link.brand`, `.date`, `a."b c"[0]`, `@key`. The first segment is the name.
struct Path {
  Span span;
  bool system = false;  // written with @
  bool dotted = false;  // written with a leading dot: front matter itself
  std::vector<Segment> segments;
};

enum class Function : std::uint8_t {
  kNone,
  kLen,
  kDate,
  kNum,
  kFold,
  kYear,
  kMonth,
  kDay,
};

struct Operand {
  Span span;
  Function function = Function::kNone;
  Path path;
};

enum class AtomForm : std::uint8_t {
  kString,  // quoted; `text` without quotes, escapes resolved
  kBare,    // `text` as written
  kNull,
  kTrue,
  kFalse,
  kParameter,  // `text` is its name
  kReference,  // `path` of the same article
};

struct Atom {
  Span span;
  AtomForm form = AtomForm::kBare;
  std::string text;
  Path path;
};

// A value (`low` alone) or a range `low..high`, either end perhaps open.
struct Item {
  Span span;
  bool range = false;
  std::optional<Atom> low;
  std::optional<Atom> high;
};

enum class Comparator : std::uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kGlob,
  kNotGlob,
  kIn,
  kNotIn,
  kAllOf,
  kMatch,
};

// `topic = x`, `all tags in [a, b]`, `n >= 3`. kIn, kNotIn and kAllOf take one
// item or more, the others exactly one.
struct Comparison {
  Span span;
  bool all = false;
  Operand operand;
  Comparator comparator = Comparator::kEqual;
  Span comparator_span;
  std::vector<Item> items;
};

// `has p` or `exists p`.
struct Presence {
  Span span;
  bool has = true;
  Path path;
};

struct Expression;

// `a[…]`: one element satisfies all of it. `condition` holds exactly one.
struct ElementMatch {
  Span span;
  Path path;
  std::vector<Expression> condition;
};

// `and` or `or` over two or more.
struct Junction {
  Span span;
  bool conjunction = true;
  std::vector<Expression> operands;
};

// `operand` holds exactly one.
struct Negation {
  Span span;
  std::vector<Expression> operand;
};

struct Expression {
  std::variant<Comparison, Presence, ElementMatch, Junction, Negation> node;
};

enum class Direction : std::uint8_t { kDefault, kAscending, kDescending };

struct OrderKey {
  Span span;
  Operand operand;  // or an output column's name, a path of one segment
  Direction direction = Direction::kDefault;
};

struct Pick {
  Span span;
  bool star = false;
  std::vector<Path> except;  // of `*`
  Operand operand;           // unless `star`
  std::string name;          // after `as`; else empty
};

enum class AggregateKind : std::uint8_t { kCount, kMin, kMax, kSum };

struct Aggregate {
  Span span;
  AggregateKind kind = AggregateKind::kCount;
  bool distinct = false;
  std::optional<Path> path;  // `count` alone has none
  std::string name;          // after `as`; else empty
};

// The argument of limit, offset or after.
struct ClauseArgument {
  Span span;
  bool parameter = false;
  std::string text;          // a parameter's name or a token
  std::uint64_t number = 0;  // of limit and offset, unless a parameter
};

struct Query {
  std::optional<Expression> filter;  // none: every article
  std::vector<OrderKey> order;
  std::optional<ClauseArgument> limit;
  std::optional<ClauseArgument> offset;
  std::optional<ClauseArgument> after;
  std::vector<Pick> select;
  std::vector<Aggregate> aggregates;
  std::vector<Operand> group_by;
};

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_AST_H_
