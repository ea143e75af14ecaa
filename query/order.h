#ifndef PRESSMARK_QUERY_ORDER_H_
#define PRESSMARK_QUERY_ORDER_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/status.h>

#include "query/article_walk.h"
#include "query/page_token.h"
#include "query/row_maker.h"
#include "query/rows.h"

// Other orders than those of ids: all articles are looked at, and the first
// offset + limit of them are kept.
namespace pressmark::query {

// Where an article stands by the keys of `order by`, missing last in both
// directions, then newest first. Texts are folded where their subject folds.
std::strong_ordering ComparePositions(const std::vector<BoundOrderKey>& order,
                                      const PagePosition& left,
                                      const PagePosition& right);

// The `capacity` first positions of those given to it.
class FirstPositions {
 public:
  // `order` and `budget` must outlive it.
  FirstPositions(const std::vector<BoundOrderKey>& order,
                 std::uint64_t capacity, Budget* budget)
      : order_(order), capacity_(capacity), budget_(*budget) {}

  // kLimitExceeded where it would take too much memory.
  Status Add(PagePosition position);
  // Whether it is full, and no position whose first key is that of `position`
  // or comes after it will be kept.
  bool PassedBy(const PagePosition& position) const;
  // All that were kept, in order.
  std::vector<PagePosition> Take();

 private:
  bool Before(const PagePosition& left, const PagePosition& right) const {
    return ComparePositions(order_, left, right) < 0;
  }

  const std::vector<BoundOrderKey>& order_;
  std::uint64_t capacity_;
  Budget& budget_;
  std::vector<PagePosition> heap_;  // the last one on top
};

// Rows of articles in an order by keys.
class OrderedRows : public RowSource {
 public:
  OrderedRows(std::unique_ptr<QueryRun> run, RowMaker maker);

  const std::vector<Column>& columns() const override {
    return maker_.columns();
  }
  bool Next() override;
  std::optional<std::string> next_page() override;

 private:
  Status Collect();
  Status Sort(ArticleWalk* walk, std::uint64_t capacity);
  PagePosition PositionOf(const ArticleWalk& walk) const;
  Scalar KeyOf(const Subject& subject, const Subjected& article) const;
  Status ReadBatch();

  RowMaker maker_;
  bool collected_ = false;
  bool more_ = false;
  std::vector<PagePosition> positions_;  // of the rows, in order
  std::size_t next_ = 0;
  ArticleBatch articles_;  // from `first_` on
  std::size_t first_ = 0;
  std::string source_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ORDER_H_
