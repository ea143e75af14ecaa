// Tables for people: aligned columns for a terminal, or a block of lines for a
// row where there are too many columns, and the pipe tables that Markdown
// renderers know (GitHub Flavored Markdown, 4.10).
#include <algorithm>

#include "cli/bar.h"
#include "cli/cell_text.h"
#include "cli/colour.h"
#include "cli/output.h"
#include "cli/terminal_width.h"
#include "cli/text_table.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// Rows that are measured before the first is shown.
constexpr std::size_t kSampleRows = 100;
// Of groups more, since the longest bar may be a late one; they are few beside
// the articles.
constexpr std::size_t kBarRows = 10'000;
constexpr std::size_t kGap = 2;
// Shorter than this a bar tells nothing that the number does not.
constexpr std::size_t kShortestBar = 8;

// Whether a column of aggregates counts articles.
bool IsCount(std::string_view name) {
  return name == "count" || name.starts_with("count(");
}

class TableWriter : public RowWriter {
 public:
  TableWriter(const OutputOptions& options, ByteWriter* out)
      : options_(options), out_(out) {}

  void Begin(const std::vector<Column>& columns) override {
    rows_.emplace(columns, ListStyle::kJoined);
    bars_ = options_.bars != Bars::kNone && columns.size() == 2 &&
            IsCount(columns[1].name);
  }

  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    TextTable::Row row = rows_->Flatten(cells);
    if (!FitsTable(rows_->names().size(), options_.width)) {
      out_->Append(RenderRecord(rows_->names(), row, options_.width));
      return {};
    }
    std::uint64_t count = CountIn(cells, key);
    if (table_) {
      ShowLine(row, count);
      return {};
    }
    sample_.push_back({std::move(row), count});
    if (sample_.size() >= (bars_ ? kBarRows : kSampleRows)) ShowSample();
    return {};
  }

  void End(const std::optional<std::string>&) override {
    bool fits = FitsTable(rows_->names().size(), options_.width);
    if (!table_ && fits) ShowSample();
  }

 private:
  struct SampleRow {
    TextTable::Row cells;
    std::uint64_t count = 0;
  };

  // What the bar of a group stands for. A row of anything else ends them.
  std::uint64_t CountIn(const std::vector<Cell>& cells, std::string_view key) {
    if (!bars_) return 0;
    const auto* count = std::get_if<std::int64_t>(&cells[1].value);
    bars_ = key.empty() && count != nullptr && *count >= 0;
    return bars_ ? static_cast<std::uint64_t>(*count) : 0;
  }

  void ShowSample() {
    std::vector<TextTable::Row> rows;
    for (const SampleRow& row : sample_) {
      rows.push_back(row.cells);
      greatest_ = std::max(greatest_, row.count);
    }
    table_.emplace(rows_->names(), rows, options_.width);
    std::size_t taken = table_->width() + kGap;
    // One row alone has nothing to be longer or shorter than.
    bars_ = bars_ && rows.size() > 1 && taken + kShortestBar <= options_.width;
    bar_columns_ = bars_ ? options_.width - taken : 0;
    ShowHeader();
    for (const SampleRow& row : sample_) ShowLine(row.cells, row.count);
    sample_.clear();
  }

  void ShowHeader() {
    std::string header = table_->Header();
    std::size_t end = header.find('\n');
    std::string_view rule = std::string_view(header).substr(end + 1);
    rule.remove_suffix(1);
    out_->Append(Painted(header.substr(0, end), Ink::kHeader, options_.colour) +
                 "\n" + Painted(rule, Ink::kFaint, options_.colour) + "\n");
  }

  void ShowLine(const TextTable::Row& row, std::uint64_t count) {
    std::string line = table_->Line(row);
    std::string bar = Bar(count, greatest_, bar_columns_, options_.bars);
    if (!bar.empty()) {
      line.pop_back();
      line.append(table_->width() + kGap - DisplayWidth(line), ' ');
      line += bar + "\n";
    }
    out_->Append(line);
  }

  OutputOptions options_;
  ByteWriter* out_;
  std::optional<FlatRows> rows_;
  std::optional<TextTable> table_;
  std::vector<SampleRow> sample_;
  bool bars_ = false;
  std::uint64_t greatest_ = 0;
  std::size_t bar_columns_ = 0;
};

class MarkdownWriter : public RowWriter {
 public:
  explicit MarkdownWriter(ByteWriter* out) : out_(out) {}

  void Begin(const std::vector<Column>& columns) override {
    rows_.emplace(columns, ListStyle::kJoined);
    std::string line = "|";
    std::string rule = "|";
    for (const std::string& name : rows_->names()) {
      AppendCell(name, &line);
      rule += " --- |";
    }
    out_->Append(line + "\n" + rule + "\n");
  }

  Status Row(const std::vector<Cell>& cells, std::string_view) override {
    std::string line = "|";
    for (const CellText& cell : rows_->Flatten(cells)) {
      AppendCell(cell.text, &line);
    }
    out_->Append(line + "\n");
    return {};
  }

  void End(const std::optional<std::string>&) override {}

 private:
  static void AppendCell(std::string_view text, std::string* line) {
    *line += ' ';
    for (char c : schema::EscapeControls(text)) {
      if (c == '|' || c == '\\') *line += '\\';
      *line += c;
    }
    *line += " |";
  }

  ByteWriter* out_;
  std::optional<FlatRows> rows_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeTableWriter(const OutputOptions& options,
                                           ByteWriter* out) {
  return std::make_unique<TableWriter>(options, out);
}

std::unique_ptr<RowWriter> MakeMarkdownWriter(ByteWriter* out) {
  return std::make_unique<MarkdownWriter>(out);
}

}  // namespace pressmark::cli
