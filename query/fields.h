#ifndef PRESSMARK_QUERY_FIELDS_H_
#define PRESSMARK_QUERY_FIELDS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "query/bound.h"
#include "query/parser/ast.h"

// The tables of what can be asked about: system names, functions and
// operators, and the types of value that each takes and gives. Everything else
// reads these.
namespace pressmark::query {

// What the values of a subject are. It decides how a literal beside it is read
// and which tests it takes.
enum class ValueType : std::uint8_t {
  kAny,  // front matter: each value has its own type
  kText,
  kNumber,
  kDate,
  kBool,
};

// A set of ValueTypes, a bit each.
using ValueTypes = std::uint8_t;
constexpr ValueTypes Of(ValueType type) {
  return static_cast<ValueTypes>(1u << static_cast<unsigned>(type));
}
constexpr bool Contains(ValueTypes types, ValueType type) {
  return (types & Of(type)) != 0;
}

// "a text", "a number", "a date", "true or false". Static storage.
std::string_view TypeName(ValueType type);

// A name that begins with @.
struct SystemTraits {
  std::string_view name;  // with the @
  SystemName system;
  ValueType type;
  // Whether answers may be ordered, grouped and aggregated by it.
  bool sortable;
};
std::span<const SystemTraits> SystemNames();
const SystemTraits& TraitsOf(SystemName system);

struct FunctionTraits {
  std::string_view name;
  parser::Function function;
  ValueTypes takes;
  ValueType gives;  // kAny: what it takes
};
const FunctionTraits& TraitsOf(parser::Function function);

struct ComparatorTraits {
  std::string_view sign;
  parser::Comparator comparator;
  TestKind test;
  bool negative;     // stands for `not` of the test
  bool takes_lists;  // several values, and parameters that are lists
  ValueTypes takes;
};
const ComparatorTraits& TraitsOf(parser::Comparator comparator);

// Whether a test puts values in order.
bool IsOrderTest(TestKind kind);

ValueType TypeOf(const Subject& subject);
// Whether it is the article's key, as it is.
bool IsKey(const Subject& subject);
// Whether answers may be ordered by it: not by texts of any length, nor by
// fields of many values.
bool IsSortable(const Subject& subject);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_FIELDS_H_
