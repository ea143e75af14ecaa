#include "tests/support/naive_condition.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/date_literal.h"
#include "schema/fold.h"

namespace pressmark::test {

namespace {

using query::Condition;
using query::Literal;
using query::LiteralRange;
using query::Subject;
using query::SubjectRoot;
using query::TestKind;
using Item = std::variant<Literal, LiteralRange>;
using Kind = NaiveValue::Kind;

// How a value stands to what it is compared with.
enum class Relation { kNone, kBefore, kWithin, kAfter };

Relation Of(bool before, bool after) {
  if (before) return Relation::kBefore;
  return after ? Relation::kAfter : Relation::kWithin;
}

Relation Same(bool same) { return same ? Relation::kWithin : Relation::kNone; }

Relation Numbers(long double left, long double right) {
  if (left != left || right != right) return Relation::kNone;
  return Of(left<right, left> right);
}

Relation Dates(const Date& date, const query::DateInterval& interval,
               std::int16_t zone) {
  std::int64_t moment = NaiveMoment(date, zone);
  return Of(moment < interval.begin, moment >= interval.end);
}

Relation Texts(const std::string& text, const std::string& other, bool folded) {
  std::string left = folded ? schema::Fold(text) : text;
  std::string right = folded ? schema::Fold(other) : other;
  return Of(left<right, left> right);
}

long double AsNumber(const query::Number& number) {
  return std::visit([](auto n) { return static_cast<long double>(n); }, number);
}

Relation ToLiteral(const NaiveValue& value, const Literal& literal, bool folded,
                   std::int16_t zone) {
  switch (value.kind) {
    case Kind::kNull:
      return Same(literal.null);
    case Kind::kBool:
      return Same(literal.boolean && *literal.boolean == value.boolean);
    case Kind::kNumber:
      if (!literal.number) return Relation::kNone;
      return Numbers(value.number, AsNumber(*literal.number));
    case Kind::kDate:
      if (!literal.date) return Relation::kNone;
      return Dates(value.date, *literal.date, zone);
    case Kind::kText: {
      std::optional<Date> date = ParseDate(value.text);
      if (literal.date && date) return Dates(*date, *literal.date, zone);
      if (!literal.text) return Relation::kNone;
      return Texts(value.text, *literal.text, folded);
    }
    case Kind::kMapping:
      break;
  }
  return Relation::kNone;
}

std::optional<Date> AsDate(const NaiveValue& value) {
  if (value.kind == Kind::kDate) return value.date;
  return value.kind == Kind::kText ? ParseDate(value.text) : std::nullopt;
}

// Against another value of the article: as against a literal that was written
// like it, but that only a date makes a date of a text.
Relation ToValue(const NaiveValue& value, const NaiveValue& other, bool folded,
                 std::int16_t zone) {
  if (value.kind == Kind::kDate || other.kind == Kind::kDate) {
    std::optional<Date> left = AsDate(value);
    std::optional<Date> right = AsDate(other);
    if (!left || !right) return Relation::kNone;
    return Dates(*left, query::IntervalOf(*right, zone), zone);
  }
  if (value.kind != other.kind) return Relation::kNone;
  switch (value.kind) {
    case Kind::kBool:
      return Same(value.boolean == other.boolean);
    case Kind::kNumber:
      return Numbers(value.number, other.number);
    case Kind::kText:
      return Texts(value.text, other.text, folded);
    default:
      return Relation::kNone;
  }
}

bool Passes(TestKind kind, Relation relation) {
  switch (kind) {
    case TestKind::kLess:
      return relation == Relation::kBefore;
    case TestKind::kLessEqual:
      return relation == Relation::kBefore || relation == Relation::kWithin;
    case TestKind::kGreater:
      return relation == Relation::kAfter;
    case TestKind::kGreaterEqual:
      return relation == Relation::kAfter || relation == Relation::kWithin;
    default:
      return relation == Relation::kWithin;
  }
}

bool MatchesPattern(const NaiveValue& value, const std::string& pattern,
                    bool folded) {
  if (value.kind != Kind::kText) return false;
  if (!folded) return NaiveGlob(pattern, value.text);
  return NaiveGlob(schema::Fold(pattern), schema::Fold(value.text));
}

struct Tester {
  const query::Test& test;
  const NaiveScope& scope;

  bool Holds() const {
    std::vector<NaiveValue> values = NaiveValues(test.subject, scope);
    if (test.kind == TestKind::kAnyValue) return !values.empty();
    auto passes = [this](const NaiveValue& value) {
      return std::any_of(
          test.items.begin(), test.items.end(),
          [&](const Item& item) { return Matches(value, item); });
    };
    if (test.kind == TestKind::kAllOf) {
      return std::all_of(
          test.items.begin(), test.items.end(), [&](const Item& item) {
            return std::any_of(
                values.begin(), values.end(),
                [&](const NaiveValue& value) { return Matches(value, item); });
          });
    }
    if (!test.every) return std::any_of(values.begin(), values.end(), passes);
    return !values.empty() && std::all_of(values.begin(), values.end(), passes);
  }

