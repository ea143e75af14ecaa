#include "query/facet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "engine/terms.h"
#include "query/accumulator.h"
#include "query/facet_sums.h"
#include "query/id_stream.h"
#include "query/id_walk.h"
#include "query/index_match.h"
#include "query/period.h"
#include "query/plan_date.h"
#include "query/plan_node.h"
#include "schema/scalar.h"

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

// Of articles with nothing but blanks so many may be held.
constexpr std::uint64_t kGatheredBlanks = 100'000;
// Below so many terms it is not worth asking whether records are fewer.
constexpr std::uint64_t kFewTerms = 64;

class TermCounter {
 public:
  explicit TermCounter(QueryRun* run)
      : run_(*run),
        index_(*GroupIndexOf(*run->execution.reader,
                             run->query.group_by.front())) {}

  // Nothing where records are to be read instead; no memory is then taken.
  Result<std::optional<std::vector<AggregateRow>>> Count() {
    std::size_t before = run_.execution.budget.memory_left();
    auto rows = CountTerms();
    if (rows.ok() && !*rows) {
      Budget& budget = run_.execution.budget;
      budget.ReturnMemory(before - budget.memory_left());
    }
    return rows;
  }

 private:
  Result<std::optional<std::vector<AggregateRow>>> CountTerms() {
    auto grouped = IsGroupedByTerms();
    if (!grouped.ok()) return grouped.status();
    if (!*grouped) return std::optional<std::vector<AggregateRow>>();
    if (Status s = Prepare(); !s.ok()) return s;
    std::vector<AggregateRow> rows;
    auto terms = run_.execution.reader->Terms(index_.number, {}, {});
    if (!terms.ok()) return terms.status();
    std::uint64_t seen = 0;
    while ((*terms)->Next()) {
      if (Status s = run_.execution.budget.Check(); !s.ok()) return s;
      std::string_view term = (*terms)->term();
      bool records = ++seen > kFewTerms && ids_ && seen > ids_->size();
      auto value = engine::DecodeTerm(term);
      if (!value.ok()) return value.status();
      if (records || value->cut) {
        return std::optional<std::vector<AggregateRow>>();
      }
      if (!IsScalar(value->tag)) continue;
      if (IsBlank(*value)) {
        blanks_.push_back({TermNode{index_.number, std::string(term), {}},
                           (*terms)->entry().total()});
      }
      auto count = CountIn(**terms);
      if (!count.ok()) return count.status();
      if (*count == 0) continue;
      auto scalar = ShownValue(*std::move(value), (*terms)->entry());
      if (!scalar.ok()) return scalar.status();
      Status s = TakeRow(*scalar, &run_);
      if (!s.ok()) return s;
      rows.push_back(RowOf(*std::move(scalar), *count, run_));
    }
    if (Status s = (*terms)->status(); !s.ok()) return s;
    auto missing = CountMissing();
    if (!missing.ok()) return missing.status();
    if (*missing > 0) rows.push_back(RowOf(nullptr, *missing, run_));
    return std::optional(std::move(rows));
  }

  // Of all articles, or a clip of them, a term's part is told by its own list;
  // else the answer's ids are held to be intersected with each.
  Status Prepare() {
    const PlanNode& source = run_.plan.source;
    whole_ = std::holds_alternative<EverythingNode>(source.node);
    const auto* clipped = std::get_if<ClippedNode>(&source.node);
    bool bare = clipped != nullptr && std::holds_alternative<EverythingNode>(
                                          clipped->operand.front().node);
    if (!bare) return whole_ ? Status() : LoadIds();
    clip_ = &clipped->clip;
    auto sums = SumFacets(index_.number, *clip_, &run_.execution);
    if (sums.ok()) sums_ = *std::move(sums);
    return sums.status();
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
    execution.Charge((*stream)->cost());
    ids_ = std::move(ids);
    return (*stream)->status();
  }

  Result<std::uint64_t> CountIn(const engine::TermCursor& terms) {
    if (whole_) return terms.entry().total();
    if (sums_) return CountBySlot(terms.entry());
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

  Result<std::uint64_t> CountBySlot(const engine::TermEntry& entry) const {
    std::size_t slot = entry.slot().value_or(sums_->counts.size());
    if (slot < sums_->counts.size()) return sums_->counts[slot];
    return Corruption("a term has no slot in the facets of its index");
  }

  // Whether terms tell the missing. A mapping is filled, yet no value to group
  // by, and may stand beside one that is.
  Result<bool> IsGroupedByTerms() const {
    if (index_.field) return true;
    auto mappings =
        run_.execution.reader->FindTerm(index_.number, engine::MappingTerm());
    if (!mappings.ok()) return mappings.status();
    return *mappings == nullptr;
  }
  static bool IsScalar(engine::TermTag tag) {
    return tag != engine::TermTag::kAbsent && tag < engine::TermTag::kEmpty;
  }
  // A blank text is a value to group by, though its article is absent.
  bool IsBlank(const engine::TermValue& value) const {
    const auto* text = std::get_if<std::string>(&value.value);
    return !index_.field && text != nullptr &&
           schema::TrimBlanks(*text).empty();
  }

  // The articles of the answer without a value.
  Result<std::uint64_t> CountMissing() {
    const engine::Reader& reader = *run_.execution.reader;
    auto absent = reader.FindTerm(index_.number, engine::AbsentTerm());
    if (!absent.ok()) return absent.status();
    if (*absent == nullptr) return std::uint64_t{0};
    GatherAllowance allowance(kGatheredBlanks);
    PlanMaker maker(reader.article_count(), &allowance);
    std::vector<PlanNode> parts;
    parts.push_back(run_.plan.source);
    parts.push_back({TermNode{index_.number, engine::AbsentTerm(), *absent},
                     (*absent)->total()});
    parts.push_back(maker.Complement(maker.Unite(std::move(blanks_))));
    return CountIds(maker.Intersect(std::move(parts)), &run_.execution);
  }

  // Folded values are shown as they are written most.
  Result<Scalar> ShownValue(engine::TermValue value,
                            const engine::TermEntry& entry) const {
    const Subject& by = run_.query.group_by.front();
    if (by.folded && by.function == Function::kNone) {
      auto spelling = entry.FirstSpelling();
      if (!spelling.ok()) return spelling.status();
      if (!spelling->empty()) return Scalar(std::string(*spelling));
    }
    return ScalarOf(std::move(value));
  }

  static Scalar ScalarOf(engine::TermValue value) {
    return std::visit(
        [](auto&& held) -> Scalar {
          using Held = std::decay_t<decltype(held)>;
          if constexpr (std::is_same_v<Held, std::int64_t> ||
                        std::is_same_v<Held, double>) {
            return Number(held);
          } else {
            return std::move(held);
          }
        },
        std::move(value.value));
  }

  QueryRun& run_;
  const engine::IndexDefinition& index_;
  bool whole_ = false;
  const DateClip* clip_ = nullptr;
  std::optional<FacetSums> sums_;  // of the clip
  std::shared_ptr<const IdVector> ids_;
  std::vector<PlanNode> blanks_;  // the terms of blank texts
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
  execution.Charge((*stream)->cost());
  if (Status s = (*stream)->status(); !s.ok()) return s;
  std::vector<AggregateRow> rows;
  for (const auto& [value, count] : counts) {
    rows.push_back(RowOf(value, count, *run));
  }
  return rows;
}

}  // namespace pressmark::query
