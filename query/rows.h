#ifndef PRESSMARK_QUERY_ROWS_H_
#define PRESSMARK_QUERY_ROWS_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/result.h>

#include "query/article_walk.h"
#include "query/bound.h"
#include "query/execute.h"
#include "query/page_token.h"
#include "query/plan.h"
#include "query/row_maker.h"

namespace pressmark::query {

// Everything one run of a query is about.
struct QueryRun {
  QueryRun(std::shared_ptr<const engine::Reader> reader,
           const QueryOptions& options)
      : execution(std::move(reader), options) {}

  Execution execution;
  BoundQuery query;
  Plan plan;
  TokenScope scope;
  std::optional<PagePosition> after;  // where `after` says to go on
};

// The rows of an answer: what stands behind a Cursor. Not for two threads at
// once.
class RowSource {
 public:
  virtual ~RowSource() = default;

  virtual const std::vector<Column>& columns() const = 0;
  // As Cursor::Next.
  virtual bool Next() = 0;
  virtual std::optional<std::string> next_page() { return std::nullopt; }

  const std::vector<Cell>& row() const { return row_; }
  std::string_view key() const { return key_; }
  const Status& status() const { return status_; }
  // Ends the rows; of several failures the first is kept.
  void Stop(Status status);
  QueryStatistics statistics() const;

 protected:
  explicit RowSource(std::unique_ptr<QueryRun> run) : run_(std::move(run)) {}

  bool stopped() const { return stopped_; }
  // Counts the row that was just made; true.
  bool HandOut();

  std::unique_ptr<QueryRun> run_;
  std::vector<Cell> row_;
  std::string_view key_;

 private:
  bool stopped_ = false;
  Status status_;
};

// The order of ids that the query asks for; nothing where it is another order.
std::optional<IdOrder> IdOrderOf(const BoundQuery& query);

// Rows of articles in an order of ids: read as they are asked for, and no
// further than the limit.
class ArticleRows : public RowSource {
 public:
  ArticleRows(std::unique_ptr<QueryRun> run, RowMaker maker, IdOrder order);

  const std::vector<Column>& columns() const override {
    return maker_.columns();
  }
  bool Next() override;
  std::optional<std::string> next_page() override;

 private:
  Status Start();
  bool MoreFollow();

  RowMaker maker_;
  IdOrder order_;
  std::unique_ptr<ArticleWalk> walk_;
  std::uint64_t rows_left_;
  std::uint64_t last_id_ = 0;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ROWS_H_
