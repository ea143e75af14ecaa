#ifndef PRESSMARK_QUERY_CURSOR_H_
#define PRESSMARK_QUERY_CURSOR_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <pressmark/date.h>
#include <pressmark/status.h>
#include <pressmark/value.h>

namespace pressmark {

namespace query {
class RowSource;
}  // namespace query

// One column of an answer.
struct Column {
  // As selected: the path's text, or the name after `as`.
  std::string name;
  // The column is `*`: its cell is a mapping whose members are columns of
  // their own, in a row of JSON beside the others. `members` are the names
  // that may occur, in byte order.
  bool spread = false;
  std::vector<std::string> members;
};

// One value of a row. Texts and front matter values live until the cursor's
// next Next.
struct Cell {
  // monostate: the article has no such value. A front matter value stands as a
  // Value (a null among them); a field's or a computed one as itself; several
  // values of one path as a list.
  std::variant<std::monostate, Value, bool, std::int64_t, double,
               std::string_view, Date, std::vector<Cell>>
      value;
};

// What a query cost.
struct QueryStatistics {
  std::uint64_t seeks = 0;             // jumps to a posting block
  std::uint64_t posting_blocks = 0;    // read
  std::uint64_t postings = 0;          // article ids in those blocks
  std::uint64_t records = 0;           // articles read
  std::uint64_t cards = 0;             // of those, by their cards alone
  std::uint64_t records_rejected = 0;  // of `records`, not in the answer
  std::uint64_t rows = 0;              // handed out
};

// Walks the rows of an answer, one at a time. Move-only. Shares the state it
// reads with its snapshot: it may outlive query, snapshot and store. One that
// was moved from has no rows, and kInvalidArgument as its status. Not for two
// threads at once.
//
//   while (cursor.Next()) use(cursor.row());
//   if (!cursor.status().ok()) …   // a short answer is never ok
class Cursor {
 public:
  // For the library: Query::Run makes them.
  explicit Cursor(std::unique_ptr<query::RowSource> source);
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();

  // There before the first Next. Lives as long as the cursor, also where that
  // is moved.
  const std::vector<Column>& columns() const;

  // To the first row, then the following. False at the end and after an error.
  bool Next();
  // One cell a column; valid until the next Next. Empty unless the last Next
  // was true.
  const std::vector<Cell>& row() const;
  // The key of the row's article, valid until the next Next; empty for rows of
  // aggregates.
  std::string_view key() const;
  // Ok at the end of a complete answer; kCorruption, kInterrupted,
  // kLimitExceeded and the like where it was cut short. Lives as long as the
  // cursor; Next and next_page may change it.
  const Status& status() const;

  // After the last row: the token that `after` takes to go on, where a limit
  // cut the answer and more rows follow; none for rows of aggregates. May read
  // ahead to find that out, which counts in statistics and against the limits
  // of the query. Keeps the row; only where memory runs out it ends
  // status() with kLimitExceeded, and the row with it.
  std::optional<std::string> next_page() const;
  // What it cost so far.
  QueryStatistics statistics() const;

 private:
  std::unique_ptr<query::RowSource> source_;
};

}  // namespace pressmark

#endif  // PRESSMARK_QUERY_CURSOR_H_
