#include "query/subject_values.h"

#include <algorithm>
#include <span>
#include <string>
#include <type_traits>

#include "schema/hash.h"
#include "schema/scalar.h"

namespace pressmark::query {

namespace {

using parser::Function;
using parser::Segment;
using ValueVisitor = FunctionRef<bool(const Value&)>;

constexpr std::int64_t kMicrosecondsPerMinute = 60 * kMicrosecondsPerSecond;
constexpr std::int64_t kMicrosecondsPerDay =
    kSecondsPerDay * kMicrosecondsPerSecond;

std::optional<Value> Step(const Value& value, const Segment& segment) {
  if (!segment.element) return value.Find(segment.name);
  std::uint32_t left = *segment.element;
  if (value.kind() != ValueKind::kList) {
    return left == 0 ? std::optional<Value>(value) : std::nullopt;
  }
  for (const Value item : value) {
    if (left-- == 0) return item;
  }
  return std::nullopt;
}

// Recurses on lists only, so no deeper than front matter may nest.
bool Walk(Value value, std::span<const Segment> path, bool whole,
          ValueVisitor visit) {
  while (true) {
    bool end = path.empty();
    bool keeps_list = end ? whole : path.front().element.has_value();
    if (value.kind() == ValueKind::kList && !keeps_list) {
      for (const Value item : value) {
        if (Walk(item, path, whole, visit)) return true;
      }
      return false;
    }
    if (end) return visit(value);
    std::optional<Value> next = Step(value, path.front());
    if (!next) return false;
    value = *next;
    path = path.subspan(1);
  }
}

bool WalkSubject(const Subject& subject, const Subjected& article, bool whole,
                 ValueVisitor visit) {
  if (subject.root == SubjectRoot::kElement) {
    if (article.element == nullptr) return false;
    return Walk(*article.element, subject.path, whole, visit);
  }
  return Walk(article.record->front_matter(), subject.path, whole, visit);
}

Date ImportedDate(const schema::RecordView& record) {
  std::int64_t epoch = DaysFromCivil({1970, 1, 1}) * kMicrosecondsPerDay;
  return {epoch + record.imported(), 0, DatePrecision::kFraction};
}

bool VisitSystem(SystemName name, const Subjected& article,
                 FunctionRef<bool(const Leaf&)> visit) {
  if (name == SystemName::kKey) return visit(article.key());
  if (name == SystemName::kSource) return visit(article.source);
  const schema::RecordView& record = *article.record;
  switch (name) {
    case SystemName::kKey:
    case SystemName::kSource:
      break;
    case SystemName::kSequence:
      return visit(Number(static_cast<std::int64_t>(record.sequence())));
    case SystemName::kHash: {
      std::string hash = schema::ToHex(record.source_hash());
      return visit(std::string_view(hash));
    }
    case SystemName::kImported:
      return visit(ImportedDate(record));
    case SystemName::kBody:
      return visit(article.source.substr(std::min<std::uint64_t>(
          record.body_offset(), article.source.size())));
  }
  return false;
}

// The values without the function.
bool VisitPlain(const Subject& subject, const Subjected& article,
                FunctionRef<bool(const Leaf&)> visit) {
  if (subject.root == SubjectRoot::kSystem) {
    return VisitSystem(subject.system, article, visit);
  }
  if (subject.root != SubjectRoot::kField) {
    return WalkSubject(subject, article, false, [visit](const Value& value) {
      return visit(LeafOf(value));
    });
  }
  if (article.card != nullptr) {
    auto value = article.card->field(subject.field);
    return value && visit(LeafOf(*value));
  }
  schema::FieldView values = article.record->field(subject.field);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (visit(LeafOf(values[i]))) return true;
  }
  return false;
}

std::optional<Number> NumberOf(const Leaf& leaf) {
  if (const auto* number = std::get_if<Number>(&leaf)) return *number;
  const auto* text = std::get_if<std::string_view>(&leaf);
  return text == nullptr ? std::nullopt : NumberFromText(*text);
}

// The leaf under the function; nothing where it has no value under it.
std::optional<Leaf> Apply(Function function, const Leaf& leaf,
                          std::int16_t zone_minutes) {
  switch (function) {
    case Function::kNum: {
      std::optional<Number> number = NumberOf(leaf);
      return number ? std::optional<Leaf>(*number) : std::nullopt;
    }
    case Function::kDate: {
      std::optional<Date> date = DateOf(leaf);
      return date ? std::optional<Leaf>(*date) : std::nullopt;
    }
    case Function::kYear:
    case Function::kMonth:
    case Function::kDay: {
      std::optional<Date> date = DateOf(leaf);
      if (!date) return std::nullopt;
      return PeriodOf(function, *date, zone_minutes);
    }
    default:
      return leaf;
  }
}

std::int64_t CountLeaves(const Subject& subject, const Subjected& article) {
  std::int64_t count = 0;
  VisitPlain(subject, article, [&count](const Leaf& leaf) {
    if (!std::holds_alternative<std::nullptr_t>(leaf)) ++count;
    return false;
  });
  return count;
}

}  // namespace

