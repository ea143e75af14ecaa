#include "query/bind.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "query/bind_condition.h"
#include "query/bind_subject.h"
#include "query/fields.h"
#include "query/parameters.h"
#include "query/parser/print.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using parser::AggregateKind;
using parser::Function;

constexpr std::int64_t kMicrosecondsPerDay =
    kSecondsPerDay * kMicrosecondsPerSecond;
constexpr int kMinutesPerDay = 24 * 60;

std::int64_t SystemNow() {
  using std::chrono::duration_cast;
  using std::chrono::microseconds;
  std::int64_t epoch = DaysFromCivil({1970, 1, 1}) * kMicrosecondsPerDay;
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return epoch + duration_cast<microseconds>(since).count();
}

Result<Clock> ClockOf(const QueryOptions& options) {
  if (std::abs(int{options.zone_minutes}) >= kMinutesPerDay) {
    return InvalidArgument("a zone is less than a day from UTC, found " +
                           std::to_string(options.zone_minutes) + " minutes");
  }
  Clock clock{options.now ? *options.now : SystemNow(), options.zone_minutes};
  std::int64_t end = (DaysFromCivil({9999, 12, 31}) + 1) * kMicrosecondsPerDay;
  if (clock.now < 0 || clock.now >= end) {
    return InvalidArgument("now lies outside the years 1 to 9999");
  }
  return clock;
}

// The clauses behind the filter.
class ClauseBinder {
 public:
  ClauseBinder(const parser::Query& query, const BindContext& context,
               BoundQuery* bound)
      : query_(query), context_(context), bound_(*bound) {}

  Status Bind() {
    for (auto bind : {&ClauseBinder::BindPage, &ClauseBinder::BindColumns,
                      &ClauseBinder::BindAggregates, &ClauseBinder::BindGroups,
                      &ClauseBinder::CheckNames, &ClauseBinder::BindOrder}) {
      if (Status status = (this->*bind)(); !status.ok()) return status;
    }
    return {};
  }

 private:
  Status BindPage();
  Status BindColumns();
  Status BindAggregates();
  Status BindGroups();
  Status CheckNames();
  Status BindOrder();

  Result<std::uint64_t> CountOf(const parser::ClauseArgument& argument) const;
  Result<BoundColumn> BindStar(const parser::Pick& pick) const;
  Result<BoundAggregate> BindAggregate(const parser::Aggregate& given) const;
  Result<BoundOrderKey> BindColumnKey(const parser::OrderKey& key) const;
  Result<BoundOrderKey> BindArticleKey(const parser::OrderKey& key) const;
  // The selected subject that was given this name with `as`.
  const Subject* NamedWithAs(const parser::Operand& operand) const;
  Status CheckSortable(const Subject& subject, std::string_view what,
                       parser::Span span) const;
  std::vector<std::string> ColumnNames() const;

  const parser::Query& query_;
  const BindContext& context_;
  BoundQuery& bound_;
};

Result<std::uint64_t> ClauseBinder::CountOf(
    const parser::ClauseArgument& argument) const {
  if (!argument.parameter) return argument.number;
  Result<std::uint64_t> count = FindCount(argument.text, context_.parameters);
  if (!count.ok()) return context_.At(count.status(), argument.span);
  return count;
}

Status ClauseBinder::BindPage() {
  if (query_.limit) {
    Result<std::uint64_t> limit = CountOf(*query_.limit);
    if (!limit.ok()) return limit.status();
    bound_.limit = *limit;
  }
  if (query_.offset) {
    Result<std::uint64_t> offset = CountOf(*query_.offset);
    if (!offset.ok()) return offset.status();
    bound_.offset = *offset;
  }
  if (!query_.after) return {};
  parser::Span span = query_.after->span;
  if (query_.offset) {
    return context_.Wrong("after and offset do not go together; leave one out",
                          span);
  }
  if (!query_.aggregates.empty()) {
    return context_.Wrong("after goes on with articles, not with aggregates",
                          span);
  }
  bound_.after = query_.after->text;
  if (!query_.after->parameter) return {};
  Result<std::string> token = FindText(query_.after->text, context_.parameters);
  if (!token.ok()) return context_.At(token.status(), span);
  bound_.after = *std::move(token);
  return {};
}

