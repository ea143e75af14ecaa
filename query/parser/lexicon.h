#ifndef PRESSMARK_QUERY_PARSER_LEXICON_H_
#define PRESSMARK_QUERY_PARSER_LEXICON_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "query/parser/ast.h"
#include "schema/name.h"

// What the tokens of a query are made of: shared by the grammar, the printer
// and the hints. All bytes beyond ASCII are letters; the text is known to be
// well-formed UTF-8 before it comes here.
namespace pressmark::query::parser {

constexpr bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What a name is.
using schema::IsName;
using schema::IsNameByte;
using schema::IsNameStart;
using schema::IsReserved;

// Whether `c` may stand in a bare value.
constexpr bool IsBareByte(char c) {
  return !IsBlank(c) &&
         std::string_view("()[],\"'=<>|").find(c) == std::string_view::npos;
}

// Whether `c` is part of a comparison, or of what other languages write for
// one, or for `and`, `or` and `not`.
constexpr bool IsOperatorByte(char c) {
  return std::string_view("=<>!~&|").find(c) != std::string_view::npos;
}

// Whether `c`, at the start of a value, means something else than itself.
constexpr bool IsBareMark(char c) {
  return c == ':' || c == '@' || c == '.' || c == '!';
}

// Whether `text` begins with `prefix`, the case of ASCII letters ignored.
bool BeginsWith(std::string_view text, std::string_view prefix);

// Whether the keyword `word`, lower case, stands at the start of `text`: in
// any case, and not as the beginning of a longer name.
bool StartsWithKeyword(std::string_view text, std::string_view word);

// Whether the whole of `text`, written without quotes, is read as one value.
bool IsBare(std::string_view text);

// The name of the function as it is written before its parenthesis; empty for
// kNone.
std::string_view FunctionName(Function function);
// The function so called, in any case; kNone where there is none.
Function FunctionNamed(std::string_view name);

// `text` as a quoted value that reads back as it: in double quotes, or in
// single ones where it holds only double ones.
std::string Quoted(std::string_view text);

// The same in quotes of the one kind or the other.
std::string QuotedBy(char quote, std::string_view text);

// The end of the blanks and comments that begin at `at`.
std::size_t SkipBlanks(std::string_view text, std::size_t at);

// The token that begins at or after `at`, blanks and comments passed over, as
// messages show it: a quoted value, a run of operators, a bracket or comma, or
// a run of what bare values are made of. Empty at the end of the text.
Span TokenAt(std::string_view text, std::size_t at);

std::string_view TextAt(std::string_view text, Span span);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_LEXICON_H_
