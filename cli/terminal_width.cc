#include "cli/terminal_width.h"

#include <utf8proc.h>

namespace pressmark::cli {

namespace {

constexpr std::string_view kEllipsis = "…";

// Takes the first character off the text and returns its columns.
std::size_t TakeCharacter(std::string_view* text) {
  utf8proc_int32_t code_point = 0;
  utf8proc_ssize_t length = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text->data()),
      static_cast<utf8proc_ssize_t>(text->size()), &code_point);
  if (length <= 0) {
    text->remove_prefix(1);
    return 1;
  }
  text->remove_prefix(static_cast<std::size_t>(length));
  int width = utf8proc_charwidth(code_point);
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += TakeCharacter(&text);
  return width;
}

std::string FitWidth(std::string_view text, std::size_t width) {
  if (width == 0) return {};
  std::size_t taken = 0;
  std::size_t kept = 0;  // bytes that leave a column for the ellipsis
  std::string_view rest = text;
  while (!rest.empty()) {
    taken += TakeCharacter(&rest);
    if (taken < width) kept = text.size() - rest.size();
    if (taken > width) {
      return std::string(text.substr(0, kept)).append(kEllipsis);
    }
  }
  return std::string(text);
}

}  // namespace pressmark::cli
