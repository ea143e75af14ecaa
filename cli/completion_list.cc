#include "cli/completion_list.h"

#include <algorithm>

#include "cli/terminal_width.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kGap = 2;

// A candidate as it is shown.
struct Shown {
  std::string text;
  std::string note;
};

struct Columns {
  std::size_t text = 0;  // widest of all
  std::size_t note = 0;
};

void Pad(std::size_t taken, std::size_t width, std::string* line) {
  if (taken < width) line->append(width - taken, ' ');
}

std::string CellOf(const Shown& shown, const Columns& columns) {
  std::string cell = FitWidth(shown.text, columns.text);
  if (columns.note == 0) return cell;
  Pad(DisplayWidth(cell), columns.text + kGap, &cell);
  Pad(DisplayWidth(shown.note), columns.note, &cell);
  return cell + shown.note;
}

// Narrow terminals keep the note, which is short, and cut the text.
Columns Measure(const std::vector<Shown>& all, std::size_t width) {
  Columns columns;
  for (const Shown& shown : all) {
    columns.text = std::max(columns.text, DisplayWidth(shown.text));
    columns.note = std::max(columns.note, DisplayWidth(shown.note));
  }
  std::size_t note = columns.note == 0 ? 0 : columns.note + kGap;
  std::size_t room = width > note ? width - note : 1;
  columns.text = std::min(columns.text, room);
  return columns;
}

std::string MoreLine(std::size_t left, bool cut) {
  if (left == 0) return cut ? "… and more\n" : "";
  return "… and " + std::to_string(left) + (cut ? " and more\n" : " more\n");
}

}  // namespace

std::string CommonBeginning(const std::vector<LineCompletion>& candidates) {
  if (candidates.empty()) return {};
  std::string_view common = candidates.front().text;
  for (const LineCompletion& other : candidates) {
    auto [end, unused] = std::mismatch(common.begin(), common.end(),
                                       other.text.begin(), other.text.end());
    common = common.substr(0, static_cast<std::size_t>(end - common.begin()));
  }
  const std::string& whole = candidates.front().text;
  return std::string(schema::PrefixOnCharacterBoundary(whole, common.size()));
}

std::string RenderCompletions(const LineCompletions& completions,
                              std::size_t width, std::size_t rows) {
  std::vector<Shown> all;
  for (const LineCompletion& candidate : completions.candidates) {
    all.push_back({schema::EscapeControls(candidate.text),
                   schema::EscapeControls(candidate.note)});
  }
  Columns columns = Measure(all, width);
  std::size_t cell =
      columns.text + (columns.note == 0 ? 0 : columns.note + kGap);
  std::size_t across = std::max<std::size_t>(1, (width + kGap) / (cell + kGap));
  std::size_t lines = (all.size() + across - 1) / across;
  bool more = lines > rows || completions.cut;
  if (more) lines = std::min(lines, std::max<std::size_t>(rows, 2) - 1);
  std::string text;
  for (std::size_t row = 0; row < lines; ++row) {
    std::string line;
    for (std::size_t i = row; i < std::min(all.size(), lines * across);
         i += lines) {
      if (i > row) line.append(kGap, ' ');
      std::string shown = CellOf(all[i], columns);
      std::size_t taken = DisplayWidth(shown);
      line += shown;
      if (i + lines < all.size()) Pad(taken, cell, &line);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  std::size_t told = std::min(all.size(), lines * across);
  return text + MoreLine(all.size() - told, completions.cut);
}

}  // namespace pressmark::cli
