#include "cli/export_origin.h"

#include <algorithm>
#include <variant>

#include "engine/catalog.h"
#include "engine/reader.h"
#include "query/date_literal.h"
#include "schema/hash.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

bool IsRelative(const Parameter::Scalar& scalar) {
  const auto* typed = std::get_if<Parameter::Typed>(&scalar);
  return typed != nullptr && query::IsRelativeDate(typed->text);
}

bool IsRelative(const Parameter& parameter) {
  if (const auto* one = std::get_if<Parameter::Scalar>(&parameter.value)) {
    return IsRelative(*one);
  }
  const auto& list = std::get<std::vector<Parameter::Scalar>>(parameter.value);
  return std::any_of(list.begin(), list.end(),
                     [](const auto& one) { return IsRelative(one); });
}

bool MovesWithTheClock(const Question& question) {
  return question.query.Shape().relative_to_now ||
         std::any_of(
             question.parameters.begin(), question.parameters.end(),
             [](const auto& entry) { return IsRelative(entry.second); });
}

// The values of each name in their order, whatever the order of the names.
std::string ParametersText(std::vector<std::string> parameters) {
  std::stable_sort(parameters.begin(), parameters.end(),
                   [](const std::string& left, const std::string& right) {
                     return left.substr(0, left.find('=')) <
                            right.substr(0, right.find('='));
                   });
  std::string text;
  for (const std::string& parameter : parameters) {
    text += (text.empty() ? "" : "\n") + parameter;
  }
  return text;
}

// What a trait is called in a message.
std::string_view WordsFor(std::string_view name) {
  if (name == "store") return "another store";
  if (name == "incarnation") return "a store that has lost changes since";
  if (name == "format") return "another format";
  if (name == "query") return "another query";
  if (name == "parameters") return "other values of --param";
  if (name == "zone") return "another --tz";
  if (name == "lax") return "a run with, or without, --lax";
  if (name == "records") return "another mapping, or version of pressmark";
  if (name == "target") return "another -o";
  return "something else";
}

std::string ValueOf(const std::vector<OriginTrait>& origin,
                    std::string_view name) {
  for (const OriginTrait& trait : origin) {
    if (trait.name == name) return trait.value;
  }
  return {};
}

}  // namespace

Status CheckRepeatable(const Question& question, const std::string& format) {
  if (format != "jsonl" && format != "markdown" && format != "sqlite") {
    return InvalidArgument(
        "--state takes --format jsonl, which tells of removals, markdown and "
        "sqlite, where what changed can be put in its place; " +
        format + " is one whole, which only an export without it writes");
  }
  QueryShape shape = question.query.Shape();
  if (shape.aggregates) {
    return InvalidArgument(
        "what changed does not tell how an aggregate did: export it without "
        "--state");
  }
  if (shape.limited) {
    return InvalidArgument(
        "with limit, offset or after, an article leaves the answer because of "
        "others: leave them out, or export without --state");
  }
  if (!MovesWithTheClock(question)) return {};
  return InvalidArgument(
      "with a date relative to now, an article leaves the answer though it did "
      "not change: give the date itself, or export without --state");
}

std::vector<OriginTrait> OriginOf(const Snapshot& snapshot,
                                  const Question& question,
                                  const QuestionOptions& asked,
                                  const std::string& format,
                                  const std::string& target) {
  StoreIdentity store = snapshot.identity();
  return {
      {"store", store.store_id},
      {"incarnation", std::to_string(store.incarnation)},
      {"format", format},
      {"query", OnOneLine(question.query.ToText())},
      {"parameters", OnOneLine(ParametersText(asked.parameters))},
      {"zone", std::to_string(question.options.zone_minutes)},
      {"lax", asked.lax ? "yes" : "no"},
      {"records",
       schema::ToHex(snapshot.reader()->catalog()->record_derivation)},
      {"target", target},
  };
}

std::string AskedText(const std::vector<OriginTrait>& origin) {
  std::string text;
  for (const OriginTrait& trait : origin) {
    if (trait.name != "target") text += trait.name + ' ' + trait.value + '\n';
  }
  return schema::ToHex(schema::HashOf(text));
}

Status CompareOrigins(const std::vector<OriginTrait>& before,
                      const std::vector<OriginTrait>& now) {
  for (const OriginTrait& trait : now) {
    std::string value = ValueOf(before, trait.name);
    if (value == trait.value) continue;
    return InvalidArgument("it is of " + std::string(WordsFor(trait.name)) +
                           ": " + schema::Excerpt(value) + ", not " +
                           schema::Excerpt(trait.value));
  }
  return {};
}

}  // namespace pressmark::cli
