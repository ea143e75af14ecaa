#include "query/literal.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "query/fields.h"
#include "query/subject_values.h"
#include "schema/fold.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using parser::AtomForm;
using parser::Function;

// How a text came into the query.
enum class Source : std::uint8_t {
  kQuoted,  // written between quotes
  kBare,    // written without
  kTyped,   // a parameter, as somebody typed it
  kString,  // a parameter that is a text
};

bool Orders(const LiteralUse& use) {
  return use.purpose == LiteralPurpose::kOrder;
}

Status Mismatch(const Subject& subject, std::string_view found) {
  return InvalidArgument(subject.name + " is " +
                         std::string(TypeName(TypeOf(subject))) + ", found " +
                         std::string(found));
}

Status NoOrder(std::string_view word) {
  return InvalidArgument(std::string(word) + " comes before or after nothing");
}

std::string TextFor(const Subject& subject, std::string_view text) {
  return subject.folded ? schema::Fold(text) : std::string(text);
}

bool IsShortNumber(std::string_view text) {
  return !text.empty() && text.size() <= 2 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

Result<DateInterval> ReadDateFor(std::string_view text, Source source,
                                 const LiteralUse& use) {
  Function function = use.subject.function;
  if (function == Function::kMonth && IsShortNumber(text)) {
    return InvalidArgument("a month is written 2021-10, found " +
                           std::string(text));
  }
  if (function == Function::kDay && IsShortNumber(text)) {
    return InvalidArgument("a day is written 2021-10-02, found " +
                           std::string(text));
  }
  bool words = source == Source::kQuoted || source == Source::kBare;
  return ReadDate(text, use.clock, words);
}

std::optional<bool> BoolFromText(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

// Beside front matter: all that the text may stand for.
Result<Literal> ReadAny(std::string_view text, Source source,
                        const LiteralUse& use) {
  Literal literal;
  literal.text = TextFor(use.subject, text);
  if (source == Source::kQuoted || source == Source::kString) return literal;
  literal.number = NumberFromText(text);
  if (literal.number) {
    if (Orders(use)) literal.text.reset();
    return literal;
  }
  if (source == Source::kTyped && !Orders(use)) {
    literal.boolean = BoolFromText(text);
  }
  if (source == Source::kBare) {
    if (Status status = CheckUnit(text); !status.ok()) return status;
  }
  Result<DateInterval> date =
      ReadDate(text, use.clock, source == Source::kBare);
  if (date.ok()) literal.date = *date;
  return literal;
}

Result<Literal> ReadPattern(std::string_view text, const Subject& subject) {
  Literal literal;
  literal.text = TextFor(subject, text);
  Result<Glob> glob = Glob::Compile(*literal.text);
  if (!glob.ok()) return glob.status();
  literal.glob = *std::move(glob);
  return literal;
}

Status NoPattern() {
  return InvalidArgument("expected a pattern such as abc*");
}

Result<Literal> ReadText(std::string_view text, Source source,
                         const LiteralUse& use) {
  if (use.purpose == LiteralPurpose::kPattern) {
    return ReadPattern(text, use.subject);
  }
  Literal literal;
  switch (TypeOf(use.subject)) {
    case ValueType::kAny:
      return ReadAny(text, source, use);
    case ValueType::kText:
      literal.text = TextFor(use.subject, text);
      return literal;
    case ValueType::kNumber:
      literal.number = NumberFromText(text);
      if (literal.number) return literal;
      break;
    case ValueType::kDate: {
      Result<DateInterval> date = ReadDateFor(text, source, use);
      if (!date.ok()) return date.status();
      literal.date = *date;
      return literal;
    }
    case ValueType::kBool:
      if (source == Source::kTyped) literal.boolean = BoolFromText(text);
      if (literal.boolean) return literal;
      break;
  }
  return Mismatch(use.subject, schema::Excerpt(text));
}

Result<Literal> ReadNull(const LiteralUse& use) {
  if (Orders(use)) return NoOrder("null");
  Literal literal;
  literal.null = true;
  return literal;
}

Result<Literal> ReadBool(bool value, const LiteralUse& use) {
  std::string word = value ? "true" : "false";
  if (Orders(use)) return NoOrder(word);
  ValueType type = TypeOf(use.subject);
  if (type == ValueType::kText) {
    return Mismatch(use.subject, word + "; write \"" + word + "\"");
  }
  if (type != ValueType::kAny && type != ValueType::kBool) {
    return Mismatch(use.subject, word);
  }
  Literal literal;
  literal.boolean = value;
  return literal;
}

Result<Literal> ReadNumber(const Number& number, const LiteralUse& use) {
  ValueType type = TypeOf(use.subject);
  if (type != ValueType::kAny && type != ValueType::kNumber) {
    return Mismatch(use.subject, "a number");
  }
  Literal literal;
  literal.number = number;
  return literal;
}

Result<Literal> ReadDateValue(const Date& date, const LiteralUse& use) {
  ValueType type = TypeOf(use.subject);
  if (type != ValueType::kAny && type != ValueType::kDate) {
    return Mismatch(use.subject, "a date");
  }
  std::int64_t days = date.seconds() / kSecondsPerDay;
  if (date.microseconds < 0 || days > DaysFromCivil({9999, 12, 31})) {
    return InvalidArgument("the date lies outside the years 1 to 9999");
  }
  Literal literal;
  literal.date = IntervalOf(date, use.clock.zone_minutes);
  return literal;
}

// One alternative of Parameter::Scalar each.
struct ParameterReader {
  const LiteralUse& use;

  Result<Literal> operator()(std::nullptr_t) const { return ReadNull(use); }
  Result<Literal> operator()(bool value) const { return ReadBool(value, use); }
  Result<Literal> operator()(std::int64_t value) const {
    return ReadNumber(value, use);
  }
  Result<Literal> operator()(double value) const {
    return ReadNumber(value, use);
  }
  Result<Literal> operator()(const Date& value) const {
    return ReadDateValue(value, use);
  }
  Result<Literal> operator()(const Parameter::Typed& value) const {
    return ReadChecked(value.text, Source::kTyped);
  }
  Result<Literal> operator()(const std::string& value) const {
    return ReadChecked(value, Source::kString);
  }

  Result<Literal> ReadChecked(std::string_view text, Source source) const {
    if (schema::FindInvalidUtf8(text)) {
      return InvalidArgument(schema::Excerpt(text) + " is not UTF-8");
    }
    return ReadText(text, source, use);
  }
};

}  // namespace

Result<Literal> ReadLiteral(const parser::Atom& atom, const LiteralUse& use) {
  bool is_word = atom.form != AtomForm::kString && atom.form != AtomForm::kBare;
  if (is_word && use.purpose == LiteralPurpose::kPattern) return NoPattern();
  switch (atom.form) {
    case AtomForm::kString:
      return ReadText(atom.text, Source::kQuoted, use);
    case AtomForm::kBare:
      return ReadText(atom.text, Source::kBare, use);
    case AtomForm::kNull:
      return ReadNull(use);
    case AtomForm::kTrue:
    case AtomForm::kFalse:
      return ReadBool(atom.form == AtomForm::kTrue, use);
    default:
      return Internal("a parameter or reference was read as a literal");
  }
}

Result<Literal> ReadParameter(const Parameter::Scalar& value,
                              const LiteralUse& use) {
  bool is_text = std::holds_alternative<std::string>(value) ||
                 std::holds_alternative<Parameter::Typed>(value);
  if (!is_text && use.purpose == LiteralPurpose::kPattern) return NoPattern();
  return std::visit(ParameterReader{use}, value);
}

}  // namespace pressmark::query
