#ifndef PRESSMARK_TESTS_SUPPORT_NAIVE_ANSWER_H_
#define PRESSMARK_TESTS_SUPPORT_NAIVE_ANSWER_H_

#include <string>
#include <vector>

#include <pressmark/cursor.h>

#include "query/bound.h"
#include "tests/support/naive_values.h"

// Whole answers by the letter of the language: every article is looked at,
// everything is sorted, and then the page is cut out.
namespace pressmark::test {

// A row as text, a cell each, so that two are equal where their texts are.
using NaiveRow = std::vector<std::string>;

struct NaiveAnswer {
  std::vector<std::string> keys;  // of articles; empty for aggregates
  std::vector<NaiveRow> rows;
  std::size_t satisfied = 0;  // articles, before limit and offset
};

// The answer of `query` over all `articles`. Page tokens are passed over.
// Columns must be selected where rows are to be compared, and no `*`.
NaiveAnswer Answer(const query::BoundQuery& query,
                   const std::vector<const NaiveArticle*>& articles);

// The rows of an aggregating query over the articles that satisfy it, without
// limit and offset.
std::vector<NaiveRow> NaiveGroups(
    const query::BoundQuery& query,
    const std::vector<const NaiveArticle*>& articles);

// A cursor's row as Answer writes it. Texts of folded columns are folded.
NaiveRow RowText(const std::vector<Cell>& row, const std::vector<bool>& folded);
// Which columns of the query hold folded texts in an answer of aggregates.
std::vector<bool> FoldedColumns(const query::BoundQuery& query);

// Cuts limit and offset out of rows or keys.
template <typename T>
void CutPage(const query::BoundQuery& query, std::vector<T>* rows) {
  auto first = rows->begin();
  if (query.offset >= rows->size()) {
    rows->clear();
    return;
  }
  rows->erase(first, first + static_cast<std::ptrdiff_t>(query.offset));
  if (query.limit && *query.limit < rows->size()) {
    rows->erase(rows->begin() + static_cast<std::ptrdiff_t>(*query.limit),
                rows->end());
  }
}

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_NAIVE_ANSWER_H_
