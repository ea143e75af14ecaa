#ifndef PRESSMARK_CLI_TEXT_TABLE_H_
#define PRESSMARK_CLI_TEXT_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "cli/cell_text.h"

namespace pressmark::cli {

// Lays a table out in columns of a terminal. The widths are those of a sample
// of rows, made to fit; what is longer is cut with an ellipsis. Controls are
// escaped, wide characters measured.
class TextTable {
 public:
  using Row = std::vector<CellText>;

  // The rows of `sample` have one cell a name. `width` columns are there for
  // a line; they are passed only where there are too many columns.
  TextTable(std::vector<std::string> names, const std::vector<Row>& sample,
            std::size_t width);

  // The names, and a rule below them.
  std::string Header() const;
  std::string Line(const Row& row) const;
  // The columns that the widest line may take.
  std::size_t width() const;

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> widths_;
  std::vector<bool> numeric_;  // aligned to the right
};

// Whether so many columns can be told apart in `width` columns of a terminal.
bool FitsTable(std::size_t names, std::size_t width);

// A row that is too wide for a table: a line for each cell that is not
// missing, name and value, and an empty line at the end.
std::string RenderRecord(const std::vector<std::string>& names,
                         const TextTable::Row& row, std::size_t width);

// The whole table at once: header and rows, a line each.
std::string RenderTable(const std::vector<std::string>& names,
                        const std::vector<TextTable::Row>& rows,
                        std::size_t width);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_TEXT_TABLE_H_
