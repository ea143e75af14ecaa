#ifndef PRESSMARK_QUERY_AGGREGATE_H_
#define PRESSMARK_QUERY_AGGREGATE_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/result.h>

#include "query/evaluate.h"
#include "query/rows.h"

namespace pressmark::query {

// One row of an answer of aggregates: the values of `by`, then the aggregates.
using AggregateRow = std::vector<Scalar>;

// What can be answered, and where from.
enum class AggregateSource : std::uint8_t {
  kCount,    // one count of the articles, from posting lists
  kTerms,    // counts by an indexed field, from its terms' lists
  kPeriods,  // counts by a period of the date, from ids
  kRecords,  // anything, from the articles' records
};

// The columns of an answer of aggregates.
std::vector<Column> ColumnsOf(const BoundQuery& query);

// Where the query's aggregates come from.
AggregateSource SourceOf(const QueryRun& run);

// The groups of a query, in no order, from the articles' records.
Result<std::vector<AggregateRow>> GroupRecords(QueryRun* run);

// Rows of aggregates: all made at the first Next, then put in order.
class AggregateRows : public RowSource {
 public:
  explicit AggregateRows(std::unique_ptr<QueryRun> run);

  const std::vector<Column>& columns() const override { return columns_; }
  bool Next() override;

 private:
  Status Make();
  Result<std::vector<AggregateRow>> Group();
  void Sort();
  void KeepPage();
  // Shows folded values as the store's articles write them most.
  Status Spell();

  std::vector<Column> columns_;
  bool made_ = false;
  bool spelled_ = false;  // by those who made the rows
  std::vector<AggregateRow> rows_;
  std::size_t next_ = 0;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_AGGREGATE_H_
