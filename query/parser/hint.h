#ifndef PRESSMARK_QUERY_PARSER_HINT_H_
#define PRESSMARK_QUERY_PARSER_HINT_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/parser/ast.h"
#include "query/parser/expectation.h"
#include "query/parser/lexicon.h"

namespace pressmark::query::parser {

// A token that the grammar cannot go on with, and what stands around it. Views
// are parts of `text`.
struct Mistake {
  std::string_view text;      // the whole query
  std::string_view expected;  // what could have gone on
  Span token;                 // empty at the end of the text
  std::string_view found;     // the token's text
  Span path_span;             // the last path before it, with its function
  std::string_view path;      // that, as written
  bool path_is_last = false;  // only blanks stand between the path and it
  Span bare;                  // the last bare value before it
  bool bare_is_last = false;  // only blanks stand between that and it
  std::vector<Span> before;   // the tokens before it, at most the last 64

  bool AtCondition() const { return expected.starts_with(kConditionExpected); }
  bool AtComparison() const { return expected == kComparisonExpected; }
  bool AtValue() const { return expected.starts_with(kValueExpected); }
  // Whether a condition may have ended here.
  bool AfterCondition() const { return expected.starts_with("and, or"); }
  // Whether the query may have ended here.
  bool AtEnd() const { return expected.ends_with("the end"); }
  // Whether the condition or the query was whole, and something follows.
  bool TooMuch() const { return AfterCondition() || AtEnd(); }
  bool AtName() const { return expected.starts_with("a name"); }
  // The token after this one.
  Span NextSpan() const { return TokenAt(text, token.end); }
  std::string_view Next() const { return TextAt(text, NextSpan()); }
  // The token `n` before this one, 1 being the last; empty where there is none.
  std::string_view Before(std::size_t n) const {
    return n > before.size() ? std::string_view()
                             : TextAt(text, before[before.size() - n]);
  }
  Span BeforeSpan(std::size_t n) const { return before[before.size() - n]; }
};

// What was probably meant, in words that go on with "…; "; empty where nobody
// can tell. With the change to the text that does it, where there is one.
struct Hint {
  std::string words = {};
  std::optional<Edit> edit = {};
};

// The slips that the language itself invites, and what people write who know
// another. They look at the text alone.
Hint HintFor(const Mistake& mistake);
Hint OperatorHint(const Mistake& mistake);   // ==, &&, =~ /x/, pipes
Hint RangeHint(const Mistake& mistake);      // 1 .. 2, from 1 to 2
Hint ListHint(const Mistake& mistake);       // a in b, c
Hint PathHint(const Mistake& mistake);       // authors.0, year(date(a))
Hint PlainHint(const Mistake& mistake);      // topic missing, latest 10
Hint DateHint(const Mistake& mistake);       // today - 7d, last week
Hint SqlHint(const Mistake& mistake);        // comparisons and functions
Hint StatementHint(const Mistake& mistake);  // SQL's clauses
Hint DocumentHint(const Mistake& mistake);   // {a: {$in: [b]}}
Hint ExampleHint(const Mistake& mistake);    // has, * order by, a =
Hint SearchHint(const Mistake& mistake);     // words, a:b, +a -b

// Whether the token is this word, lower case here, in any case.
bool IsWord(std::string_view token, std::string_view word);
bool IsAnyWord(std::string_view token,
               std::initializer_list<std::string_view> words);
// Whether it is a quoted value, or looks like the start of one.
bool IsQuotedToken(std::string_view token);
// Whether it is an operator, or what other languages have for one.
bool IsOperatorToken(std::string_view token);
// Whether its first byte is a digit, and whether all are, of one or more.
bool BeginsWithDigit(std::string_view token);
bool IsNumberToken(std::string_view token);
// Whether it may be a path, without quotes and elements.
bool IsPathToken(std::string_view token);
// Whether it says that there is no value: null, missing, empty.
bool IsNothing(std::string_view token);
// Whether it begins a clause, of this language or of SQL.
bool BeginsClause(std::string_view token);

// The path that ends with the dot that a name is expected after, without that
// dot; empty where there is none.
Span PathBeforeDot(const Mistake& mistake);

// The parts, one after the other.
std::string Join(std::initializer_list<std::string_view> parts);

// The value that a token stands for, without its quotes.
std::string_view Unquoted(std::string_view token);
// A value as this language writes it: bare where that is possible.
std::string ValueText(std::string_view value);
// `fold(path) ~ "*words*"`.
std::string Containing(std::string_view path, std::string_view words);

// A glob for what a regular expression looks for, as far as that can be.
std::string GlobOfRegex(std::string_view pattern);

// "write …", and the span becomes it.
Hint Write(Span span, std::string_view text);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_HINT_H_
