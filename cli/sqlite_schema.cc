#include "cli/sqlite_schema.h"

#include <algorithm>
#include <set>
#include <utility>

#include "cli/sqlite_file.h"

namespace pressmark::cli {

namespace {

// Names as SQLite tells them apart: without the case of ASCII letters.
class SqlNames {
 public:
  explicit SqlNames(std::set<std::string> taken) : taken_(std::move(taken)) {}

  std::string Take(std::string name) {
    // SQLite keeps such names for itself.
    if (Lower(name).starts_with("sqlite_")) name.insert(0, "_");
    while (!taken_.insert(Lower(name)).second) name += '_';
    return name;
  }

 private:
  static std::string Lower(std::string name) {
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return name;
  }

  std::set<std::string> taken_;
};

// A folded field is equal in any case: of ASCII, which is what SQLite knows.
std::string_view TypeOf(FieldKind kind) {
  switch (kind) {
    case FieldKind::kFolded:
      return "TEXT COLLATE NOCASE";
    case FieldKind::kNumber:
      return "NUMERIC";
    case FieldKind::kBool:
      return "INTEGER";
    case FieldKind::kText:
    case FieldKind::kDate:
      break;
  }
  return "TEXT";
}

class SchemaMaker {
 public:
  explicit SchemaMaker(const Mapping& mapping) : mapping_(mapping) {}

  SqliteSchema Make() && {
    schema_.selection = "@key";
    std::string columns = "\n  key TEXT PRIMARY KEY NOT NULL";
    std::string places = "?";
    const std::vector<FieldDefinition>& fields = mapping_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      schema_.selection += ", " + fields[i].name;
      std::size_t cell = kSqliteFirstFieldCell + i;
      if (fields[i].many) {
        AddTable(fields[i], cell);
        continue;
      }
      std::string column = SqlName(columns_.Take(fields[i].name));
      columns += ",\n  " + column + ' ' + std::string(TypeOf(fields[i].kind));
      places += ", ?";
      schema_.single_cells.push_back(cell);
      AddIndex(fields[i], i == kDateField, column);
    }
    schema_.selection += ", *, @hash, @body";
    columns +=
        ",\n  front_matter TEXT NOT NULL,\n  body TEXT NOT NULL,\n"
        "  source_hash TEXT NOT NULL";
    AddTable("article", "CREATE TABLE article (" + columns + "\n)");
    AddTable("pressmark",
             "CREATE TABLE pressmark (\n  store_id TEXT NOT NULL,\n"
             "  incarnation INTEGER NOT NULL,\n  sequence INTEGER NOT NULL,\n"
             "  query TEXT NOT NULL,\n  asked TEXT NOT NULL\n)");
    schema_.insert_article =
        "INSERT OR REPLACE INTO article VALUES (" + places + ", ?, ?, ?)";
    NameIndexes();
    return std::move(schema_);
  }

 private:
  struct Index {
    std::string name;
    std::string on;  // "TABLE (COLUMNS)"
  };

  void AddTable(std::string name, std::string sql) {
    schema_.table_names.push_back(std::move(name));
    schema_.tables.push_back(std::move(sql));
  }

  void AddTable(const FieldDefinition& field, std::size_t cell) {
    std::string name = tables_.Take(field.name);
    std::string table = SqlName(name);
    SqlNames columns({"article", "position", "date"});
    std::string value = SqlName(columns.Take(field.name));
    AddTable(name, "CREATE TABLE " + table +
                       " (\n  article TEXT NOT NULL REFERENCES article (key),\n"
                       "  position INTEGER NOT NULL,\n  " +
                       value + ' ' + std::string(TypeOf(field.kind)) +
                       " NOT NULL,\n  date TEXT\n)");
    schema_.many.push_back({cell,
                            "INSERT INTO " + table + " VALUES (?, ?, ?, ?)",
                            "DELETE FROM " + table + " WHERE article = ?"});
    indexes_.push_back({name + "_article", table + " (article, position)"});
    indexes_.push_back({name + "_value", table + " (" + value + ", date)"});
  }

  void AddIndex(const FieldDefinition& field, bool date,
                const std::string& column) {
    if (!date && !field.indexed) return;
    std::string columns = date ? column : column + ", \"date\"";
    indexes_.push_back({"article_" + field.name, "article (" + columns + ")"});
  }

  // Tables and indexes share their names, and those of tables come first.
  void NameIndexes() {
    for (Index& index : indexes_) {
      schema_.indexes.push_back("CREATE INDEX " +
                                SqlName(tables_.Take(std::move(index.name))) +
                                " ON " + index.on);
    }
  }

  const Mapping& mapping_;
  SqliteSchema schema_;
  SqlNames tables_{{"article", "pressmark"}};
  SqlNames columns_{{"key", "front_matter", "body", "source_hash"}};
  std::vector<Index> indexes_;
};

}  // namespace

SqliteSchema SqliteSchemaOf(const Mapping& mapping) {
  return SchemaMaker(mapping).Make();
}

}  // namespace pressmark::cli
