#ifndef PRESSMARK_CLI_TERMINAL_WIDTH_H_
#define PRESSMARK_CLI_TERMINAL_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark::cli {

// The terminal columns that text without controls takes (utf8proc's
// charwidth: wide characters two, combining ones none). Bytes that are not
// UTF-8 count one each. Linear.
std::size_t DisplayWidth(std::string_view text);

// `text`, cut to at most `width` columns with an ellipsis at the end where it
// is longer. Never cuts a character or parts it from its combining marks.
std::string FitWidth(std::string_view text, std::size_t width);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_TERMINAL_WIDTH_H_
