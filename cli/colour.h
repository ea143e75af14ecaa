#ifndef PRESSMARK_CLI_COLOUR_H_
#define PRESSMARK_CLI_COLOUR_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::cli {

// What colours tell apart. ShowsColour (terminal.h) says whether there are any.
enum class Ink : std::uint8_t {
  kHeader,  // names of columns
  kFaint,   // what only parts or accompanies
  kError,   // the place of a mistake
  kNote,    // the word before a note
};

// The text in that ink; as it is where `colour` is not wanted, or it is empty.
// It is of one line and has no ink in it.
std::string Painted(std::string_view text, Ink ink, bool colour);

// What RenderQueryError gave, the caret and what it underlines in red.
std::string PaintedError(std::string_view rendered, bool colour);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COLOUR_H_
