#include "query/facet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/terms.h"
#include "query/accumulator.h"
#include "query/id_stream.h"
#include "query/id_walk.h"
#include "query/period.h"
#include "query/plan_date.h"
#include "query/plan_terms.h"

namespace pressmark::query {

namespace {

using engine::Bucket;
using parser::Function;

// A group's value, and its count for each aggregate, all of which count.
AggregateRow RowOf(Scalar value, std::uint64_t count, const QueryRun& run) {
  AggregateRow row{std::move(value)};
  for (std::size_t i = 0; i < run.query.aggregates.size(); ++i) {
    row.push_back(Number(static_cast<std::int64_t>(count)));
  }
  return row;
}

// The memory of a group's row.
Status TakeRow(const Scalar& value, QueryRun* run) {
  std::size_t cells = run->query.aggregates.size();
  return run->execution.budget.TakeMemory(
      BytesOf(value) + cells * sizeof(Scalar), "the groups",
      "add a filter, or group by less");
}

// Below so many terms it is not worth asking whether records are fewer.
constexpr std::uint64_t kFewTerms = 64;

class TermCounter {
 public:
  explicit TermCounter(QueryRun* run)
      : run_(*run),
        index_(*IndexOf(*run->execution.reader, run->query.group_by.front())) {}

  Result<std::optional<std::vector<AggregateRow>>> Count() {
    if (Status s = Prepare(); !s.ok()) return s;
    std::vector<AggregateRow> rows;
    auto terms = run_.execution.reader->Terms(index_.number, {}, {});
    if (!terms.ok()) return terms.status();
    std::uint64_t seen = 0;
    while ((*terms)->Next()) {
      if (Status s = run_.execution.budget.Check(); !s.ok()) return s;
      const std::string& term = (*terms)->entry().term;
      bool records = ++seen > kFewTerms && ids_ && seen > ids_->size();
      if (records || !engine::IsExactTerm(term)) {
        return std::optional<std::vector<AggregateRow>>();
      }
      auto count = CountIn(**terms);
      if (!count.ok()) return count.status();
      if (*count == 0) continue;
      auto value = ValueOf(term);
      if (!value.ok()) return value.status();
      Status s = TakeRow(*value, &run_);
      if (!s.ok()) return s;
      rows.push_back(RowOf(*std::move(value), *count, run_));
    }
    if (Status s = (*terms)->status(); !s.ok()) return s;
    return std::optional(std::move(rows));
  }

 private:
  // Of all articles, or a clip of them, a term's part is told by its own list;
  // else the answer's ids are held to be intersected with each.
  Status Prepare() {
    const PlanNode& source = run_.plan.source;
    whole_ = std::holds_alternative<EverythingNode>(source.node);
    const auto* clipped = std::get_if<ClippedNode>(&source.node);
    bool bare = clipped != nullptr && std::holds_alternative<EverythingNode>(
                                          clipped->operand.front().node);
    if (bare) clip_ = &clipped->clip;
    return whole_ || bare ? Status() : LoadIds();
  }

  Status LoadIds() {
    Execution& execution = run_.execution;
    auto stream = OpenStream(run_.plan.source, &execution);
    if (!stream.ok()) return stream.status();
    auto ids = std::make_shared<IdVector>();
    Bucket bucket = 0;
    while ((*stream)->Seek(bucket)) {
      if (Status s = execution.budget.Check(); !s.ok()) return s;
      IdSpan found = (*stream)->Ids();
      Status s = execution.budget.TakeMemory(
          found.size() * sizeof(std::uint64_t), "the articles to be grouped",
          "add a filter");
      if (!s.ok()) return s;
      ids->insert(ids->end(), found.begin(), found.end());
      bucket = (*stream)->bucket() + 1;
    }
    execution.statistics.posting_blocks += (*stream)->blocks_read();
    ids_ = std::move(ids);
    return (*stream)->status();
  }

  Result<std::uint64_t> CountIn(const engine::TermCursor& terms) {
    if (whole_) return terms.entry().total;
    auto list = terms.Postings();
    if (!list.ok()) return list.status();
    IdStreamPointer stream = MakeListStream(*std::move(list));
    if (clip_ != nullptr) {
      stream = MakeClipped(*clip_, std::move(stream));
    } else {
      std::vector<IdStreamPointer> both;
      both.push_back(MakeVectorStream(ids_));
      both.push_back(std::move(stream));
      stream = MakeIntersection(std::move(both));
    }
    return CountStream(stream.get(), &run_.execution);
  }

  Result<Scalar> ValueOf(const std::string& term) const {
    auto value = engine::DecodeTerm(term);
    if (!value.ok()) return value.status();
    if (value->tag == engine::TermTag::kAbsent) return Scalar(nullptr);
    auto* text = std::get_if<std::string>(&value->value);
    if (text == nullptr) {
      return Corruption("an index of texts holds a term of another type");
    }
    return Scalar(std::move(*text));
  }

  QueryRun& run_;
  const engine::IndexDefinition& index_;
  bool whole_ = false;
  const DateClip* clip_ = nullptr;
  std::shared_ptr<const IdVector> ids_;
};

// Whether all ids of a bucket lie in one period: a bucket is a month of UTC.
bool IsWithinPeriod(Bucket bucket, Function function,
                    std::int16_t zone_minutes) {
  return bucket >= engine::kFirstUndatedBucket ||
         (zone_minutes == 0 && function != Function::kDay);
}

Scalar PeriodScalar(Function function, std::uint64_t id,
                    std::int16_t zone_minutes) {
  if (engine::IsUndated({id})) return nullptr;
  return PeriodOfId(function, {id}, zone_minutes);
}

}  // namespace

Result<std::optional<std::vector<AggregateRow>>> GroupTerms(QueryRun* run) {
  return TermCounter(run).Count();
}

Result<std::vector<AggregateRow>> GroupPeriods(QueryRun* run) {
  Execution& execution = run->execution;
  Function function = run->query.group_by.front().function;
  std::int16_t zone = execution.zone_minutes;
  auto stream = OpenStream(run->plan.source, &execution);
  if (!stream.ok()) return stream.status();
  std::map<Scalar, std::uint64_t, ScalarLess> counts;
  std::size_t taken = 0;  // rows whose memory is taken
  Bucket bucket = 0;
  while ((*stream)->Seek(bucket)) {
    if (Status s = execution.budget.Check(); !s.ok()) return s;
    bucket = (*stream)->bucket();
    if (IsWithinPeriod(bucket, function, zone)) {
      std::uint64_t id = engine::LastIdIn(bucket).bits;
      std::uint64_t count = (*stream)->Count();
      if (count > 0) counts[PeriodScalar(function, id, zone)] += count;
    } else {
      for (std::uint64_t id : (*stream)->Ids()) {
        ++counts[PeriodScalar(function, id, zone)];
      }
    }
    for (; taken < counts.size(); ++taken) {
      if (Status s = TakeRow(nullptr, run); !s.ok()) return s;
    }
    ++bucket;
  }
  execution.statistics.posting_blocks += (*stream)->blocks_read();
  if (Status s = (*stream)->status(); !s.ok()) return s;
  std::vector<AggregateRow> rows;
  for (const auto& [value, count] : counts) {
    rows.push_back(RowOf(value, count, *run));
  }
  return rows;
}

}  // namespace pressmark::query
