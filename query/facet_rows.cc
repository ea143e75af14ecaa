#include "query/facet_rows.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <pressmark/limits.h>

#include "engine/terms.h"
#include "query/aggregate.h"
#include "query/index_match.h"

namespace pressmark::query {

namespace {

// The dates that a plan asks for and nothing else; nothing of another plan.
std::optional<DateClip> OnlyDates(const PlanNode& source) {
  if (std::holds_alternative<EverythingNode>(source.node)) {
    return DateClip::Everything();
  }
  const auto* clipped = std::get_if<ClippedNode>(&source.node);
  bool bare = clipped != nullptr && std::holds_alternative<EverythingNode>(
                                        clipped->operand.front().node);
  return bare ? std::optional(clipped->clip) : std::nullopt;
}

bool IsAbsent(std::string_view term) {
  return !term.empty() &&
         static_cast<engine::TermTag>(term[0]) == engine::TermTag::kAbsent;
}

// A term that is no longer than a text may be holds all of it.
bool CanBeShown(const engine::Facets::Name& name) {
  bool written = !name.spelling.empty() && name.term.size() <= kTermBytes;
  return written || IsAbsent(name.term) ||
         engine::PlainText(name.term).has_value();
}

}  // namespace

std::optional<std::vector<FacetRows::Group>> FacetRows::GroupsOf(
    const FacetSums& sums) {
  std::vector<Group> groups;
  groups.reserve(sums.counts.size());
  for (std::size_t slot = 0; slot < sums.counts.size(); ++slot) {
    if (sums.counts[slot] == 0) continue;
    if (!CanBeShown(sums.facets.names()[slot])) return std::nullopt;
    groups.push_back({sums.counts[slot], slot});
  }
  return groups;
}

Result<std::unique_ptr<RowSource>> FacetRows::Open(
    std::unique_ptr<QueryRun>* run) {
  const BoundQuery& query = (*run)->query;
  bool asked = query.order.empty() &&
               SourceOf(**run) == AggregateSource::kTerms &&
               query.group_by.front().root == SubjectRoot::kField &&
               query.group_by.front().function == parser::Function::kNone;
  std::optional<DateClip> clip;
  if (asked) clip = OnlyDates((*run)->plan.source);
  if (!clip) return std::unique_ptr<RowSource>();
  Execution& execution = (*run)->execution;
  const Subject& by = query.group_by.front();
  auto sums =
      SumFacets(GroupIndexOf(*execution.reader, by)->number, *clip, &execution);
  if (!sums.ok()) return sums.status();
  if (!*sums) return std::unique_ptr<RowSource>();
  auto groups = GroupsOf(**sums);
  if (!groups) return std::unique_ptr<RowSource>();
  Status s =
      execution.budget.TakeMemory(groups->size() * sizeof(Group), "the groups",
                                  "add a filter, or group by less");
  if (!s.ok()) return s;
  return std::unique_ptr<RowSource>(
      new FacetRows(std::move(*run), **std::move(sums), *std::move(groups)));
}

FacetRows::FacetRows(std::unique_ptr<QueryRun> run, FacetSums sums,
                     std::vector<Group> groups)
    : RowSource(std::move(run)),
      sums_(std::move(sums)),
      columns_(ColumnsOf(run_->query)),
      groups_(std::move(groups)) {
  KeepPage();
}

bool FacetRows::StandsBefore(const Group& left, const Group& right) const {
  if (left.count != right.count) return left.count > right.count;
  std::string_view left_term = sums_.facets.names()[left.slot].term;
  std::string_view right_term = sums_.facets.names()[right.slot].term;
  if (IsAbsent(left_term) != IsAbsent(right_term)) return IsAbsent(right_term);
  return left_term < right_term;
}

void FacetRows::KeepPage() {
  const BoundQuery& query = run_->query;
  std::uint64_t all = groups_.size();
  std::uint64_t first = std::min(query.offset, all);
  std::uint64_t count = std::min(query.limit.value_or(all), all - first);
  auto end = groups_.begin() + static_cast<std::ptrdiff_t>(first + count);
  auto before = [this](const Group& left, const Group& right) {
    return StandsBefore(left, right);
  };
  if (end != groups_.end()) {
    std::nth_element(groups_.begin(), end, groups_.end(), before);
  }
  std::sort(groups_.begin(), end, before);
  groups_.erase(end, groups_.end());
  next_ = static_cast<std::size_t>(first);
}

bool FacetRows::Next() {
  if (stopped()) return false;
  if (next_ == groups_.size()) {
    Stop({});
    return false;
  }
  const Group& group = groups_[next_++];
  const engine::Facets::Name& name = sums_.facets.names()[group.slot];
  row_.resize(columns_.size());
  if (IsAbsent(name.term)) {
    row_[0] = {};
  } else if (!name.spelling.empty()) {
    row_[0].value = name.spelling;
  } else {
    row_[0].value = engine::PlainText(name.term).value_or(name.term);
  }
  for (std::size_t i = 1; i < row_.size(); ++i) {
    row_[i].value = static_cast<std::int64_t>(group.count);
  }
  return HandOut();
}

}  // namespace pressmark::query
