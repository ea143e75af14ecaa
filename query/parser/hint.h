#ifndef PRESSMARK_QUERY_PARSER_HINT_H_
#define PRESSMARK_QUERY_PARSER_HINT_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "query/parser/ast.h"
#include "query/parser/expectation.h"
#include "query/parser/lexicon.h"

namespace pressmark::query::parser {

// A token that the grammar cannot go on with, and what stands around it.
struct Mistake {
  std::string_view text;      // the whole query
  std::string_view expected;  // what could have gone on
  Span token;                 // empty at the end of the text
  std::string_view found;     // the token's text
  std::string_view path;      // the last path before it, as written
  bool path_is_last = false;  // only blanks stand between the path and it
  Span bare;                  // the last bare value before it
  bool bare_is_last = false;  // only blanks stand between that and it

  bool AtCondition() const { return expected.starts_with(kConditionExpected); }
  bool AtComparison() const { return expected == kComparisonExpected; }
  // Whether a condition may have ended here.
  bool AfterCondition() const { return expected.starts_with("and, or"); }
  // Whether the query may have ended here.
  bool AtEnd() const { return expected.ends_with("the end"); }
  // Whether the condition or the query was whole, and something follows.
  bool TooMuch() const { return AfterCondition() || AtEnd(); }
  bool AtName() const { return expected.starts_with("a name"); }
  // The token after this one.
  std::string_view Next() const {
    return TextAt(text, TokenAt(text, token.end));
  }
};

// What was probably meant, in words that go on with "…; "; empty where nobody
// can tell. ForeignHint knows the habits of other languages, Hint knows those
// and the slips that this language invites. They look at the text alone.
std::string ForeignHint(const Mistake& mistake);
std::string Hint(const Mistake& mistake);

// Whether the token is this word, lower case here, in any case.
bool IsWord(std::string_view token, std::string_view word);

// The parts, one after the other.
std::string Join(std::initializer_list<std::string_view> parts);

// The value that a token stands for, without its quotes.
std::string_view Unquoted(std::string_view token);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_HINT_H_
