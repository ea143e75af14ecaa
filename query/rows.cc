#include "query/rows.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "query/plan_date.h"

namespace pressmark::query {

void RowSource::Stop(Status status) {
  stopped_ = true;
  row_.clear();
  key_ = {};
  if (status_.ok()) status_ = std::move(status);
}

QueryStatistics RowSource::statistics() const {
  return run_->execution.statistics;
}

bool RowSource::HandOut() {
  ++run_->execution.statistics.rows;
  return true;
}

std::optional<IdOrder> IdOrderOf(const BoundQuery& query) {
  if (query.order.empty()) return IdOrder::kNewestFirst;
  const auto* subject = std::get_if<Subject>(&query.order.front().key);
  bool date =
      query.order.size() == 1 && subject != nullptr && IsArticleDate(*subject);
  if (!date) return std::nullopt;
  return query.order.front().descending ? IdOrder::kNewestFirst
                                        : IdOrder::kOldestFirst;
}

ArticleRows::ArticleRows(std::unique_ptr<QueryRun> run, RowMaker maker,
                         IdOrder order)
    : RowSource(std::move(run)),
      maker_(std::move(maker)),
      order_(order),
      rows_left_(run_->query.limit.value_or(
          std::numeric_limits<std::uint64_t>::max())) {}

Status ArticleRows::Start() {
  ArticleWalk::Settings settings;
  settings.order = order_;
  if (run_->after) settings.after = run_->after->id;
  settings.part = PartOfRows(run_->query);
  settings.beside_source = PartBesideSource(run_->query);
  // Of an answer without bounds the first row comes before anything else is
  // read.
  settings.first_batch = run_->query.limit
                             ? static_cast<std::size_t>(std::min<std::uint64_t>(
                                   rows_left_, kArticleBatch))
                             : 1;
  auto walk = ArticleWalk::Open(run_->plan, settings, &run_->execution);
  if (!walk.ok()) return walk.status();
  walk_ = *std::move(walk);
  walk_->Skip(run_->query.offset);
  return walk_->status();
}

bool ArticleRows::Next() {
  if (stopped()) return false;
  if (rows_left_ == 0) {
    Stop({});
    return false;
  }
  if (!walk_) {
    if (Status s = Start(); !s.ok()) {
      Stop(std::move(s));
      return false;
    }
  }
  if (!walk_->Next()) {
    Stop(walk_->status());
    return false;
  }
  --rows_left_;
  last_id_ = walk_->id();
  Subjected article = walk_->article();
  maker_.Make(article, run_->execution.zone_minutes, &row_);
  key_ = article.key();
  return HandOut();
}

// By a walk of its own, so that the last row's cells stay.
bool ArticleRows::MoreFollow() {
  ArticleWalk::Settings settings;
  settings.order = order_;
  settings.after = last_id_;
  settings.part = ArticlePart::kId;
  settings.first_batch = 1;
  auto ahead = ArticleWalk::Open(run_->plan, settings, &run_->execution);
  // Where that cannot be found out a token does no harm: the next page says
  // what is wrong.
  return !ahead.ok() || (*ahead)->Next() || !(*ahead)->status().ok();
}

std::optional<std::string> ArticleRows::next_page() {
  bool cut = rows_left_ == 0 && walk_ && status().ok();
  if (!cut || !MoreFollow()) return std::nullopt;
  return EncodePageToken(run_->scope, {{}, last_id_});
}

}  // namespace pressmark::query