Result<BoundColumn> ClauseBinder::BindStar(const parser::Pick& pick) const {
  BoundColumn column;
  column.name = "*";
  column.star = true;
  for (const parser::Path& path : pick.except) {
    std::vector<std::string> names = NamesOf(path.segments);
    if (path.system || names.size() != path.segments.size()) {
      return context_.Wrong(
          "except takes names of the front matter, without @ and [n]",
          path.span);
    }
    Status known = CheckKnown(names, path.span, {}, context_);
    if (!known.ok()) return known;
    column.except.push_back(path.segments);
  }
  return column;
}

Status ClauseBinder::BindColumns() {
  for (const parser::Pick& pick : query_.select) {
    if (!query_.aggregates.empty()) {
      return context_.Wrong(
          "select does not go with an aggregate, whose rows have the columns "
          "of by; leave it out",
          pick.span);
    }
    if (pick.star) {
      Result<BoundColumn> star = BindStar(pick);
      if (!star.ok()) return star.status();
      bound_.columns.push_back(*std::move(star));
      continue;
    }
    BoundColumn column;
    Result<Subject> subject = BindOperand(pick.operand, {}, context_);
    if (!subject.ok()) return subject.status();
    column.subject = *std::move(subject);
    column.name = pick.name.empty() ? column.subject.name : pick.name;
    bound_.columns.push_back(std::move(column));
  }
  return {};
}

Result<BoundAggregate> ClauseBinder::BindAggregate(
    const parser::Aggregate& given) const {
  static constexpr std::string_view kNames[] = {"count", "min", "max", "sum"};
  BoundAggregate aggregate;
  aggregate.kind = given.kind;
  aggregate.distinct = given.distinct;
  aggregate.name = kNames[static_cast<std::size_t>(given.kind)];
  if (given.path) {
    Result<Subject> subject = BindPath(*given.path, {}, context_);
    if (!subject.ok()) return subject.status();
    Subject one = *subject;
    one.many = false;
    Status sortable = CheckSortable(one, aggregate.name, given.path->span);
    if (!sortable.ok()) return sortable;
    ValueType type = TypeOf(*subject);
    if (given.kind == AggregateKind::kSum && type != ValueType::kAny &&
        type != ValueType::kNumber) {
      return context_.Wrong("sum takes numbers; " + subject->name + " is " +
                                std::string(TypeName(type)),
                            given.path->span);
    }
    aggregate.name += given.distinct ? "(distinct " : "(";
    aggregate.name += subject->name + ")";
    aggregate.subject = *std::move(subject);
  }
  if (!given.name.empty()) aggregate.name = given.name;
  return aggregate;
}

Status ClauseBinder::BindAggregates() {
  for (const parser::Aggregate& given : query_.aggregates) {
    Result<BoundAggregate> aggregate = BindAggregate(given);
    if (!aggregate.ok()) return aggregate.status();
    bound_.aggregates.push_back(*std::move(aggregate));
  }
  return {};
}

Status ClauseBinder::BindGroups() {
  for (const parser::Operand& operand : query_.group_by) {
    Result<Subject> subject = BindOperand(operand, {}, context_);
    if (!subject.ok()) return subject.status();
    Subject one = *subject;
    one.many = false;
    Status sortable = CheckSortable(one, "by", operand.span);
    if (!sortable.ok()) return sortable;
    bound_.group_by.push_back(*std::move(subject));
  }
  return {};
}

// Rows are objects, so two columns of one name would lose one.
Status ClauseBinder::CheckNames() {
  std::vector<std::string> names = ColumnNames();
  std::sort(names.begin(), names.end());
  auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return {};
  parser::Span span = query_.aggregates.empty() ? query_.select.back().span
                                                : query_.aggregates.back().span;
  return context_.Wrong("two columns are named " + schema::Excerpt(*twice) +
                            ": name one with `as`",
                        span);
}

