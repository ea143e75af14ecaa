#ifndef PRESSMARK_QUERY_ROW_MAKER_H_
#define PRESSMARK_QUERY_ROW_MAKER_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/result.h>
#include <pressmark/value.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/evaluate.h"

namespace pressmark::query {

// Makes the cells of rows of articles. Not for two threads at once.
class RowMaker {
 public:
  // For the columns as selected; `@key, date, title, brand, topic` where none
  // are. `*` has the column `@key` before it, unless that is selected too.
  // Reads the known paths where there is a `*`.
  static Result<RowMaker> Create(const std::vector<BoundColumn>& selected,
                                 const engine::Reader& reader);

  const std::vector<Column>& columns() const { return columns_; }
  // One cell a column, valid until the next Make and as long as the article.
  void Make(const Subjected& article, std::int16_t zone_minutes,
            std::vector<Cell>* row);

 private:
  RowMaker() = default;

  std::vector<BoundColumn> selected_;
  std::vector<Column> columns_;
  std::deque<std::string> texts_;
  std::deque<ValueTree> pruned_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ROW_MAKER_H_
