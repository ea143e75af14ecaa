#ifndef PRESSMARK_CLI_LINE_MOTION_H_
#define PRESSMARK_CLI_LINE_MOTION_H_

#include <cstddef>
#include <string_view>

// Where things stand in a text of several lines that is edited at a terminal.
namespace pressmark::cli {

// The characters of UTF-8 text.
int CountCharacters(std::string_view text);

// How many characters, less than 0, it is from the byte `cursor` to the same
// column of the line above, or to its end; 0 where there is none.
int MoveUp(std::string_view text, std::size_t cursor);
// The same downwards.
int MoveDown(std::string_view text, std::size_t cursor);

// The rows of a terminal that `text` takes behind a prompt of `indent` columns
// in front of its first line.
std::size_t RowsOf(std::string_view text, std::size_t indent,
                   std::size_t width);

// The rows it takes where each of its lines stands behind such a prompt.
std::size_t RowsOfPrompted(std::string_view text, std::size_t indent,
                           std::size_t width);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_LINE_MOTION_H_
