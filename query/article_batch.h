#ifndef PRESSMARK_QUERY_ARTICLE_BATCH_H_
#define PRESSMARK_QUERY_ARTICLE_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <pressmark/status.h>

#include "engine/card_reader.h"
#include "query/article_part.h"
#include "query/execute.h"
#include "query/subject_values.h"
#include "schema/record_view.h"

namespace pressmark::query {

// Articles are read so many at a time.
inline constexpr std::size_t kArticleBatch = 64;

// Reads of some articles at once what is needed of them: their cards where
// these are enough, else their records. Not for two threads at once.
class ArticleBatch {
 public:
  // `execution` must outlive it.
  ArticleBatch(ArticlePart part, Execution* execution)
      : part_(part),
        execution_(execution),
        cards_(execution->reader->shared_snapshot()) {}

  // Whether there is anything to read.
  bool reads() const { return part_ != ArticlePart::kId; }
  // Takes the place of what was read before. Fails as Reader::ReadRecords. Only
  // where there is anything to read.
  Status Read(std::span<const std::uint64_t> ids);
  std::size_t size() const { return articles_.size(); }
  // `index` < size(); valid until the next Read, without its source.
  const Subjected& article(std::size_t index) const { return articles_[index]; }

 private:
  Status ReadCards(std::span<const std::uint64_t> ids);

  ArticlePart part_;
  Execution* execution_;
  engine::CardReader cards_;
  std::vector<schema::Record> records_;
  std::vector<Subjected> articles_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ARTICLE_BATCH_H_
