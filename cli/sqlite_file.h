#ifndef PRESSMARK_CLI_SQLITE_FILE_H_
#define PRESSMARK_CLI_SQLITE_FILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <pressmark/result.h>

struct sqlite3;
struct sqlite3_stmt;

// The SQLite library, as far as an export needs it. Failures: kNoSpace,
// kIoError, kReadOnly, kBusy, kInterrupted where the user ended it, kCorruption
// for what is no database, kLimitExceeded for values that are too large.
namespace pressmark::cli {

// A value of a column; the first is NULL.
using SqlValue =
    std::variant<std::monostate, std::int64_t, double, std::string_view>;

// What the names of the files end in that SQLite keeps beside a database.
inline constexpr std::string_view kCompanions[] = {"-journal", "-wal", "-shm"};

// A name in double quotes, whatever is in it.
std::string SqlName(std::string_view name);

// One statement, run any number of times. Moved, not copied. Must not outlive
// its file.
class SqliteStatement {
 public:
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&&) = delete;
  ~SqliteStatement();

  // Runs it with a value for each `?`.
  Status Run(std::span<const SqlValue> values);

 private:
  friend class SqliteFile;
  SqliteStatement(sqlite3* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement) {}

  sqlite3* database_;
  sqlite3_stmt* statement_;
};

// An open database. Not for two threads at once.
class SqliteFile {
 public:
  enum class Mode : std::uint8_t {
    kFill,    // an empty file that is of no use until it is complete: fast
    kUpdate,  // one that others may be reading: what is not committed is undone
  };

  static Result<std::unique_ptr<SqliteFile>> Open(const std::string& path,
                                                  Mode mode);
  // Makes a database fit to be replaced: what a killed writer left beside it is
  // rolled back, and nothing stays that would be rolled into the next file of
  // its name. Nothing, or no database, may be there. kBusy while others use it;
  // kIoError.
  static Status Settle(const std::string& path);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  // Runs statements that have no values.
  Status Execute(const std::string& sql);
  Result<SqliteStatement> Prepare(const std::string& sql);
  // The first value of the first row, as text; nothing where there is no row,
  // or NULL.
  Result<std::optional<std::string>> First(const std::string& sql);

 private:
  explicit SqliteFile(sqlite3* database) : database_(database) {}

  sqlite3* database_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SQLITE_FILE_H_
