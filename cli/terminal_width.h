#ifndef PRESSMARK_CLI_TERMINAL_WIDTH_H_
#define PRESSMARK_CLI_TERMINAL_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark::cli {

// The terminal columns that text without controls takes. What a reader sees as
// one character (a grapheme cluster of Unicode: a letter with its marks, a
// family of emoji, a flag, a Hangul syllable) is measured as one, as terminals
// of today show it: one column or two, more only where a script sets its signs
// beside each other. Bytes that are not UTF-8 count one each. Linear.
std::size_t DisplayWidth(std::string_view text);

// Whether it has letters that are written from right to left, which terminals
// may set in that order, and what stands beside them too.
bool HasRightToLeft(std::string_view text);

// `text`, cut to at most `width` columns with an ellipsis at the end where it
// is longer. Never cuts such a character.
std::string FitWidth(std::string_view text, std::size_t width);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_TERMINAL_WIDTH_H_
