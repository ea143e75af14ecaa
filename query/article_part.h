#ifndef PRESSMARK_QUERY_ARTICLE_PART_H_
#define PRESSMARK_QUERY_ARTICLE_PART_H_

#include <cstdint>
#include <vector>

#include "query/bound.h"

namespace pressmark::query {

// How much of an article must be read; each takes in those before it.
enum class ArticlePart : std::uint8_t {
  kId,      // nothing
  kCard,    // its key and its fields of one value
  kRecord,  // all fields and the whole front matter
  kSource,  // its exact bytes
};

// What a subject, and all of a condition, is worked out from.
ArticlePart PartOf(const Subject& subject);
ArticlePart PartOf(const Condition& condition);
// What the rows of a query are made from, or its groups and their values.
ArticlePart PartOfRows(const BoundQuery& query);
// Of rows that are made from the source, what they are made from beside it:
// @source alone wants no record.
ArticlePart PartBesideSource(const BoundQuery& query);
// What an article's place in an order is worked out from.
ArticlePart PartOfOrder(const std::vector<BoundOrderKey>& order);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ARTICLE_PART_H_
