#include "query/fields.h"

#include <algorithm>
#include <array>

namespace pressmark::query {

namespace {

using parser::Comparator;
using parser::Function;

constexpr ValueTypes kAnyOrText = Of(ValueType::kAny) | Of(ValueType::kText);
constexpr ValueTypes kAllTypes = kAnyOrText | Of(ValueType::kNumber) |
                                 Of(ValueType::kDate) | Of(ValueType::kBool);
constexpr ValueTypes kOrderedTypes =
    kAnyOrText | Of(ValueType::kNumber) | Of(ValueType::kDate);
constexpr ValueTypes kNumeric = kAnyOrText | Of(ValueType::kNumber);
constexpr ValueTypes kDated = kAnyOrText | Of(ValueType::kDate);

constexpr std::array<SystemTraits, 6> kSystemNames = {{
    {"@key", SystemName::kKey, ValueType::kText, true},
    {"@seq", SystemName::kSequence, ValueType::kNumber, true},
    {"@hash", SystemName::kHash, ValueType::kText, true},
    {"@imported", SystemName::kImported, ValueType::kDate, true},
    {"@body", SystemName::kBody, ValueType::kText, false},
    {"@source", SystemName::kSource, ValueType::kText, false},
}};

constexpr std::array<FunctionTraits, 8> kFunctions = {{
    {"", Function::kNone, kAllTypes, ValueType::kAny},
    {"len", Function::kLen, kAllTypes, ValueType::kNumber},
    {"date", Function::kDate, kDated, ValueType::kDate},
    {"num", Function::kNum, kNumeric, ValueType::kNumber},
    {"fold", Function::kFold, kAnyOrText, ValueType::kAny},
    {"year", Function::kYear, kDated, ValueType::kDate},
    {"month", Function::kMonth, kDated, ValueType::kDate},
    {"day", Function::kDay, kDated, ValueType::kDate},
}};

constexpr std::array<ComparatorTraits, 12> kComparators = {{
    {"=", Comparator::kEqual, TestKind::kIn, false, false, kAllTypes},
    {"!=", Comparator::kNotEqual, TestKind::kIn, true, false, kAllTypes},
    {"<", Comparator::kLess, TestKind::kLess, false, false, kOrderedTypes},
    {"<=", Comparator::kLessEqual, TestKind::kLessEqual, false, false,
     kOrderedTypes},
    {">", Comparator::kGreater, TestKind::kGreater, false, false,
     kOrderedTypes},
    {">=", Comparator::kGreaterEqual, TestKind::kGreaterEqual, false, false,
     kOrderedTypes},
    {"~", Comparator::kGlob, TestKind::kGlob, false, false, kAnyOrText},
    {"!~", Comparator::kNotGlob, TestKind::kGlob, true, false, kAnyOrText},
    {"in", Comparator::kIn, TestKind::kIn, false, true, kAllTypes},
    {"not in", Comparator::kNotIn, TestKind::kIn, true, true, kAllTypes},
    {"all of", Comparator::kAllOf, TestKind::kAllOf, false, true, kAllTypes},
    {"match", Comparator::kMatch, TestKind::kIn, false, false, kAllTypes},
}};

ValueType TypeOfKind(FieldKind kind) {
  switch (kind) {
    case FieldKind::kText:
    case FieldKind::kFolded:
      return ValueType::kText;
    case FieldKind::kNumber:
      return ValueType::kNumber;
    case FieldKind::kDate:
      return ValueType::kDate;
    case FieldKind::kBool:
      return ValueType::kBool;
  }
  return ValueType::kText;
}

}  // namespace

std::string_view TypeName(ValueType type) {
  switch (type) {
    case ValueType::kAny:
      return "a value";
    case ValueType::kText:
      return "a text";
    case ValueType::kNumber:
      return "a number";
    case ValueType::kDate:
      return "a date";
    case ValueType::kBool:
      return "true or false";
  }
  return "a value";
}

std::span<const SystemTraits> SystemNames() { return kSystemNames; }

const SystemTraits& TraitsOf(SystemName system) {
  return *std::find_if(
      kSystemNames.begin(), kSystemNames.end(),
      [system](const SystemTraits& entry) { return entry.system == system; });
}

const FunctionTraits& TraitsOf(Function function) {
  return *std::find_if(kFunctions.begin(), kFunctions.end(),
                       [function](const FunctionTraits& entry) {
                         return entry.function == function;
                       });
}

const ComparatorTraits& TraitsOf(Comparator comparator) {
  return *std::find_if(kComparators.begin(), kComparators.end(),
                       [comparator](const ComparatorTraits& entry) {
                         return entry.comparator == comparator;
                       });
}

bool IsOrderTest(TestKind kind) {
  return kind == TestKind::kLess || kind == TestKind::kLessEqual ||
         kind == TestKind::kGreater || kind == TestKind::kGreaterEqual;
}

ValueType TypeOf(const Subject& subject) {
  ValueType given = TraitsOf(subject.function).gives;
  if (given != ValueType::kAny) return given;
  switch (subject.root) {
    case SubjectRoot::kField:
      return TypeOfKind(subject.field_kind);
    case SubjectRoot::kSystem:
      return TraitsOf(subject.system).type;
    default:
      return ValueType::kAny;
  }
}

bool IsKey(const Subject& subject) {
  return subject.root == SubjectRoot::kSystem &&
         subject.system == SystemName::kKey &&
         subject.function == Function::kNone;
}

bool IsSortable(const Subject& subject) {
  if (subject.function == Function::kLen) return true;
  if (subject.root == SubjectRoot::kSystem) {
    return TraitsOf(subject.system).sortable;
  }
  return !subject.many;
}

}  // namespace pressmark::query
