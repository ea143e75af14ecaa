#include "tests/support/naive_values.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <sstream>
#include <variant>

#include <pressmark/mapping.h>

#include "query/subject_values.h"
#include "schema/fold.h"
#include "schema/hash.h"

namespace pressmark::test {

namespace {

using query::Subject;
using query::SubjectRoot;
using query::SystemName;
using query::parser::Function;
using query::parser::Segment;
using Kind = NaiveValue::Kind;
using Path = std::vector<Segment>;

NaiveValue Number(long double number) {
  NaiveValue value;
  value.kind = Kind::kNumber;
  value.number = number;
  return value;
}

NaiveValue Text(std::string text) {
  NaiveValue value;
  value.kind = Kind::kText;
  value.text = std::move(text);
  return value;
}

NaiveValue OfDate(const Date& date) {
  NaiveValue value;
  value.kind = Kind::kDate;
  value.date = date;
  return value;
}

NaiveValue Boolean(bool boolean) {
  NaiveValue value;
  value.kind = Kind::kBool;
  value.boolean = boolean;
  return value;
}

NaiveValue FromValue(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return {};
    case ValueKind::kBool:
      return Boolean(value.boolean());
    case ValueKind::kInteger:
      return Number(static_cast<long double>(value.integer()));
    case ValueKind::kDecimal:
      return Number(value.number());
    case ValueKind::kText:
      return Text(std::string(value.text()));
    default:
      break;
  }
  NaiveValue mapping;
  mapping.kind = Kind::kMapping;
  return mapping;
}

struct FromField {
  NaiveValue operator()(bool boolean) const { return Boolean(boolean); }
  NaiveValue operator()(std::int64_t number) const {
    return Number(static_cast<long double>(number));
  }
  NaiveValue operator()(double number) const { return Number(number); }
  NaiveValue operator()(const std::string& text) const { return Text(text); }
  NaiveValue operator()(const Date& date) const { return OfDate(date); }
};

std::vector<Value> Flat(const Value& value) {
  if (value.kind() != ValueKind::kList) return {value};
  std::vector<Value> flat;
  for (const Value item : value) {
    std::vector<Value> inner = Flat(item);
    flat.insert(flat.end(), inner.begin(), inner.end());
  }
  return flat;
}

// The values that one step leads to from one value.
std::vector<Value> Step(const Value& value, const Segment& segment) {
  std::vector<Value> found;
  if (segment.element) {
    std::vector<Value> items = {value};
    if (value.kind() == ValueKind::kList)
      items.assign(value.begin(), value.end());
    if (*segment.element < items.size())
      found.push_back(items[*segment.element]);
    return found;
  }
  for (const Value& item : Flat(value)) {
    if (item.kind() != ValueKind::kMapping) continue;
    if (auto member = item.Find(segment.name)) found.push_back(*member);
  }
  return found;
}

std::vector<Value> Follow(const Value& start, const Path& path) {
  std::vector<Value> values = {start};
  for (const Segment& segment : path) {
    std::vector<Value> next;
    for (const Value& value : values) {
      std::vector<Value> found = Step(value, segment);
      next.insert(next.end(), found.begin(), found.end());
    }
    values = std::move(next);
  }
  return values;
}

NaiveValue SystemValue(SystemName name, const NaiveArticle& article) {
  switch (name) {
    case SystemName::kKey:
      return Text(article.key);
    case SystemName::kSequence:
      return Number(static_cast<long double>(article.sequence));
    case SystemName::kHash:
      return Text(schema::ToHex(schema::HashOf(article.source)));
    case SystemName::kBody:
      return Text(article.source.substr(article.parsed.body_offset));
    case SystemName::kSource:
      return Text(article.source);
    case SystemName::kImported:
      break;
  }
  return {};
}

std::vector<NaiveValue> PlainValues(const Subject& subject,
                                    const NaiveScope& scope) {
  std::vector<NaiveValue> values;
  if (subject.root == SubjectRoot::kSystem) {
    values.push_back(SystemValue(subject.system, *scope.article));
  } else if (subject.root == SubjectRoot::kField) {
    for (const FieldValue& v : scope.article->parsed.fields[subject.field]) {
      values.push_back(std::visit(FromField(), v));
    }
  } else {
    for (const Value& value : NaiveItems(subject, scope)) {
      values.push_back(FromValue(value));
    }
  }
  return values;
}

std::optional<Date> DateIn(const NaiveValue& value) {
  if (value.kind == Kind::kDate) return value.date;
  if (value.kind == Kind::kText) return ParseDate(value.text);
  return std::nullopt;
}

std::int64_t FloorDays(std::int64_t microseconds) {
  constexpr std::int64_t kDay = kSecondsPerDay * kMicrosecondsPerSecond;
  return (microseconds - (microseconds % kDay + kDay) % kDay) / kDay;
}

Date Period(Function function, const Date& date, std::int16_t zone_minutes) {
  std::int64_t local = date.microseconds;
  if (!date.civil()) local += zone_minutes * 60 * kMicrosecondsPerSecond;
  CivilDay day = CivilFromDays(FloorDays(local));
  Date period;
  if (function == Function::kMonth) {
    day.day = 1;
    period.precision = DatePrecision::kMonth;
  }
  if (function == Function::kYear) {
    day = {day.year, 1, 1};
    period.precision = DatePrecision::kYear;
  }
  period.microseconds =
      DaysFromCivil(day) * kSecondsPerDay * kMicrosecondsPerSecond;
  return period;
}

std::optional<NaiveValue> Applied(Function function, const NaiveValue& value,
                                  std::int16_t zone_minutes) {
  if (function == Function::kNone || function == Function::kFold) return value;
  if (function == Function::kNum) {
    if (value.kind == Kind::kNumber) return value;
    if (value.kind != Kind::kText) return std::nullopt;
    auto number = query::NumberFromText(value.text);
    if (!number) return std::nullopt;
    return std::visit(
        [](auto n) { return Number(static_cast<long double>(n)); }, *number);
  }
  std::optional<Date> date = DateIn(value);
  if (!date) return std::nullopt;
  if (function == Function::kDate) return OfDate(*date);
  return OfDate(Period(function, *date, zone_minutes));
}

std::strong_ordering Strong(bool less, bool greater) {
  if (less) return std::strong_ordering::less;
  return greater ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::strong_ordering OrderNumbers(long double left, long double right) {
  if (std::isnan(left) || std::isnan(right)) {
    return std::isnan(left) <=> std::isnan(right);
  }
  return Strong(left<right, left> right);
}

// A civil day before the instants of its moment.
std::strong_ordering OrderDates(const Date& left, const Date& right) {
  if (left.microseconds != right.microseconds) {
    return left.microseconds <=> right.microseconds;
  }
  if (!left.civil() || !right.civil()) return right.civil() <=> left.civil();
  return left.precision <=> right.precision;
}

}  // namespace

std::optional<Date> NaiveArticle::date() const {
  const std::vector<FieldValue>& values = parsed.fields[kDateField];
  if (values.empty()) return std::nullopt;
  return std::get<Date>(values.front());
}

std::vector<Value> NaiveWhole(const Subject& subject, const NaiveScope& scope) {
  if (subject.root == SubjectRoot::kElement) {
    return scope.element == nullptr ? std::vector<Value>()
                                    : Follow(*scope.element, subject.path);
  }
  return Follow(scope.article->parsed.front_matter.root(), subject.path);
}

std::vector<Value> NaiveItems(const Subject& subject, const NaiveScope& scope) {
  std::vector<Value> items;
  for (const Value& whole : NaiveWhole(subject, scope)) {
    std::vector<Value> flat = Flat(whole);
    items.insert(items.end(), flat.begin(), flat.end());
  }
  return items;
}

std::vector<NaiveValue> NaiveValues(const Subject& subject,
                                    const NaiveScope& scope) {
  std::vector<NaiveValue> values = PlainValues(subject, scope);
  if (subject.function == Function::kLen) {
    auto nulls = std::count_if(values.begin(), values.end(), [](const auto& v) {
      return v.kind == Kind::kNull;
    });
    return {Number(static_cast<long double>(values.size()) -
                   static_cast<long double>(nulls))};
  }
  std::vector<NaiveValue> applied;
  for (const NaiveValue& value : values) {
    auto one = Applied(subject.function, value, scope.zone_minutes);
    if (one) applied.push_back(*one);
  }
  return applied;
}

std::vector<NaiveValue> NaiveScalars(const Subject& subject,
                                     const NaiveScope& scope) {
  std::vector<NaiveValue> once;
  for (NaiveValue& value : NaiveValues(subject, scope)) {
    if (value.kind == Kind::kNull || value.kind == Kind::kMapping) continue;
    if (subject.folded) value.text = schema::Fold(value.text);
    bool seen = std::any_of(once.begin(), once.end(), [&](const auto& other) {
      return NaiveOrder(value, other) == 0;
    });
    if (!seen) once.push_back(std::move(value));
  }
  return once;
}

std::strong_ordering NaiveOrder(const NaiveValue& left,
                                const NaiveValue& right) {
  if (left.kind != right.kind) return left.kind <=> right.kind;
  switch (left.kind) {
    case Kind::kBool:
      return left.boolean <=> right.boolean;
    case Kind::kNumber:
      return OrderNumbers(left.number, right.number);
    case Kind::kText:
      return left.text <=> right.text;
    case Kind::kDate:
      return OrderDates(left.date, right.date);
    default:
      return std::strong_ordering::equal;
  }
}

std::string NaiveText(const NaiveValue& value) {
  std::ostringstream text;
  text.precision(20);
  switch (value.kind) {
    case Kind::kBool:
      return value.boolean ? "true" : "false";
    case Kind::kNumber:
      text << (value.number == 0 ? 0 : value.number);
      return text.str();
    case Kind::kText:
      return '"' + value.text + '"';
    case Kind::kDate:
      text << "date " << value.date.microseconds;
      if (value.date.civil()) {
        text << " civil " << static_cast<int>(value.date.precision);
      }
      return text.str();
    case Kind::kNull:
      return "null";
    case Kind::kMapping:
      break;
  }
  return "{}";
}

std::string NaiveText(const Value& value) {
  if (value.is_scalar()) return NaiveText(FromValue(value));
  bool list = value.kind() == ValueKind::kList;
  std::string text = list ? "[" : "{";
  for (const Value child : value) {
    if (!list) text += std::string(child.key()) + ": ";
    text += NaiveText(child) + ", ";
  }
  return text + (list ? "]" : "}");
}

std::int64_t NaiveMoment(const Date& date, std::int16_t zone_minutes) {
  std::int64_t zone = date.civil() ? zone_minutes : 0;
  return date.microseconds - zone * 60 * kMicrosecondsPerSecond;
}

}  // namespace pressmark::test
