#include "cli/text_table.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "cli/terminal_width.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::string_view kLeftToRightMark = "\u200E";
// Narrower than this a column says nothing.
constexpr std::size_t kNarrowest = 6;
// Bytes of a cell that are looked at: no terminal is wider.
constexpr std::size_t kCellBytes = 4096;

std::string Shown(const CellText& cell) {
  std::string_view text = cell.text;
  if (text.size() > kCellBytes) {
    text = schema::PrefixOnCharacterBoundary(text, kCellBytes);
  }
  return schema::EscapeControls(text);
}

// The most a column may take so that all fit into `width`: wide columns are
// cut to one width, narrow ones stay.
std::size_t WidestColumn(std::vector<std::size_t> widths, std::size_t width) {
  std::size_t gaps = kGap * (widths.size() - 1);
  std::size_t room = width > gaps ? width - gaps : 0;
  std::sort(widths.begin(), widths.end());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    std::size_t share = room / (widths.size() - i);
    if (widths[i] > share) return std::max(share, kNarrowest);
    room -= widths[i];
  }
  return widths.back();
}

void AppendPadded(std::string_view text, std::size_t width, bool right,
                  std::string* line) {
  std::string fitted = FitWidth(text, width);
  std::size_t taken = DisplayWidth(fitted);
  std::size_t blanks = taken < width ? width - taken : 0;
  if (right) line->append(blanks, ' ');
  *line += fitted;
  // Numbers behind such text are set before it, unless a mark ends it.
  if (HasRightToLeft(fitted)) *line += kLeftToRightMark;
  if (!right) line->append(blanks, ' ');
}

void EndLine(std::string* line) {
  line->erase(line->find_last_not_of(' ') + 1);
  *line += '\n';
}

}  // namespace

TextTable::TextTable(std::vector<std::string> names,
                     const std::vector<Row>& sample, std::size_t width)
    : names_(std::move(names)) {
  for (std::string& name : names_) {
    name = schema::EscapeControls(name);
    widths_.push_back(DisplayWidth(name));
    numeric_.push_back(false);
  }
  if (names_.empty()) return;
  for (const Row& row : sample) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      widths_[i] = std::max(widths_[i], DisplayWidth(Shown(row[i])));
    }
  }
  for (std::size_t i = 0; i < names_.size(); ++i) {
    auto kind_is = [i](CellText::Kind kind) {
      return [i, kind](const Row& row) { return row[i].kind == kind; };
    };
    numeric_[i] = std::any_of(sample.begin(), sample.end(),
                              kind_is(CellText::Kind::kNumber)) &&
                  std::none_of(sample.begin(), sample.end(),
                               kind_is(CellText::Kind::kText)) &&
                  std::none_of(sample.begin(), sample.end(),
                               kind_is(CellText::Kind::kOther));
  }
  std::size_t widest = WidestColumn(widths_, width);
  for (std::size_t& column : widths_) column = std::min(column, widest);
}

std::string TextTable::Header() const {
  std::string names;
  std::string rule;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (i > 0) names.append(kGap, ' ');
    if (i > 0) rule.append(kGap, ' ');
    AppendPadded(names_[i], widths_[i], numeric_[i], &names);
    rule.append(widths_[i], '-');
  }
  EndLine(&names);
  EndLine(&rule);
  return names + rule;
}

std::string TextTable::Line(const Row& row) const {
  std::string line;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (i > 0) line.append(kGap, ' ');
    AppendPadded(Shown(row[i]), widths_[i], numeric_[i], &line);
  }
  EndLine(&line);
  return line;
}

std::size_t TextTable::width() const {
  std::size_t gaps = widths_.empty() ? 0 : kGap * (widths_.size() - 1);
  return std::accumulate(widths_.begin(), widths_.end(), gaps);
}

bool FitsTable(std::size_t names, std::size_t width) {
  return names <= 1 || names * (kNarrowest + kGap) <= width + kGap;
}

std::string RenderRecord(const std::vector<std::string>& names,
                         const TextTable::Row& row, std::size_t width) {
  std::size_t widest = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (row[i].kind == CellText::Kind::kMissing) continue;
    widest = std::max(widest, DisplayWidth(schema::EscapeControls(names[i])));
  }
  widest = std::min(widest, width / 3);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (row[i].kind == CellText::Kind::kMissing) continue;
    AppendPadded(schema::EscapeControls(names[i]), widest, false, &text);
    text.append(kGap, ' ');
    text += FitWidth(Shown(row[i]), width - std::min(width, widest + kGap));
    EndLine(&text);
  }
  return text + "\n";
}

std::string RenderTable(const std::vector<std::string>& names,
                        const std::vector<TextTable::Row>& rows,
                        std::size_t width) {
  TextTable table(names, rows, width);
  std::string text = table.Header();
  for (const TextTable::Row& row : rows) text += table.Line(row);
  return text;
}

}  // namespace pressmark::cli
