// One SQLite database of the articles: the tables of sqlite_schema.h.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "cli/atomic_file.h"
#include "cli/cell_text.h"
#include "cli/export_sink.h"
#include "cli/sound_text.h"
#include "cli/sqlite_file.h"
#include "cli/sqlite_schema.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// In the header of the file: "PMAR", and the version of the tables.
constexpr std::string_view kMarks =
    "PRAGMA application_id=1347240274; PRAGMA user_version=1;";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kApplication = "1347240274";

// What the one row of the table pressmark says.
struct SqliteSource {
  StoreIdentity store;
  std::uint64_t sequence = 0;  // of the state that was exported
  std::string query;
  std::string asked;  // ExportOptions::asked
};

SqliteSource SourceOf(const Question& question, const Snapshot& snapshot,
                      const std::string& asked) {
  return {snapshot.identity(), snapshot.sequence(), question.query.ToText(),
          asked};
}

// A date as ISO 8601 in UTC and with seconds, so that the texts of moments sort
// as the moments do. A civil date has no zone and stays a day.
std::string DateText(Date date) {
  if (!date.civil()) {
    date.offset_minutes = 0;
    date.precision = std::max(date.precision, DatePrecision::kSecond);
  }
  return FormatDate(date);
}

// Makes values of cells; their texts live until the next Clear.
class SqlValues {
 public:
  void Clear() {
    values_.clear();
    texts_.clear();
  }
  void Add(SqlValue value) { values_.push_back(value); }
  void AddText(std::string text) {
    texts_.push_back(std::make_unique<std::string>(std::move(text)));
    values_.emplace_back(std::string_view(*texts_.back()));
  }
  void Add(const Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
      return Add(*text);
    }
    if (const auto* number = std::get_if<std::int64_t>(&cell.value)) {
      return Add(SqlValue(*number));
    }
    if (const auto* number = std::get_if<double>(&cell.value)) {
      return Add(SqlValue(*number));
    }
    if (const auto* boolean = std::get_if<bool>(&cell.value)) {
      return Add(SqlValue(std::int64_t{*boolean}));
    }
    if (const auto* date = std::get_if<Date>(&cell.value)) {
      return AddText(DateText(*date));
    }
    if (std::holds_alternative<std::monostate>(cell.value)) {
      return Add(SqlValue());
    }
    std::string json;
    AppendCellJson(cell, &json);
    AddText(std::move(json));
  }
  const std::vector<SqlValue>& values() const { return values_; }

 private:
  void Add(std::string_view text) {
    std::string sound;
    std::string_view kept = SoundText(text, &sound);
    if (kept.data() == text.data()) return Add(SqlValue(text));
    AddText(std::move(sound));
  }

  std::vector<SqlValue> values_;
  std::vector<std::unique_ptr<std::string>> texts_;
};

class SqliteSink : public ExportSink {
 public:
  SqliteSink(const Question& question, const Snapshot& snapshot,
             const std::string& asked)
      : schema_(SqliteSchemaOf(snapshot.mapping())),
        source_(SourceOf(question, snapshot, asked)) {}

  // Makes the tables, in a new file.
  Status Create(std::unique_ptr<AtomicFile> file, const std::string& path) {
    file_ = std::move(file);
    path_ = path;
    Status s =
        OpenDatabase(file_->temporary().native(), SqliteFile::Mode::kFill);
    if (!s.ok()) return s;
    std::string sql(kMarks);
    sql += "BEGIN;";
    for (const std::string& table : schema_.tables) sql += table + ';';
    if (Status made = database_->Execute(sql); !made.ok()) return made;
    return Prepare();
  }

