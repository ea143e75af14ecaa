#ifndef PRESSMARK_QUERY_FACET_ROWS_H_
#define PRESSMARK_QUERY_FACET_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/result.h>

#include "query/facet_sums.h"
#include "query/rows.h"

namespace pressmark::query {

// The counts of the values of an indexed field, of all articles or between
// dates, the largest first, as its facets tell them: no value is copied.
class FacetRows : public RowSource {
 public:
  // Takes `*run` and answers it; null, and `*run` left, where it asks for
  // something else or the facets do not tell.
  static Result<std::unique_ptr<RowSource>> Open(
      std::unique_ptr<QueryRun>* run);

  const std::vector<Column>& columns() const override { return columns_; }
  bool Next() override;

 private:
  // Small, since there are many to be sorted.
  struct Group {
    std::uint64_t count = 0;
    std::size_t slot = 0;
  };

  FacetRows(std::unique_ptr<QueryRun> run, FacetSums sums,
            std::vector<Group> groups);

  // Nothing where a term is no text that can be shown as it stands.
  static std::optional<std::vector<Group>> GroupsOf(const FacetSums& sums);
  // Whether one comes before another: the larger, the lesser text, and last
  // the articles without a value.
  bool StandsBefore(const Group& left, const Group& right) const;
  void KeepPage();

  FacetSums sums_;
  std::vector<Column> columns_;
  std::vector<Group> groups_;
  std::size_t next_ = 0;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_FACET_ROWS_H_
