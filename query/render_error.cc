#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/query.h>
#include <pressmark/status.h>

#include "schema/utf8.h"

// line 1, column 7: expected a value, found "="; write a single =
//   brand == x
//          ^
namespace pressmark {

namespace {

constexpr std::string_view kIndent = "  ";
constexpr std::string_view kCut = "…";
constexpr std::size_t kWindow = 72;  // columns of the query that are shown

// One column each: characters, blanks, the characters of escapes.
using Columns = std::vector<std::string>;

std::string_view LineOf(std::string_view text, std::size_t number) {
  for (; number > 1; --number) {
    std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The bytes of `text` from `begin` on that a position counts as one.
std::size_t CharacterEnd(std::string_view text, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < text.size() &&
         schema::CountCodePoints(text.substr(end, 1)) == 0) {
    ++end;
  }
  return end;
}

void AppendCharacter(std::string_view character, Columns* columns) {
  if (character == "\t") {
    columns->emplace_back(" ");
    return;
  }
  std::string shown = schema::EscapeControls(character);
  std::size_t begin = 0;
  while (begin < shown.size()) {
    std::size_t end = CharacterEnd(shown, begin);
    columns->push_back(shown.substr(begin, end - begin));
    begin = end;
  }
}

// A line fit for a terminal, and where the mark stands in it.
struct MarkedLine {
  Columns columns;
  std::size_t begin = 0;
  std::size_t end = 0;
};

MarkedLine Mark(std::string_view line, const TextPosition& position) {
  MarkedLine marked;
  std::size_t first = position.column - 1;
  std::size_t last = first + position.length;
  std::size_t number = 0;
  for (std::size_t i = 0; i < line.size(); ++number) {
    std::size_t end = CharacterEnd(line, i);
    if (number == first) marked.begin = marked.columns.size();
    AppendCharacter(line.substr(i, end - i), &marked.columns);
    if (number < last) marked.end = marked.columns.size();
    i = end;
  }
  if (number <= first) marked.begin = marked.columns.size();
  marked.end = std::max(marked.end, marked.begin + 1);
  return marked;
}

// Cuts a long line to a window around the mark's begin.
void Cut(MarkedLine* line) {
  if (line->columns.size() <= kWindow) return;
  std::size_t last_start = line->columns.size() - kWindow;
  std::size_t before = kWindow / 2;
  std::size_t start = line->begin > before ? line->begin - before : 0;
  start = std::min(start, last_start);
  Columns window(
      line->columns.begin() + static_cast<std::ptrdiff_t>(start),
      line->columns.begin() + static_cast<std::ptrdiff_t>(start + kWindow));
  if (start > 0) window.front() = kCut;
  if (start < last_start) window.back() = kCut;
  line->columns = std::move(window);
  line->begin -= start;
  line->end = std::min(line->end - start, std::max(kWindow, line->begin + 1));
}

}  // namespace

std::string RenderQueryError(std::string_view query_text,
                             const Status& status) {
  std::string rendered = schema::EscapeControls(status.ToString());
  std::optional<TextPosition> position = status.position();
  if (!position || position->line == 0 || position->column == 0) {
    return rendered;
  }
  MarkedLine line = Mark(LineOf(query_text, position->line), *position);
  Cut(&line);
  rendered += "\n";
  rendered += kIndent;
  for (const std::string& column : line.columns) rendered += column;
  rendered += "\n";
  rendered += kIndent;
  rendered += std::string(line.begin, ' ') + "^";
  rendered += std::string(line.end - line.begin - 1, '~');
  return rendered;
}

}  // namespace pressmark