  // Opens what an earlier export wrote; the sequence that it was at.
  Result<std::uint64_t> Update(const std::string& path) {
    updates_ = true;
    Status s = OpenDatabase(path, SqliteFile::Mode::kUpdate);
    if (s.ok()) s = database_->Execute("BEGIN IMMEDIATE");
    if (s.ok()) s = CheckTables();
    if (s.ok()) s = CheckSource();
    if (s.ok()) s = Prepare();
    if (!s.ok()) return s;
    Result<std::optional<std::string>> text =
        database_->First("SELECT sequence FROM pressmark");
    if (!text.ok()) return text.status();
    std::uint64_t sequence = 0;
    std::string digits = text->value_or("");
    auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      return InvalidArgument("it does not tell what it was exported from");
    }
    return sequence;
  }

  std::string selection() const override { return schema_.selection; }
  void Begin(const std::vector<Column>&) override {}
  void End(const std::optional<std::string>&) override {}

  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    if (updates_) {
      if (Status s = Remove(key); !s.ok()) return s;
    }
    std::size_t front_matter = kSqliteFirstFieldCell +
                               schema_.single_cells.size() +
                               schema_.many.size();
    values_.Clear();
    values_.Add(cells[kSqliteKeyCell]);
    for (std::size_t cell : schema_.single_cells) values_.Add(cells[cell]);
    values_.Add(cells[front_matter]);
    values_.Add(cells[front_matter + 2]);
    values_.Add(cells[front_matter + 1]);
    Status s = statements_.front().Run(values_.values());
    for (std::size_t i = 0; s.ok() && i < schema_.many.size(); ++i) {
      s = AddValues(cells, i);
    }
    return s;
  }

  Status Remove(std::string_view key) override {
    if (!updates_) return ExportSink::Remove(key);
    const std::array<SqlValue, 1> values = {key};
    for (SqliteStatement& statement : removals_) {
      if (Status s = statement.Run(values); !s.ok()) return s;
    }
    return {};
  }

  std::string temporary() const override {
    return file_ ? file_->temporary().native() : std::string();
  }

  Status Commit() override {
    if (Status s = WriteSource(); !s.ok()) return s;
    std::string sql;
    if (!updates_) {
      for (const std::string& index : schema_.indexes) sql += index + ';';
    }
    sql += "COMMIT;";
    if (Status s = database_->Execute(sql); !s.ok()) return s;
    statements_.clear();
    removals_.clear();
    database_.reset();
    if (!file_) return {};
    if (Status s = SqliteFile::Settle(path_); !s.ok()) return s;
    return file_->Commit();
  }

 private:
  Status OpenDatabase(const std::string& path, SqliteFile::Mode mode) {
    auto database = SqliteFile::Open(path, mode);
    if (!database.ok()) return database.status();
    database_ = std::move(*database);
    return {};
  }

  // Whether it is a database that this mapping's export makes.
  Status CheckTables() {
    Status s = Expect("PRAGMA application_id", kApplication);
    if (s.ok()) s = Expect("PRAGMA user_version", kVersion);
    for (std::size_t i = 0; s.ok() && i < schema_.tables.size(); ++i) {
      s = Expect(
          "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name "
          "= '" +
              schema_.table_names[i] + "'",
          schema_.tables[i]);
    }
    if (s.code() != StatusCode::kInvalidArgument) return s;
    return InvalidArgument(
        "it is no export of this version and mapping; export it anew");
  }

  // Whether it was exported from this store by this query.
  Status CheckSource() {
    Status s = Expect("SELECT store_id FROM pressmark", source_.store.store_id);
    if (s.code() == StatusCode::kInvalidArgument) {
      return InvalidArgument("it was exported from another store");
    }
    if (s.ok()) s = Expect("SELECT query FROM pressmark", source_.query);
    if (s.code() == StatusCode::kInvalidArgument) {
      return InvalidArgument("it was exported by another query");
    }
    if (s.ok()) s = Expect("SELECT asked FROM pressmark", source_.asked);
    if (s.code() != StatusCode::kInvalidArgument) return s;
    return InvalidArgument(
        "it was exported with other values of --param, --tz or --lax, by "
        "another version, or before the store lost changes");
  }

  // kInvalidArgument where the first value of the answer is another.
  Status Expect(const std::string& sql, std::string_view value) {
    Result<std::optional<std::string>> first = database_->First(sql);
    if (!first.ok()) return first.status();
    return *first == value ? Status() : InvalidArgument("another value");
  }

  static Status PrepareInto(SqliteFile& database, const std::string& sql,
                            std::vector<SqliteStatement>* statements) {
    Result<SqliteStatement> statement = database.Prepare(sql);
    if (!statement.ok()) return statement.status();
    statements->push_back(std::move(*statement));
    return {};
  }

  // The first statement is that of articles, then each of many values.
  Status Prepare() {
    Status s = PrepareInto(*database_, schema_.insert_article, &statements_);
    for (const SqliteSchema::ManyValues& many : schema_.many) {
      if (s.ok()) s = PrepareInto(*database_, many.insert, &statements_);
      if (s.ok() && updates_) {
        s = PrepareInto(*database_, many.remove, &removals_);
      }
    }
    if (s.ok() && updates_) {
      s = PrepareInto(*database_, "DELETE FROM article WHERE key = ?",
                      &removals_);
    }
    return s;
  }

  Status AddValues(const std::vector<Cell>& cells, std::size_t number) {
    const auto* list =
        std::get_if<std::vector<Cell>>(&cells[schema_.many[number].cell].value);
    if (list == nullptr) return {};
    std::int64_t position = 0;
    for (const Cell& value : *list) {
      values_.Clear();
      values_.Add(cells[kSqliteKeyCell]);
      values_.Add(SqlValue(position++));
      values_.Add(value);
      values_.Add(cells[kSqliteFirstFieldCell + kDateField]);
      Status s = statements_[number + 1].Run(values_.values());
      if (!s.ok()) return s;
    }
    return {};
  }

  // The one row that says what was exported.
  Status WriteSource() {
    if (Status s = database_->Execute("DELETE FROM pressmark"); !s.ok()) {
      return s;
    }
    Result<SqliteStatement> insert =
        database_->Prepare("INSERT INTO pressmark VALUES (?, ?, ?, ?, ?)");
    if (!insert.ok()) return insert.status();
    const std::array<SqlValue, 5> values = {
        std::string_view(source_.store.store_id),
        static_cast<std::int64_t>(source_.store.incarnation),
        static_cast<std::int64_t>(source_.sequence),
        std::string_view(source_.query), std::string_view(source_.asked)};
    return insert->Run(values);
  }

  SqliteSchema schema_;
  SqliteSource source_;
  bool updates_ = false;              // what an earlier export wrote
  std::unique_ptr<AtomicFile> file_;  // null where it updates
  std::string path_;                  // that the file is to have
  std::unique_ptr<SqliteFile> database_;
  std::vector<SqliteStatement> statements_;
  std::vector<SqliteStatement> removals_;
  SqlValues values_;
};

}  // namespace

Result<std::unique_ptr<ExportSink>> MakeSqliteSink(const ExportTarget& target,
                                                   const Question& question,
                                                   const Snapshot& snapshot,
                                                   const std::string& asked) {
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(target);
  if (!file.ok()) return file.status();
  auto sink = std::make_unique<SqliteSink>(question, snapshot, asked);
  if (Status s = sink->Create(std::move(*file), target.path.native()); !s.ok())
    return s;
  return std::unique_ptr<ExportSink>(std::move(sink));
}

Result<EarlierExport> OpenSqliteSink(const ExportTarget& target,
                                     const Question& question,
                                     const Snapshot& snapshot,
                                     const std::string& asked) {
  auto sink = std::make_unique<SqliteSink>(question, snapshot, asked);
  Result<std::uint64_t> sequence = sink->Update(target.path.native());
  if (!sequence.ok()) {
    return sequence.status().WithContext(
        schema::EscapeControls(target.path.native()));
  }
  return EarlierExport{std::move(sink), *sequence};
}

}  // namespace pressmark::cli