std::vector<std::string> ClauseBinder::ColumnNames() const {
  std::vector<std::string> names;
  for (const Subject& group : bound_.group_by) names.push_back(group.name);
  for (const BoundAggregate& aggregate : bound_.aggregates) {
    names.push_back(aggregate.name);
  }
  for (const BoundColumn& column : bound_.columns) names.push_back(column.name);
  return names;
}

Status ClauseBinder::CheckSortable(const Subject& subject,
                                   std::string_view what,
                                   parser::Span span) const {
  if (IsSortable(subject)) return {};
  std::string why = subject.many ? " has many values; take one, as len(" +
                                       subject.name + ") is"
                                 : " is a text of any length";
  return context_.Wrong(
      std::string(what) + " does not take " + subject.name + ", which" + why,
      span);
}

const Subject* ClauseBinder::NamedWithAs(const parser::Operand& operand) const {
  bool word = operand.function == Function::kNone && !operand.path.dotted &&
              !operand.path.system && operand.path.segments.size() == 1;
  if (!word) return nullptr;
  for (std::size_t i = 0; i < query_.select.size(); ++i) {
    if (query_.select[i].name == operand.path.segments.front().name) {
      return &bound_.columns[i].subject;
    }
  }
  return nullptr;
}

Result<BoundOrderKey> ClauseBinder::BindColumnKey(
    const parser::OrderKey& key) const {
  std::vector<std::string> names = ColumnNames();
  std::string wanted = parser::Print(key.operand);
  auto found = std::find(names.begin(), names.end(), wanted);
  if (found != names.end()) {
    return BoundOrderKey{static_cast<std::size_t>(found - names.begin())};
  }
  std::string list;
  for (const std::string& name : names) {
    list += (list.empty() ? "" : ", ") + name;
  }
  return context_.Wrong("the answer has no column " + schema::Excerpt(wanted) +
                            " to order by; it has " + list,
                        key.span);
}

Result<BoundOrderKey> ClauseBinder::BindArticleKey(
    const parser::OrderKey& key) const {
  const Subject* named = NamedWithAs(key.operand);
  Result<Subject> subject = named != nullptr
                                ? Result<Subject>(*named)
                                : BindOperand(key.operand, {}, context_);
  if (!subject.ok()) return subject.status();
  Status sortable = CheckSortable(*subject, "order by", key.span);
  if (!sortable.ok()) return sortable;
  return BoundOrderKey{*std::move(subject)};
}

Status ClauseBinder::BindOrder() {
  for (const parser::OrderKey& key : query_.order) {
    Result<BoundOrderKey> bound =
        query_.aggregates.empty() ? BindArticleKey(key) : BindColumnKey(key);
    if (!bound.ok()) return bound.status();
    bound->descending = key.direction == parser::Direction::kDescending;
    bound_.order.push_back(*std::move(bound));
  }
  return {};
}

}  // namespace

Result<BoundQuery> Bind(const parser::Query& query, std::string_view text,
                        const engine::Reader& reader,
                        const Parameters& parameters,
                        const QueryOptions& options) {
  return Bind(query, text, StoreVocabulary(reader), parameters, options);
}

Result<BoundQuery> Bind(const parser::Query& query, std::string_view text,
                        const Vocabulary& vocabulary,
                        const Parameters& parameters,
                        const QueryOptions& options) {
  Result<Clock> clock = ClockOf(options);
  if (!clock.ok()) return clock.status();
  BindContext context{text, vocabulary, parameters, *clock, options.lax};
  BoundQuery bound;
  bound.zone_minutes = options.zone_minutes;
  bound.filter = {AllOf{}};
  if (query.filter) {
    Result<Condition> filter = BindCondition(*query.filter, context);
    if (!filter.ok()) return filter.status();
    bound.filter = *std::move(filter);
  }
  Status clauses = ClauseBinder(query, context, &bound).Bind();
  if (!clauses.ok()) return clauses;
  return bound;
}

}  // namespace pressmark::query
