// The flat formats, a line a row:
//
//   csv   RFC 4180: header, CRLF, quotes where a text needs them. A missing
//         value is empty, an empty text is "".
//   tsv   header, LF; \t \n \r \\ stand for tab, line breaks and backslash
//   keys  the articles' keys and nothing else, a line break or NUL after each
#include "cli/cell_text.h"
#include "cli/output.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

void AppendCsv(std::string_view text, std::string* line) {
  bool plain = !text.empty() &&
               text.find_first_of(",\"\r\n") == std::string_view::npos &&
               text.front() != ' ' && text.back() != ' ';
  if (plain) {
    *line += text;
    return;
  }
  *line += '"';
  for (char c : text) {
    if (c == '"') *line += '"';
    *line += c;
  }
  *line += '"';
}

void AppendTsv(std::string_view text, std::string* line) {
  for (char c : text) {
    switch (c) {
      case '\t':
        *line += "\\t";
        break;
      case '\n':
        *line += "\\n";
        break;
      case '\r':
        *line += "\\r";
        break;
      case '\\':
        *line += "\\\\";
        break;
      default:
        *line += c;
    }
  }
}

// What spreadsheets run instead of showing (OWASP, CSV injection).
bool LooksLikeFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) !=
                              std::string_view::npos;
}

struct Dialect {
  char separator;
  std::string_view line_end;
  void (*append)(std::string_view text, std::string* line);
  bool quotes;
};

constexpr Dialect kCsv{',', "\r\n", AppendCsv, true};
constexpr Dialect kTsv{'\t', "\n", AppendTsv, false};

class SeparatedWriter : public RowWriter {
 public:
  SeparatedWriter(const Dialect& dialect, bool safe, ByteWriter* out)
      : dialect_(dialect), safe_(safe), out_(out) {}

  void Begin(const std::vector<Column>& columns) override {
    rows_.emplace(columns, ListStyle::kJson);
    std::vector<CellText> header;
    for (const std::string& name : rows_->names()) {
      header.push_back({CellText::Kind::kText, name});
    }
    WriteLine(header);
  }

  Status Row(const std::vector<Cell>& cells, std::string_view) override {
    WriteLine(rows_->Flatten(cells));
    return {};
  }

  void End(const std::optional<std::string>&) override {}

 private:
  void WriteLine(const std::vector<CellText>& cells) {
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line_ += dialect_.separator;
      AppendCell(cells[i]);
    }
    // A line with nothing in it would not be read as a row.
    if (line_.empty() && dialect_.quotes) line_ = "\"\"";
    line_ += dialect_.line_end;
    out_->Append(line_);
  }

  void AppendCell(const CellText& cell) {
    if (cell.kind == CellText::Kind::kMissing) return;
    bool guard = safe_ && cell.kind == CellText::Kind::kText &&
                 LooksLikeFormula(cell.text);
    dialect_.append(guard ? "'" + cell.text : cell.text, &line_);
  }

  const Dialect& dialect_;
  bool safe_;
  ByteWriter* out_;
  std::optional<FlatRows> rows_;
  std::string line_;
};

class KeysWriter : public RowWriter {
 public:
  KeysWriter(bool terminal, bool zero_ended, ByteWriter* out)
      : terminal_(terminal),
        breaks_(zero_ended ? std::string_view("\0", 1) : "\r\n"),
        end_(zero_ended ? '\0' : '\n'),
        out_(out) {}

  void Begin(const std::vector<Column>&) override {}

  Status Row(const std::vector<Cell>&, std::string_view key) override {
    if (key.empty()) {
      return InvalidArgument(
          "the rows of this answer are no articles and have no keys; choose "
          "another --format");
    }
    // What ends a key, in one, would make two keys of it.
    bool broken = key.find_first_of(breaks_) != std::string_view::npos;
    out_->Append(terminal_ || broken ? schema::EscapeControls(key)
                                     : std::string(key));
    out_->Append({&end_, 1});
    return {};
  }

  void End(const std::optional<std::string>&) override {}

 private:
  bool terminal_;
  std::string_view breaks_;
  char end_;
  ByteWriter* out_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeCsvWriter(bool safe, ByteWriter* out) {
  return std::make_unique<SeparatedWriter>(kCsv, safe, out);
}

std::unique_ptr<RowWriter> MakeTsvWriter(bool safe, ByteWriter* out) {
  return std::make_unique<SeparatedWriter>(kTsv, safe, out);
}

std::unique_ptr<RowWriter> MakeKeysWriter(bool terminal, bool zero_ended,
                                          ByteWriter* out) {
  return std::make_unique<KeysWriter>(terminal, zero_ended, out);
}

}  // namespace pressmark::cli
