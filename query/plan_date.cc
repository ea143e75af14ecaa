#include "query/plan_date.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "query/period.h"

namespace pressmark::query {

namespace {

using parser::Function;

// Moments [begin, end), either perhaps open.
struct Moments {
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
};

// The moments that stand in the relation to a literal; nothing where the
// literal may stand for something that is no date.
std::optional<Moments> MomentsOf(TestKind kind, const Literal& literal) {
  if (literal.reference || !literal.date) return std::nullopt;
  const DateInterval& date = *literal.date;
  switch (kind) {
    case TestKind::kIn:
    case TestKind::kAllOf:
      return Moments{date.begin, date.end};
    case TestKind::kLess:
      return Moments{std::nullopt, date.begin};
    case TestKind::kLessEqual:
      return Moments{std::nullopt, date.end};
    case TestKind::kGreater:
      return Moments{date.end, std::nullopt};
    case TestKind::kGreaterEqual:
      return Moments{date.begin, std::nullopt};
    case TestKind::kGlob:
    case TestKind::kAnyValue:
      break;
  }
  return std::nullopt;
}

std::optional<Moments> MomentsOf(const LiteralRange& range) {
  Moments moments;
  if (range.low) {
    if (range.low->reference || !range.low->date) return std::nullopt;
    moments.begin = range.low->date->begin;
  }
  if (range.high) {
    if (range.high->reference || !range.high->date) return std::nullopt;
    moments.end = range.high->date->end;
  }
  return moments;
}

std::optional<Moments> MomentsOf(
    TestKind kind, const std::variant<Literal, LiteralRange>& item) {
  if (const auto* range = std::get_if<LiteralRange>(&item)) {
    return MomentsOf(*range);
  }
  return MomentsOf(kind, std::get<Literal>(item));
}

// A period lies where its beginning does: so what periods begin in [begin,
// end) hold the moments from the first beginning at or after `begin` to the
// first at or after `end`.
void WidenToPeriods(Function function, std::int16_t zone_minutes,
                    Moments* moments) {
  for (std::optional<std::int64_t>* bound : {&moments->begin, &moments->end}) {
    if (*bound) *bound = FirstPeriodFrom(function, **bound, zone_minutes);
  }
}

bool IsNull(const std::variant<Literal, LiteralRange>& item) {
  const auto* literal = std::get_if<Literal>(&item);
  return literal != nullptr && literal->null;
}

}  // namespace

bool IsArticleDate(const Subject& subject) {
  return IsIdDate(subject) && subject.function == Function::kNone;
}

bool IsIdDate(const Subject& subject) {
  bool date = subject.root == SubjectRoot::kField &&
              subject.field == kDateField &&
              subject.field_kind == FieldKind::kDate && !subject.many;
  return date &&
         (subject.function == Function::kNone ||
          subject.function == Function::kDate || IsPeriod(subject.function));
}

std::optional<DateClip> ClipOf(const Test& test, std::int16_t zone_minutes,
                               bool* exact) {
  if (test.kind == TestKind::kAnyValue) return DateClip::Dated();
  if (test.kind == TestKind::kAllOf && test.items.empty()) return std::nullopt;
  std::vector<DateClip> clips;
  for (const auto& item : test.items) {
    if (IsNull(item)) {
      clips.push_back(DateClip::Nothing());
      continue;
    }
    std::optional<Moments> moments = MomentsOf(test.kind, item);
    if (!moments) return std::nullopt;
    if (IsPeriod(test.subject.function)) {
      WidenToPeriods(test.subject.function, zone_minutes, &*moments);
    }
    clips.push_back(
        DateClip::Within(moments->begin, moments->end, zone_minutes, exact));
  }
  if (test.kind != TestKind::kAllOf) return DateClip::AnyOf(std::move(clips));
  DateClip all = DateClip::Everything();
  for (const DateClip& clip : clips) all = all.And(clip);
  return all;
}

}  // namespace pressmark::query
