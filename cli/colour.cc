#include "cli/colour.h"

namespace pressmark::cli {

namespace {

// SGR (ECMA-48, 8.3.117).
std::string_view SequenceOf(Ink ink) {
  switch (ink) {
    case Ink::kHeader:
      return "\x1b[1m";
    case Ink::kFaint:
      return "\x1b[2m";
    case Ink::kError:
      return "\x1b[31m";
    case Ink::kNote:
      return "\x1b[36m";
  }
  return "";
}

}  // namespace

std::string Painted(std::string_view text, Ink ink, bool colour) {
  if (!colour || text.empty()) return std::string(text);
  return std::string(SequenceOf(ink)).append(text).append("\x1b[m");
}

std::string PaintedError(std::string_view rendered, bool colour) {
  std::size_t line = rendered.rfind('\n') + 1;
  std::size_t caret = rendered.find_first_not_of(' ', line);
  bool marked = line > 0 && caret != rendered.npos &&
                rendered.find_first_not_of("^~", caret) == rendered.npos;
  if (!marked) return std::string(rendered);
  return std::string(rendered.substr(0, caret)) +
         Painted(rendered.substr(caret), Ink::kError, colour);
}

}  // namespace pressmark::cli
