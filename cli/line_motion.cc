#include "cli/line_motion.h"

#include <algorithm>

#include "cli/terminal_width.h"
#include "schema/utf8.h"

namespace pressmark::cli {

int CountCharacters(std::string_view text) {
  return static_cast<int>(schema::CountCodePoints(text));
}

int MoveUp(std::string_view text, std::size_t cursor) {
  std::string_view before = text.substr(0, cursor);
  std::size_t end = before.rfind('\n');
  if (end == std::string_view::npos) return 0;
  int column = CountCharacters(before.substr(end + 1));
  std::string_view above = before.substr(0, end);
  int length = CountCharacters(above.substr(above.rfind('\n') + 1));
  return -(column + 1 + length - std::min(column, length));
}

int MoveDown(std::string_view text, std::size_t cursor) {
  std::string_view before = text.substr(0, cursor);
  std::string_view rest = text.substr(cursor);
  std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return 0;
  int column = CountCharacters(before.substr(before.rfind('\n') + 1));
  std::string_view below = rest.substr(end + 1);
  int length = CountCharacters(below.substr(0, below.find('\n')));
  return CountCharacters(rest.substr(0, end)) + 1 + std::min(column, length);
}

namespace {

std::size_t RowsOfLine(std::string_view line, std::size_t indent,
                       std::size_t width) {
  return 1 + (indent + DisplayWidth(line)) / std::max<std::size_t>(width, 1);
}

}  // namespace

std::size_t RowsOf(std::string_view text, std::size_t indent,
                   std::size_t width) {
  std::size_t end = std::min(text.find('\n'), text.size());
  std::size_t rows = RowsOfLine(text.substr(0, end), indent, width);
  if (end == text.size()) return rows;
  return rows + RowsOfPrompted(text.substr(end + 1), 0, width);
}

std::size_t RowsOfPrompted(std::string_view text, std::size_t indent,
                           std::size_t width) {
  std::size_t rows = 0;
  for (;;) {
    std::size_t end = std::min(text.find('\n'), text.size());
    rows += RowsOfLine(text.substr(0, end), indent, width);
    if (end == text.size()) return rows;
    text.remove_prefix(end + 1);
  }
}

}  // namespace pressmark::cli
