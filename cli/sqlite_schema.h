#ifndef PRESSMARK_CLI_SQLITE_SCHEMA_H_
#define PRESSMARK_CLI_SQLITE_SCHEMA_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>

namespace pressmark::cli {

// The tables that an export to sqlite fills, and how, for the fields of a
// mapping:
//
//   article    a row an article: key, each field of one value, front_matter as
//              JSON, body, source_hash
//   FIELD      for each field of many values: article, position, the value
//              under the field's name, and the article's date
//   pressmark  one row: what was exported
//
// A field whose name is taken, in whatever case, gets a `_` behind it; one that
// begins as SQLite's own do gets it in front.
struct SqliteSchema {
  // Of a field of many values; both statements begin with the article's key.
  struct ManyValues {
    std::size_t cell;
    std::string insert;  // key, position, value, date
    std::string remove;  // key
  };

  // What is selected: the key, the fields in their order, the front matter,
  // the hash and the body.
  std::string selection;
  std::vector<std::string> table_names;
  std::vector<std::string> tables;   // that make them, in the same order
  std::vector<std::string> indexes;  // likewise, once the tables are filled
  std::vector<std::size_t> single_cells;  // of the selection, column by column
  std::string
      insert_article;  // key, the single cells, front matter, body, hash
  std::vector<ManyValues> many;
};

// Numbers of cells of the selection.
inline constexpr std::size_t kSqliteKeyCell = 0;
inline constexpr std::size_t kSqliteFirstFieldCell = 1;

SqliteSchema SqliteSchemaOf(const Mapping& mapping);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SQLITE_SCHEMA_H_
