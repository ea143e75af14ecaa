#include "query/article_walk.h"

#include <algorithm>
#include <utility>

#include "query/type_mismatch.h"

namespace pressmark::query {

namespace {

// What must be read of each article before it can be handed out or passed over;
// sources are read one by one.
ArticlePart BatchPart(const Plan& plan, const ArticleWalk::Settings& settings) {
  ArticlePart wanted = settings.part == ArticlePart::kSource
                           ? settings.beside_source
                           : settings.part;
  ArticlePart recheck = plan.recheck ? PartOf(*plan.recheck) : ArticlePart::kId;
  return std::min(std::max(wanted, recheck), ArticlePart::kRecord);
}

}  // namespace

ArticleWalk::ArticleWalk(const Plan& plan, const Settings& settings,
                         IdStreamPointer ids, Execution* execution)
    : plan_(plan),
      settings_(settings),
      execution_(execution),
      walk_(std::move(ids), settings.order, &execution->budget),
      recheck_reads_source_(plan.recheck &&
                            PartOf(*plan.recheck) == ArticlePart::kSource),
      batch_(std::clamp<std::size_t>(settings.first_batch, 1, kArticleBatch)),
      articles_(BatchPart(plan, settings), execution) {
  if (settings.after) walk_.StartAfter(*settings.after);
}

Result<std::unique_ptr<ArticleWalk>> ArticleWalk::Open(const Plan& plan,
                                                       const Settings& settings,
                                                       Execution* execution) {
  Result<IdStreamPointer> ids = OpenStream(plan.source, execution);
  if (!ids.ok()) return ids.status();
  return std::make_unique<ArticleWalk>(plan, settings, *std::move(ids),
                                       execution);
}

bool ArticleWalk::Next() {
  while (true) {
    if (next_ == ids_.size() && !LoadBatch()) return false;
    place_ = next_++;
    if (recheck_reads_source_ && !ReadSource()) return false;
    bool kept = Keeps();
    if (plan_.recheck) {
      Status s = execution_->budget.Check();
      if (!s.ok()) return Stop(std::move(s));
    }
    if (!kept) {
      ++execution_->statistics.records_rejected;
      continue;
    }
    bool source =
        settings_.part == ArticlePart::kSource && !recheck_reads_source_;
    return !source || ReadSource();
  }
}

void ArticleWalk::Skip(std::uint64_t count) {
  if (plan_.exact()) {
    walk_.Skip(count);
    Charge();
    return;
  }
  while (count > 0 && Next()) --count;
}

Subjected ArticleWalk::article() const {
  Subjected article = articles_.article(place_);
  article.source = source_;
  return article;
}

bool ArticleWalk::LoadBatch() {
  if (!status_.ok()) return false;
  ids_.clear();
  next_ = 0;
  auto wanted = static_cast<std::size_t>(
      std::min<std::uint64_t>(batch_, execution_->budget.articles_left()));
  batch_ = kArticleBatch;
  // One more than may be read, to tell the end from the limit.
  wanted = std::max<std::size_t>(wanted, 1);
  while (ids_.size() < wanted && walk_.Next()) ids_.push_back(walk_.id());
  Charge();
  if (!walk_.status().ok()) return Stop(walk_.status());
  if (ids_.empty()) return false;
  if (!articles_.reads()) return true;
  Budget& budget = execution_->budget;
  if (Status s = budget.Check(); !s.ok()) return Stop(std::move(s));
  Status s = budget.TakeArticles(ids_.size());
  if (!s.ok()) return Stop(std::move(s));
  std::optional<Stopwatch> watch;
  if (execution_->profile) watch.emplace(&execution_->profile->record_time);
  s = articles_.Read(ids_);
  return s.ok() || Stop(std::move(s));
}

bool ArticleWalk::ReadSource() {
  auto source = execution_->reader->ReadSource({id()});
  if (!source.ok()) return Stop(source.status());
  source_ = *std::move(source);
  return true;
}

bool ArticleWalk::Stop(Status status) {
  ids_.clear();
  next_ = 0;
  status_ = std::move(status);
  return false;
}

// Whether the article at hand satisfies the plan.
bool ArticleWalk::Keeps() {
  if (!plan_.recheck) return true;
  std::int16_t zone = execution_->zone_minutes;
  Profile* profile = execution_->profile.get();
  const Budget& budget = execution_->budget;
  if (profile == nullptr) {
    return Satisfies(*plan_.recheck, article(), zone, &budget);
  }
  Stopwatch watch(&profile->record_time);
  if (Satisfies(*plan_.recheck, article(), zone, &budget)) return true;
  if (HasTypeMismatch(*plan_.recheck, article(), zone, &budget)) {
    ++profile->type_mismatches;
  }
  return false;
}

void ArticleWalk::Charge() {
  engine::PostingCost cost = walk_.cost();
  execution_->Charge(cost - charged_);
  charged_ = cost;
}

}  // namespace pressmark::query
