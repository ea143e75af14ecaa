#ifndef PRESSMARK_QUERY_PARSER_CLAUSE_ACTIONS_H_
#define PRESSMARK_QUERY_PARSER_CLAUSE_ACTIONS_H_

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "query/parser/actions.h"
#include "schema/utf8.h"

// The semantic actions of clauses alone.
namespace pressmark::query::parser::grammar {

inline constexpr auto kNumber = [](const auto& context) {
  std::string_view digits = TextOf(x3::_attr(context));
  auto read = std::from_chars(digits.data(), digits.data() + digits.size(),
                              x3::_val(context).number);
  if (read.ec == std::errc()) return;
  ParseState& state = StateOf(context);
  Refuse(state, state.SpanOf(digits.data(), digits.data() + digits.size()),
         ParseError("a number too large: " + schema::Excerpt(digits)));
};

inline constexpr auto kParameter = [](const auto& context) {
  x3::_val(context).parameter = true;
  x3::_val(context).text = std::move(x3::_attr(context));
};

template <typename T>
bool IsGiven(const std::optional<T>& clause) {
  return clause.has_value();
}
template <typename T>
bool IsGiven(const std::vector<T>& clause) {
  return !clause.empty();
}

// Refuses a clause that begins where one of its kind was read before.
template <typename Member>
constexpr auto Once(Member Query::*member, std::string_view clause) {
  return [member, clause](const auto& context) {
    if (!IsGiven(x3::_val(context).*member)) return;
    ParseState& state = StateOf(context);
    Iterator begin = x3::_attr(context).begin();
    Refuse(state, TokenAt(state.text, state.SpanOf(begin, begin).begin),
           ParseError("a second " + std::string(clause) +
                      "; a query has one at most"));
  };
}

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_CLAUSE_ACTIONS_H_