  bool Matches(const NaiveValue& value, const Item& item) const {
    if (const auto* range = std::get_if<LiteralRange>(&item)) {
      return Within(value, *range);
    }
    const auto& literal = std::get<Literal>(item);
    if (literal.reference) return MatchesOther(value, *literal.reference);
    bool folded = test.subject.folded;
    if (test.kind == TestKind::kGlob) {
      return MatchesPattern(value, *literal.text, folded);
    }
    return Passes(test.kind,
                  ToLiteral(value, literal, folded, scope.zone_minutes));
  }

  bool Within(const NaiveValue& value, const LiteralRange& range) const {
    auto passes = [&](TestKind kind, const std::optional<Literal>& end) {
      return !end || Passes(kind, ToLiteral(value, *end, test.subject.folded,
                                            scope.zone_minutes));
    };
    return passes(TestKind::kGreaterEqual, range.low) &&
           passes(TestKind::kLessEqual, range.high);
  }

  bool MatchesOther(const NaiveValue& value, const Subject& other) const {
    bool folded = test.subject.folded || other.folded;
    for (const NaiveValue& against : NaiveValues(other, scope)) {
      bool matches = test.kind == TestKind::kGlob
                         ? against.kind == Kind::kText &&
                               MatchesPattern(value, against.text, folded)
                         : Passes(test.kind, ToValue(value, against, folded,
                                                     scope.zone_minutes));
      if (matches) return true;
    }
    return false;
  }
};

bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool IsPresent(const query::PresenceTest& test, const NaiveScope& scope) {
  const Subject& subject = test.subject;
  if (subject.root == SubjectRoot::kField) {
    return !NaiveValues(subject, scope).empty();
  }
  if (subject.root == SubjectRoot::kSystem) {
    NaiveValue value = NaiveValues(subject, scope).front();
    return !test.has || value.kind != Kind::kText || !IsBlank(value.text);
  }
  if (!test.has) return !NaiveWhole(subject, scope).empty();
  for (const Value& item : NaiveItems(subject, scope)) {
    bool empty =
        item.kind() == ValueKind::kNull ||
        (item.kind() == ValueKind::kMapping && item.size() == 0) ||
        (item.kind() == ValueKind::kText && IsBlank(std::string(item.text())));
    if (!empty) return true;
  }
  return false;
}

struct Follower {
  const NaiveScope& scope;

  bool operator()(const query::Test& test) const {
    return Tester{test, scope}.Holds();
  }
  bool operator()(const query::PresenceTest& test) const {
    return IsPresent(test, scope);
  }
  bool operator()(const query::ElementCondition& element) const {
    for (const Value& item : NaiveItems(element.subject, scope)) {
      if (item.kind() == ValueKind::kNull) continue;
      NaiveScope inner = scope;
      inner.element = &item;
      if (NaiveHolds(element.condition.front(), inner)) return true;
    }
    return false;
  }
  bool operator()(const query::AllOf& all) const {
    for (const Condition& operand : all.operands) {
      if (!NaiveHolds(operand, scope)) return false;
    }
    return true;
  }
  bool operator()(const query::AnyOf& any) const {
    for (const Condition& operand : any.operands) {
      if (NaiveHolds(operand, scope)) return true;
    }
    return false;
  }
  bool operator()(const query::Not& negation) const {
    return !NaiveHolds(negation.operand.front(), scope);
  }
};

std::size_t CharacterEnd(std::string_view text, std::size_t at) {
  do {
    ++at;
  } while (at < text.size() &&
           (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u);
  return at;
}

}  // namespace

bool NaiveHolds(const Condition& condition, const NaiveScope& scope) {
  return std::visit(Follower{scope}, condition.node);
}

bool NaiveGlob(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (NaiveGlob(pattern.substr(1), text.substr(i))) return true;
    }
    return false;
  }
  if (pattern[0] == '?') {
    return !text.empty() &&
           NaiveGlob(pattern.substr(1), text.substr(CharacterEnd(text, 0)));
  }
  bool escape = pattern.size() > 1 && pattern[0] == '\\' &&
                (pattern[1] == '*' || pattern[1] == '?' || pattern[1] == '\\');
  if (escape) pattern.remove_prefix(1);
  return !text.empty() && text[0] == pattern[0] &&
         NaiveGlob(pattern.substr(1), text.substr(1));
}

}  // namespace pressmark::test
