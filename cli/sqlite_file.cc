#include "cli/sqlite_file.h"

#include <cerrno>
#include <utility>

#include <sqlite3.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/interrupt.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr int kBusyMilliseconds = 5'000;
// Between two looks at whether the user wants an end.
constexpr int kInstructionsAtOnce = 100'000;

// Nobody reads the file before it is complete and synced, so that neither a
// journal nor an order of writes is of use. The page cache is what an export
// takes of memory.
constexpr const char* kFillSettings =
    "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-16384;"
    "PRAGMA encoding='UTF-8';";
constexpr const char* kUpdateSettings =
    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;";

Status ErrorOf(sqlite3* database, int code) {
  std::string message =
      "sqlite: " + schema::EscapeControls(sqlite3_errmsg(database));
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return NoSpace(std::move(message));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return ReadOnly(std::move(message));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Busy(std::move(message));
    case SQLITE_INTERRUPT:
      return Interrupted("interrupted");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return Corruption(std::move(message));
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      return LimitExceeded(std::move(message));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return IoError(std::move(message));
    default:
      return Internal(std::move(message));
  }
}

int WantsEnd(void*) { return InterruptRequested() ? 1 : 0; }

struct Binder {
  sqlite3_stmt* statement;
  int place;

  int operator()(std::monostate) const {
    return sqlite3_bind_null(statement, place);
  }
  int operator()(std::int64_t number) const {
    return sqlite3_bind_int64(statement, place, number);
  }
  int operator()(double number) const {
    return sqlite3_bind_double(statement, place, number);
  }
  // What is bound is used before Run returns.
  int operator()(std::string_view text) const {
    const char* data = text.data() == nullptr ? "" : text.data();
    return sqlite3_bind_text64(statement, place, data, text.size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  }
};

}  // namespace

std::string SqlName(std::string_view name) {
  std::string quoted = "\"";
  for (char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)) {}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

Status SqliteStatement::Run(std::span<const SqlValue> values) {
  int place = 0;
  for (const SqlValue& value : values) {
    int code = std::visit(Binder{statement_, ++place}, value);
    if (code != SQLITE_OK) return ErrorOf(database_, code);
  }
  int code = sqlite3_step(statement_);
  Status status;
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    status = ErrorOf(database_, code);
  }
  sqlite3_reset(statement_);
  return status;
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::Open(const std::string& path,
                                                     Mode mode) {
  sqlite3* database = nullptr;
  int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
  int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  if (database == nullptr) return LimitExceeded("sqlite: out of memory");
  std::unique_ptr<SqliteFile> file(new SqliteFile(database));
  if (code != SQLITE_OK) return ErrorOf(database, code);
  sqlite3_busy_timeout(database, kBusyMilliseconds);
  sqlite3_progress_handler(database, kInstructionsAtOnce, WantsEnd, nullptr);
  // A database is bytes that others may have written.
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  Status s =
      file->Execute(mode == Mode::kFill ? kFillSettings : kUpdateSettings);
  if (!s.ok()) return s;
  // Only now: it refuses to go without a journal.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return file;
}

Status SqliteFile::Settle(const std::string& path) {
  Result<std::unique_ptr<SqliteFile>> file = Open(path, Mode::kUpdate);
  Status s = file.status();
  if (s.ok()) s = (*file)->Execute("BEGIN IMMEDIATE; ROLLBACK");
  if (s.ok()) s = (*file)->Execute("PRAGMA journal_mode=DELETE");
  if (file.ok()) file->reset();
  // Whatever else it is that is there, it is not in use.
  if (s.code() == StatusCode::kBusy || s.code() == StatusCode::kInterrupted) {
    return s;
  }
  for (std::string_view ending : kCompanions) {
    std::string name = path + std::string(ending);
    if (::unlink(name.c_str()) != 0 && errno != ENOENT) {
      return SystemError(errno, schema::EscapeControls(name));
    }
  }
  return {};
}

SqliteFile::~SqliteFile() { sqlite3_close_v2(database_); }

Status SqliteFile::Execute(const std::string& sql) {
  int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status() : ErrorOf(database_, code);
}

Result<SqliteStatement> SqliteFile::Prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  int code =
      sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return ErrorOf(database_, code);
  return SqliteStatement(database_, statement);
}

Result<std::optional<std::string>> SqliteFile::First(const std::string& sql) {
  Result<SqliteStatement> made = Prepare(sql);
  if (!made.ok()) return made.status();
  sqlite3_stmt* statement = made->statement_;
  int code = sqlite3_step(statement);
  if (code == SQLITE_DONE) return std::optional<std::string>();
  if (code != SQLITE_ROW) return ErrorOf(database_, code);
  const void* text = sqlite3_column_text(statement, 0);
  if (text == nullptr) return std::optional<std::string>();
  auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(statement, 0));
  return std::optional<std::string>(
      std::string(static_cast<const char*>(text), bytes));
}

}  // namespace pressmark::cli
