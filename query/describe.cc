#include "query/describe.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include <pressmark/date.h>

#include "engine/article_id.h"
#include "schema/json.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

constexpr std::size_t kShownItems = 8;

std::string MomentText(std::int64_t microseconds) {
  Date date;
  date.microseconds = microseconds;
  bool whole = microseconds % kMicrosecondsPerSecond == 0;
  date.precision = whole ? DatePrecision::kSecond : DatePrecision::kFraction;
  std::int64_t end = (DaysFromCivil({9999, 12, 31}) + 1) * kSecondsPerDay;
  if (microseconds < 0) return "before all dates";
  if (date.seconds() >= end) return "after all dates";
  return FormatDate(date);
}

std::string NumberText(const Number& number) {
  if (const auto* integer = std::get_if<std::int64_t>(&number)) {
    return std::to_string(*integer);
  }
  std::string text;
  schema::AppendJsonNumber(std::get<double>(number), &text);
  return text;
}

// What a literal stands for; of several types, each.
std::string LiteralText(const Literal& literal) {
  if (literal.reference) return "the article's own " + literal.reference->name;
  if (literal.null) return "null";
  std::vector<std::string> meanings;
  if (literal.boolean) meanings.push_back(*literal.boolean ? "true" : "false");
  if (literal.number) meanings.push_back(NumberText(*literal.number));
  if (literal.date) {
    meanings.push_back(MomentText(literal.date->begin) + ".." +
                       MomentText(literal.date->end));
  }
  if (literal.text) meanings.push_back(schema::Excerpt(*literal.text));
  std::string text;
  for (const std::string& meaning : meanings) {
    text += (text.empty() ? "" : " or ") + meaning;
  }
  return text;
}

std::string ItemText(const std::variant<Literal, LiteralRange>& item) {
  if (const auto* literal = std::get_if<Literal>(&item)) {
    return LiteralText(*literal);
  }
  const auto& range = std::get<LiteralRange>(item);
  std::string text = "from ";
  text += range.low ? LiteralText(*range.low) : "the first";
  text += " through ";
  return text + (range.high ? LiteralText(*range.high) : "the last");
}

std::string_view SignOf(const Test& test) {
  switch (test.kind) {
    case TestKind::kIn:
      return test.items.size() == 1 ? " = " : " in ";
    case TestKind::kLess:
      return " < ";
    case TestKind::kLessEqual:
      return " <= ";
    case TestKind::kGreater:
      return " > ";
    case TestKind::kGreaterEqual:
      return " >= ";
    case TestKind::kGlob:
      return " ~ ";
    case TestKind::kAllOf:
      return " all of ";
    case TestKind::kAnyValue:
      break;
  }
  return " has any value";
}

struct Describer {
  std::string operator()(const Test& test) const {
    std::string text = test.every ? "all " : "";
    text += test.subject.name;
    text += SignOf(test);
    if (test.items.size() == 1) return text + ItemText(test.items.front());
    if (test.kind == TestKind::kAnyValue) return text;
    text += "[";
    for (std::size_t i = 0; i < test.items.size(); ++i) {
      if (i > 0) text += ", ";
      if (i == kShownItems) {
        text += std::to_string(test.items.size() - i) + " more";
        break;
      }
      text += ItemText(test.items[i]);
    }
    return text + "]";
  }
  std::string operator()(const PresenceTest& test) const {
    return (test.has ? "has " : "exists ") + test.subject.name;
  }
  std::string operator()(const ElementCondition& element) const {
    return element.subject.name + "[" + Describe(element.condition.front()) +
           "]";
  }
  std::string operator()(const AllOf& all) const {
    return Joined(all.operands, " and ", "everything");
  }
  std::string operator()(const AnyOf& any) const {
    return Joined(any.operands, " or ", "nothing");
  }
  std::string operator()(const Not& negation) const {
    return "not (" + Describe(negation.operand.front()) + ")";
  }

  static std::string Joined(const std::vector<Condition>& operands,
                            std::string_view word, std::string_view none) {
    if (operands.empty()) return std::string(none);
    std::string text;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) text += word;
      if (i == kShownItems) {
        return text + std::to_string(operands.size() - i) + " more";
      }
      bool simple = std::holds_alternative<Test>(operands[i].node) ||
                    std::holds_alternative<PresenceTest>(operands[i].node);
      std::string inner = Describe(operands[i]);
      text += simple ? inner : "(" + inner + ")";
    }
    return text;
  }
};

// A second; where a day begins or ends with it, the day.
std::string SecondText(std::int64_t second, std::int64_t of_day) {
  if (second % kSecondsPerDay != of_day) {
    return MomentText(second * kMicrosecondsPerSecond);
  }
  Date day;
  day.microseconds = (second - of_day) * kMicrosecondsPerSecond;
  return FormatDate(day);
}

std::string SpanText(const DateClip::IdRange& range, bool undated) {
  std::int64_t begin = undated ? 0 : engine::SecondOf({range.last});
  std::int64_t end = engine::SecondOf({range.first});
  bool first = begin == 0;
  bool last = end == engine::kLastSecond;
  if (first && last) return "at any time";
  std::string from = SecondText(begin, 0);
  if (last) return "from " + from + " on";
  std::string to = "through " + SecondText(end, kSecondsPerDay - 1);
  return first ? to : from + " " + to;
}

std::string RangeText(const DateClip::IdRange& range) {
  if (engine::IsUndated({range.first})) return "without a date";
  std::string text;
  if (!range.instant) text = "days ";
  if (!range.civil) text = "instants ";
  bool undated = engine::IsUndated({range.last});
  text += SpanText(range, undated);
  return undated ? text + ", or without a date" : text;
}

}  // namespace

std::string Describe(const Condition& condition) {
  return std::visit(Describer(), condition.node);
}

std::string Describe(const DateClip& clip) {
  std::string text;
  std::size_t shown = 0;
  for (const DateClip::IdRange& range : clip.IdRanges()) {
    if (shown > 0) text += ", ";
    if (++shown > kShownItems) return text + "and more";
    text += RangeText(range);
  }
  return text;
}

}  // namespace pressmark::query
