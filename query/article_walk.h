#ifndef PRESSMARK_QUERY_ARTICLE_WALK_H_
#define PRESSMARK_QUERY_ARTICLE_WALK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/result.h>

#include "query/article_batch.h"
#include "query/article_part.h"
#include "query/evaluate.h"
#include "query/execute.h"
#include "query/id_walk.h"

namespace pressmark::query {

// Walks the articles of a plan in an order of ids, reads as much of them as is
// wanted or the plan rechecks, and passes over those that do not satisfy it.
// Not for two threads at once.
class ArticleWalk {
 public:
  struct Settings {
    IdOrder order = IdOrder::kNewestFirst;
    std::optional<std::uint64_t> after;  // leaves out up to and with this id
    ArticlePart part = ArticlePart::kRecord;
    // What is wanted beside the source where `part` is that.
    ArticlePart beside_source = ArticlePart::kRecord;
    // How many articles are wanted at first, so that no more are read.
    std::size_t first_batch = kArticleBatch;
  };

  // `plan` and `execution` must outlive the walk; `ids` are the plan's.
  ArticleWalk(const Plan& plan, const Settings& settings, IdStreamPointer ids,
              Execution* execution);
  static Result<std::unique_ptr<ArticleWalk>> Open(const Plan& plan,
                                                   const Settings& settings,
                                                   Execution* execution);

  // To the first article, then the following. False at the end and after an
  // error.
  bool Next();
  // Passes over `count` articles, unread where the plan is exact. Only before
  // the first Next.
  void Skip(std::uint64_t count);
  // Where Next was true; both valid until the following Next.
  std::uint64_t id() const { return ids_[place_]; }
  // Only where more is wanted than ids.
  Subjected article() const;

  // Ok at the end of a complete walk.
  const Status& status() const { return status_; }

 private:
  bool LoadBatch();
  bool ReadSource();
  bool Stop(Status status);
  bool Keeps();
  void Charge();

  const Plan& plan_;
  Settings settings_;
  Execution* execution_;
  IdWalk walk_;
  bool recheck_reads_source_;
  std::size_t batch_;  // how many to read next
  std::vector<std::uint64_t> ids_;
  ArticleBatch articles_;
  std::size_t next_ = 0;
  std::size_t place_ = 0;
  std::string source_;
  engine::PostingCost charged_;
  Status status_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ARTICLE_WALK_H_
