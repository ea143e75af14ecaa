#ifndef PRESSMARK_CLI_CELL_TEXT_H_
#define PRESSMARK_CLI_CELL_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <pressmark/cursor.h>

namespace pressmark::cli {

// Appends a cell as JSON: null where it is missing.
void AppendCellJson(const Cell& cell, std::string* json);

enum class ListStyle : std::uint8_t {
  kJson,    // ["a","b"]
  kJoined,  // a, b
};

// A cell of a flat format. Nothing is escaped yet.
struct CellText {
  enum class Kind : std::uint8_t { kMissing, kText, kNumber, kOther };

  Kind kind = Kind::kMissing;
  std::string text;
};

// Scalars as they were written, dates by ISO 8601, mappings as JSON, lists as
// `lists` says; null is kMissing.
CellText TextOf(const Cell& cell, ListStyle lists);

// Rows of plain columns: a column `*` becomes one for each of its members,
// but for those that another column is named as.
class FlatRows {
 public:
  FlatRows(const std::vector<Column>& columns, ListStyle lists);

  const std::vector<std::string>& names() const { return names_; }
  // The row's cells, one a name. `row` is one cell a column.
  std::vector<CellText> Flatten(const std::vector<Cell>& row) const;

 private:
  static constexpr std::size_t kSpread = static_cast<std::size_t>(-1);

  std::vector<std::string> names_;
  // Where each column's cell goes among the names; kSpread for `*`.
  std::vector<std::size_t> places_;
  std::map<std::string, std::size_t, std::less<>> member_places_;
  ListStyle lists_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_CELL_TEXT_H_
