#ifndef PRESSMARK_QUERY_PARSER_EXPECTATION_H_
#define PRESSMARK_QUERY_PARSER_EXPECTATION_H_

#include <cstddef>
#include <string_view>

#include <pressmark/limits.h>
#include <pressmark/status.h>

#include "query/parser/config.h"

namespace pressmark::query::parser {

// A hint longer than this, because of what it quotes, helps nobody.
inline constexpr std::size_t kLongestHint = 2 * kExcerptBytes;

// What is expected at the places that hints tell from others. "a condition
// after and" begins with the first.
inline constexpr std::string_view kConditionExpected = "a condition";
inline constexpr std::string_view kComparisonExpected = "a comparison";
inline constexpr std::string_view kInExpected = "in after not";
inline constexpr std::string_view kValueExpected = "a value";
inline constexpr std::string_view kListedExpected = "a value in the list";
inline constexpr std::string_view kNameInParentheses =
    "a name in the parentheses";
inline constexpr std::string_view kNameAfterAs = "a name after as";
inline constexpr std::string_view kNameAfterDot = "a name after .";
inline constexpr std::string_view kNameAfterAt = "a name after @";
inline constexpr std::string_view kParameterName = "a parameter's name after :";
inline constexpr std::string_view kClosingQuote = "the closing quote";

// kParseError at the token that stands at or after `place`, blanks passed
// over: what was expected there, what was found, and what may have been meant.
// Leaves in the state the change that would do it.
Status ExpectationError(ParseState& state, std::size_t place,
                        std::string_view expected);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_EXPECTATION_H_
