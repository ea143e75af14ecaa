// Tables for people: aligned columns for a terminal, or a block of lines for a
// row where there are too many columns, and the pipe tables that Markdown
// renderers know (GitHub Flavored Markdown, 4.10).
#include "cli/cell_text.h"
#include "cli/output.h"
#include "cli/text_table.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// Rows that are measured before the first is shown.
constexpr std::size_t kSampleRows = 100;

class TableWriter : public RowWriter {
 public:
  TableWriter(std::size_t width, ByteWriter* out) : width_(width), out_(out) {}

  void Begin(const std::vector<Column>& columns) override {
    rows_.emplace(columns, ListStyle::kJoined);
  }

  Status Row(const std::vector<Cell>& cells, std::string_view) override {
    TextTable::Row row = rows_->Flatten(cells);
    if (!FitsTable(rows_->names().size(), width_)) {
      out_->Append(RenderRecord(rows_->names(), row, width_));
      return {};
    }
    if (table_) {
      out_->Append(table_->Line(row));
      return {};
    }
    sample_.push_back(std::move(row));
    if (sample_.size() == kSampleRows) ShowSample();
    return {};
  }

  void End(const std::optional<std::string>&) override {
    if (!table_ && FitsTable(rows_->names().size(), width_)) ShowSample();
  }

 private:
  void ShowSample() {
    table_.emplace(rows_->names(), sample_, width_);
    out_->Append(table_->Header());
    for (const TextTable::Row& row : sample_) out_->Append(table_->Line(row));
    sample_.clear();
  }

  std::size_t width_;
  ByteWriter* out_;
  std::optional<FlatRows> rows_;
  std::optional<TextTable> table_;
  std::vector<TextTable::Row> sample_;
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

std::unique_ptr<RowWriter> MakeTableWriter(std::size_t width, ByteWriter* out) {
  return std::make_unique<TableWriter>(width, out);
}

std::unique_ptr<RowWriter> MakeMarkdownWriter(ByteWriter* out) {
  return std::make_unique<MarkdownWriter>(out);
}

}  // namespace pressmark::cli
