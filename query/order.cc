#include "query/order.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "query/plan_date.h"
#include "schema/fold.h"

namespace pressmark::query {

namespace {

bool IsNull(const Scalar& scalar) { return scalar.index() == 0; }

const Subject& SubjectOf(const BoundOrderKey& key) {
  return std::get<Subject>(key.key);
}

std::strong_ordering CompareKeys(const BoundOrderKey& order, const Scalar& left,
                                 const Scalar& right) {
  if (IsNull(left) || IsNull(right)) return IsNull(left) <=> IsNull(right);
  return order.descending ? CompareForOrder(right, left, false)
                          : CompareForOrder(left, right, false);
}

// The date as ids order it: by whole seconds, a civil day after the instants
// of its second (descending: before them).
Scalar DateKey(std::uint64_t id) {
  if (engine::IsUndated({id})) return nullptr;
  return Number(-static_cast<std::int64_t>(id >> engine::kSerialBits));
}

std::size_t BytesOf(const PagePosition& position) {
  std::size_t bytes = sizeof(PagePosition);
  for (const Scalar& key : position.keys) {
    const auto* text = std::get_if<std::string>(&key);
    bytes += sizeof(Scalar) + (text == nullptr ? 0 : text->capacity());
  }
  return bytes;
}

// The order of ids in which the first key of `order` ascends, if it is the
// date: then a list that is full is complete once that key has passed it.
std::optional<IdOrder> LeadingIdOrder(const std::vector<BoundOrderKey>& order) {
  if (!IsArticleDate(SubjectOf(order.front()))) return std::nullopt;
  return order.front().descending ? IdOrder::kNewestFirst
                                  : IdOrder::kOldestFirst;
}

}  // namespace

OrderedRows::OrderedRows(std::unique_ptr<QueryRun> run, RowMaker maker)
    : RowSource(std::move(run)),
      maker_(std::move(maker)),
      articles_(std::min(PartOfRows(run_->query), ArticlePart::kRecord),
                &run_->execution) {}

std::strong_ordering ComparePositions(const std::vector<BoundOrderKey>& order,
                                      const PagePosition& left,
                                      const PagePosition& right) {
  for (std::size_t i = 0; i < order.size(); ++i) {
    auto compared = CompareKeys(order[i], left.keys[i], right.keys[i]);
    if (compared != 0) return compared;
  }
  return left.id <=> right.id;
}

Status FirstPositions::Add(PagePosition position) {
  auto before = [this](const PagePosition& left, const PagePosition& right) {
    return Before(left, right);
  };
  bool full = heap_.size() >= capacity_;
  if (full && (heap_.empty() || !Before(position, heap_.front()))) return {};
  if (full) {
    std::pop_heap(heap_.begin(), heap_.end(), before);
    budget_.ReturnMemory(BytesOf(heap_.back()));
    heap_.pop_back();
  }
  Status s = budget_.TakeMemory(BytesOf(position), "the rows to put in order",
                                "add a limit, or a filter");
  if (!s.ok()) return s;
  heap_.push_back(std::move(position));
  std::push_heap(heap_.begin(), heap_.end(), before);
  return {};
}

bool FirstPositions::PassedBy(const PagePosition& position) const {
  if (heap_.size() < capacity_) return false;
  return heap_.empty() || CompareKeys(order_.front(), heap_.front().keys[0],
                                      position.keys[0]) < 0;
}

std::vector<PagePosition> FirstPositions::Take() {
  std::sort_heap(heap_.begin(), heap_.end(),
                 [this](const PagePosition& left, const PagePosition& right) {
                   return Before(left, right);
                 });
  return std::move(heap_);
}

bool OrderedRows::Next() {
  if (stopped()) return false;
  if (!collected_) {
    collected_ = true;
    if (Status s = Collect(); !s.ok()) {
      Stop(std::move(s));
      return false;
    }
  }
  if (next_ == positions_.size()) {
    Stop({});
    return false;
  }
  if (Status s = ReadBatch(); !s.ok()) {
    Stop(std::move(s));
    return false;
  }
  Subjected article = articles_.article(next_ - first_);
  article.source = source_;
  maker_.Make(article, run_->execution.zone_minutes, &row_);
  key_ = article.key();
  ++next_;
  return HandOut();
}

Status OrderedRows::Collect() {
  const BoundQuery& query = run_->query;
  constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t limit = query.limit.value_or(kAll);
  if (limit == 0) return {};
  // One more than asked for, to know whether more follow.
  std::uint64_t capacity = kAll;
  bool fits = query.offset < kAll - 1 && limit < kAll - 1 - query.offset;
  if (fits) capacity = query.offset + limit + 1;
  const auto& order = query.order;
  ArticleWalk::Settings settings;
  settings.order = LeadingIdOrder(order).value_or(IdOrder::kNewestFirst);
  settings.part = PartOfOrder(order);
  auto walk = ArticleWalk::Open(run_->plan, settings, &run_->execution);
  if (!walk.ok()) return walk.status();
  if (Status s = Sort(walk->get(), capacity); !s.ok()) return s;
  more_ = positions_.size() == capacity;
  if (more_) positions_.pop_back();
  auto passed = std::min<std::uint64_t>(query.offset, positions_.size());
  next_ = static_cast<std::size_t>(passed);
  first_ = next_;
  return {};
}

Status OrderedRows::Sort(ArticleWalk* walk, std::uint64_t capacity) {
  const auto& order = run_->query.order;
  FirstPositions first(order, capacity, &run_->execution.budget);
  bool ascends = LeadingIdOrder(order).has_value();
  while (walk->Next()) {
    PagePosition position = PositionOf(*walk);
    if (ascends && first.PassedBy(position)) break;
    bool before_page =
        run_->after && ComparePositions(order, position, *run_->after) <= 0;
    if (before_page) continue;
    if (Status s = first.Add(std::move(position)); !s.ok()) return s;
  }
  positions_ = first.Take();
  return walk->status();
}

PagePosition OrderedRows::PositionOf(const ArticleWalk& walk) const {
  PagePosition position;
  position.id = walk.id();
  for (const BoundOrderKey& key : run_->query.order) {
    const Subject& subject = SubjectOf(key);
    if (IsArticleDate(subject)) {
      position.keys.push_back(DateKey(position.id));
      continue;
    }
    position.keys.push_back(KeyOf(subject, walk.article()));
  }
  return position;
}

// The first value; folded here once, so that keys compare as they are.
Scalar OrderedRows::KeyOf(const Subject& subject,
                          const Subjected& article) const {
  std::vector<Scalar> values =
      ScalarsOf(subject, article, run_->execution.zone_minutes);
  if (values.empty()) return nullptr;
  auto* text = std::get_if<std::string>(&values.front());
  if (text != nullptr && subject.folded) *text = schema::Fold(*text);
  return std::move(values.front());
}

// Reads the articles of the next rows, and the source of the next one.
Status OrderedRows::ReadBatch() {
  if (next_ - first_ >= articles_.size()) {
    if (Status s = run_->execution.budget.Check(); !s.ok()) return s;
    first_ = next_;
    std::vector<std::uint64_t> ids;
    for (std::size_t i = next_; i < positions_.size(); ++i) {
      if (ids.size() == kArticleBatch) break;
      ids.push_back(positions_[i].id);
    }
    if (Status s = articles_.Read(ids); !s.ok()) return s;
  }
  if (PartOfRows(run_->query) != ArticlePart::kSource) return {};
  const engine::Reader& reader = *run_->execution.reader;
  auto source = reader.ReadSource({positions_[next_].id});
  if (!source.ok()) return source.status();
  source_ = *std::move(source);
  return {};
}

std::optional<std::string> OrderedRows::next_page() {
  bool done = collected_ && next_ == positions_.size();
  if (!done || !more_ || !status().ok()) return std::nullopt;
  return EncodePageToken(run_->scope, positions_.back());
}

}  // namespace pressmark::query
