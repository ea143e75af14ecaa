#include <exception>
#include <new>
#include <utility>

#include <pressmark/cursor.h>

#include "query/rows.h"

namespace pressmark {

namespace {

// What a cursor shows that was moved from.
struct NoRows {
  std::vector<Column> columns;
  std::vector<Cell> row;
  Status status = InvalidArgument("the cursor was moved from");
};

const NoRows& MovedFrom() {
  static const NoRows no_rows;
  return no_rows;
}

}  // namespace

Cursor::Cursor(std::unique_ptr<query::RowSource> source)
    : source_(std::move(source)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

const std::vector<Column>& Cursor::columns() const {
  return source_ ? source_->columns() : MovedFrom().columns;
}

bool Cursor::Next() {
  if (!source_) return false;
  try {
    return source_->Next();
  } catch (const std::bad_alloc&) {
    source_->Stop(LimitExceeded("not enough memory for the query"));
  } catch (const std::exception& error) {
    source_->Stop(Internal(error.what()));
  }
  return false;
}

const std::vector<Cell>& Cursor::row() const {
  return source_ ? source_->row() : MovedFrom().row;
}

std::string_view Cursor::key() const {
  return source_ ? source_->key() : std::string_view();
}

const Status& Cursor::status() const {
  return source_ ? source_->status() : MovedFrom().status;
}

std::optional<std::string> Cursor::next_page() const {
  if (!source_) return std::nullopt;
  try {
    return source_->next_page();
  } catch (const std::exception&) {
    source_->Stop(LimitExceeded("not enough memory for the next page's token"));
  }
  return std::nullopt;
}

QueryStatistics Cursor::statistics() const {
  return source_ ? source_->statistics() : QueryStatistics();
}

}  // namespace pressmark