std::string_view Subjected::key() const {
  if (card != nullptr) return card->key();
  return record == nullptr ? std::string_view() : record->key();
}

bool VisitLeaves(const Subject& subject, const Subjected& article,
                 std::int16_t zone_minutes,
                 FunctionRef<bool(const Leaf&)> visit) {
  Function function = subject.function;
  if (function == Function::kNone || function == Function::kFold) {
    return VisitPlain(subject, article, visit);
  }
  if (function == Function::kLen) {
    return visit(Number(CountLeaves(subject, article)));
  }
  return VisitPlain(
      subject, article, [visit, function, zone_minutes](const Leaf& leaf) {
        std::optional<Leaf> applied = Apply(function, leaf, zone_minutes);
        return applied && visit(*applied);
      });
}

bool VisitWhole(const Subject& subject, const Subjected& article,
                ValueVisitor visit) {
  return WalkSubject(subject, article, true, visit);
}

bool VisitItems(const Subject& subject, const Subjected& article,
                ValueVisitor visit) {
  return WalkSubject(subject, article, false, visit);
}

Leaf LeafOf(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return nullptr;
    case ValueKind::kBool:
      return value.boolean();
    case ValueKind::kInteger:
      return Number(value.integer());
    case ValueKind::kDecimal:
      return Number(value.number());
    case ValueKind::kText:
      return value.text();
    default:
      return MappingLeaf();
  }
}

Leaf LeafOf(const schema::FieldValueView& value) {
  using Kind = schema::FieldValueView::Kind;
  switch (value.kind()) {
    case Kind::kBool:
      return value.boolean();
    case Kind::kInteger:
      return Number(value.integer());
    case Kind::kDecimal:
      return Number(value.decimal());
    case Kind::kText:
      return value.text();
    case Kind::kDate:
      return value.date();
  }
  return nullptr;
}

Leaf LeafOf(const schema::CardValue& value) {
  return std::visit(
      [](const auto& held) -> Leaf {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::int64_t> ||
                      std::is_same_v<Held, double>) {
          return Number(held);
        } else {
          return held;
        }
      },
      value);
}

std::optional<Number> NumberFromText(std::string_view text) {
  text = schema::TrimBlanks(text);
  switch (schema::PlainScalarKind(text)) {
    case ValueKind::kInteger:
      if (auto integer = schema::ParseInteger(text)) return Number(*integer);
      return std::nullopt;
    case ValueKind::kDecimal:
      if (auto decimal = schema::ParseDecimal(text)) return Number(*decimal);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Date> DateOf(const Leaf& leaf) {
  if (const auto* date = std::get_if<Date>(&leaf)) return *date;
  const auto* text = std::get_if<std::string_view>(&leaf);
  return text == nullptr ? std::nullopt : ParseDate(*text);
}

std::int64_t MomentOf(const Date& date, std::int16_t zone_minutes) {
  if (!date.civil()) return date.microseconds;
  return date.microseconds - zone_minutes * kMicrosecondsPerMinute;
}

Date PeriodOf(Function period, const Date& date, std::int16_t zone_minutes) {
  std::int64_t local = date.microseconds;
  if (!date.civil()) local += zone_minutes * kMicrosecondsPerMinute;
  // A zone may push the first and last hours out of the years that exist.
  std::int64_t last = DaysFromCivil({9999, 12, 31});
  std::int64_t days =
      std::clamp<std::int64_t>(local, 0, last * kMicrosecondsPerDay) /
      kMicrosecondsPerDay;
  CivilDay day = CivilFromDays(days);
  Date held{0, 0, DatePrecision::kDay};
  if (period != Function::kDay) {
    day.day = 1;
    held.precision = DatePrecision::kMonth;
  }
  if (period == Function::kYear) {
    day.month = 1;
    held.precision = DatePrecision::kYear;
  }
  held.microseconds = DaysFromCivil(day) * kMicrosecondsPerDay;
  return held;
}

}  // namespace pressmark::query
