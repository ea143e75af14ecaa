#include "query/aggregate.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/terms.h"
#include "query/facet.h"
#include "query/index_match.h"
#include "query/period.h"
#include "query/plan_date.h"
#include "schema/fold.h"

namespace pressmark::query {

namespace {

// A column of the answer to sort by; missing values last in both directions.
struct SortColumn {
  std::size_t number = 0;
  bool descending = false;
  bool folded = false;
};

int Compare(const Scalar& left, const Scalar& right, const SortColumn& by) {
  bool left_missing = left.index() == 0;
  bool right_missing = right.index() == 0;
  if (left_missing || right_missing) {
    return int{left_missing} - int{right_missing};
  }
  auto compared = CompareForOrder(left, right, by.folded);
  if (compared == 0) return 0;
  return (compared < 0) == by.descending ? 1 : -1;
}

bool IsFolded(const BoundQuery& query, std::size_t column) {
  std::size_t groups = query.group_by.size();
  if (column < groups) return query.group_by[column].folded;
  const auto& subject = query.aggregates[column - groups].subject;
  return subject && subject->folded;
}

std::vector<SortColumn> SortColumnsOf(const BoundQuery& query) {
  std::vector<SortColumn> columns;
  for (const BoundOrderKey& key : query.order) {
    std::size_t number = std::get<std::size_t>(key.key);
    columns.push_back({number, key.descending, IsFolded(query, number)});
  }
  bool periods =
      !query.group_by.empty() && IsPeriod(query.group_by.front().function);
  if (query.order.empty() && !periods) {
    std::size_t first = query.group_by.size();
    columns.push_back({first, true, IsFolded(query, first)});
  }
  for (std::size_t i = 0; i < query.group_by.size(); ++i) {
    columns.push_back({i, false, query.group_by[i].folded});
  }
  return columns;
}

Cell CellFrom(const Scalar& scalar) {
  if (const auto* boolean = std::get_if<bool>(&scalar)) return {*boolean};
  if (const auto* date = std::get_if<Date>(&scalar)) return {*date};
  if (const auto* text = std::get_if<std::string>(&scalar)) {
    return {std::string_view(*text)};
  }
  const auto* number = std::get_if<Number>(&scalar);
  if (number == nullptr) return {};
  return std::visit([](auto value) { return Cell{value}; }, *number);
}

}  // namespace

AggregateSource SourceOf(const QueryRun& run) {
  const BoundQuery& query = run.query;
  bool counts = std::all_of(
      query.aggregates.begin(), query.aggregates.end(),
      [](const BoundAggregate& aggregate) { return !aggregate.subject; });
  if (!counts || !run.plan.exact()) return AggregateSource::kRecords;
  if (query.group_by.empty()) return AggregateSource::kCount;
  const Subject& by = query.group_by.front();
  if (query.group_by.size() > 1) return AggregateSource::kRecords;
  if (IsIdDate(by) && IsPeriod(by.function)) return AggregateSource::kPeriods;
  bool terms = GroupIndexOf(*run.execution.reader, by) != nullptr;
  return terms ? AggregateSource::kTerms : AggregateSource::kRecords;
}

std::vector<Column> ColumnsOf(const BoundQuery& query) {
  std::vector<Column> columns;
  columns.reserve(query.group_by.size() + query.aggregates.size());
  for (const Subject& group : query.group_by) {
    columns.push_back({group.name, false, {}});
  }
  for (const BoundAggregate& aggregate : query.aggregates) {
    columns.push_back({aggregate.name, false, {}});
  }
  return columns;
}

AggregateRows::AggregateRows(std::unique_ptr<QueryRun> run)
    : RowSource(std::move(run)), columns_(ColumnsOf(run_->query)) {}

bool AggregateRows::Next() {
  if (stopped()) return false;
  if (!made_) {
    made_ = true;
    if (Status s = Make(); !s.ok()) {
      Stop(std::move(s));
      return false;
    }
  }
  if (next_ == rows_.size()) {
    Stop({});
    return false;
  }
  row_.clear();
  for (const Scalar& scalar : rows_[next_]) row_.push_back(CellFrom(scalar));
  ++next_;
  return HandOut();
}

Status AggregateRows::Make() {
  auto rows = Group();
  if (!rows.ok()) return rows.status();
  rows_ = *std::move(rows);
  Sort();
  KeepPage();
  return spelled_ ? Status() : Spell();
}

Result<std::vector<AggregateRow>> AggregateRows::Group() {
  switch (SourceOf(*run_)) {
    case AggregateSource::kCount: {
      auto count = CountIds(run_->plan.source, &run_->execution);
      if (!count.ok()) return count.status();
      return std::vector<AggregateRow>(
          1, AggregateRow(run_->query.aggregates.size(),
                          Number(static_cast<std::int64_t>(*count))));
    }
    case AggregateSource::kTerms: {
      auto rows = GroupTerms(run_.get());
      if (!rows.ok()) return rows.status();
      spelled_ = rows->has_value();
      if (spelled_) return **std::move(rows);
      break;
    }
    case AggregateSource::kPeriods:
      return GroupPeriods(run_.get());
    case AggregateSource::kRecords:
      break;
  }
  return GroupRecords(run_.get());
}

void AggregateRows::Sort() {
  if (rows_.size() < 2) return;
  std::vector<SortColumn> columns = SortColumnsOf(run_->query);
  std::sort(rows_.begin(), rows_.end(),
            [&columns](const AggregateRow& left, const AggregateRow& right) {
              for (const SortColumn& by : columns) {
                int order = Compare(left[by.number], right[by.number], by);
                if (order != 0) return order < 0;
              }
              return false;
            });
}

void AggregateRows::KeepPage() {
  const BoundQuery& query = run_->query;
  auto passed = std::min<std::uint64_t>(query.offset, rows_.size());
  rows_.erase(rows_.begin(),
              rows_.begin() + static_cast<std::ptrdiff_t>(passed));
  if (query.limit && *query.limit < rows_.size()) {
    rows_.resize(static_cast<std::size_t>(*query.limit));
  }
}

Status AggregateRows::Spell() {
  const BoundQuery& query = run_->query;
  const engine::Reader& reader = *run_->execution.reader;
  for (std::size_t i = 0; i < query.group_by.size(); ++i) {
    const Subject& by = query.group_by[i];
    const auto* index = GroupIndexOf(reader, by);
    bool spelled =
        index != nullptr && by.folded && by.function == parser::Function::kNone;
    if (!spelled) continue;
    for (AggregateRow& row : rows_) {
      Status s = run_->execution.budget.Check();
      if (!s.ok()) return s;
      auto* text = std::get_if<std::string>(&row[i]);
      if (text == nullptr) continue;
      std::string term = engine::TextTerm(schema::Fold(*text));
      if (!engine::IsExactTerm(term)) continue;
      auto entry = reader.FindTerm(index->number, term);
      if (!entry.ok()) return entry.status();
      if (*entry == nullptr) continue;
      auto spelling = (*entry)->entry().FirstSpelling();
      if (!spelling.ok()) return spelling.status();
      if (!spelling->empty()) *text = *spelling;
    }
  }
  return {};
}

}  // namespace pressmark::query
