#include <chrono>
#include <optional>
#include <utility>

#include <pressmark/query.h>

#include "query/aggregate.h"
#include "query/bind.h"
#include "query/diagnostic.h"
#include "query/explain.h"
#include "query/facet_rows.h"
#include "query/notes.h"
#include "query/order.h"
#include "query/page_token.h"
#include "query/parameter_names.h"
#include "query/parser/parse.h"
#include "query/parser/print.h"
#include "query/plan.h"
#include "query/plan_estimate.h"
#include "query/row_maker.h"
#include "query/rows.h"
#include "query/shape.h"
#include "schema/guard.h"

namespace pressmark {

namespace query {

struct QueryText {
  std::string text;
  parser::Query tree;
  std::string scope;  // as ScopeTextOf
};

}  // namespace query

namespace {

using query::QueryRun;
using query::QueryText;
using schema::Guarded;

// Whether an answer may begin or end with a page token.
bool HasPages(const query::BoundQuery& query) {
  return query.aggregates.empty() && (query.limit || query.after);
}

Status DecodeAfter(const QueryText& text, QueryRun* run) {
  const std::optional<std::string>& token = run->query.after;
  if (!token) return {};
  std::size_t keys = query::IdOrderOf(run->query) ? 0 : run->query.order.size();
  auto position = query::DecodePageToken(*token, run->scope, keys);
  if (!position.ok()) {
    return query::AtSpan(position.status(), text.text, text.tree.after->span);
  }
  run->after = *std::move(position);
  return {};
}

Result<std::unique_ptr<QueryRun>> Prepare(const QueryText* text,
                                          const Snapshot& snapshot,
                                          const Parameters& parameters,
                                          const QueryOptions& options) {
  if (text == nullptr || !snapshot.reader()) {
    return InvalidArgument("the query or the snapshot was moved from");
  }
  auto run = std::make_unique<QueryRun>(snapshot.reader(), options);
  const engine::Reader& reader = *run->execution.reader;
  auto bound = query::Bind(text->tree, text->text, reader, parameters, options);
  if (!bound.ok()) return bound.status();
  run->query = *std::move(bound);
  if (HasPages(run->query)) {
    run->scope = query::ScopeOf(text->tree, text->scope, parameters,
                                options.zone_minutes, reader);
  }
  if (Status s = DecodeAfter(*text, run.get()); !s.ok()) return s;
  auto plan = query::MakePlan(run->query.filter, reader, options.zone_minutes,
                              run->execution.budget);
  if (!plan.ok()) return plan.status();
  run->plan = *std::move(plan);
  return run;
}

Result<std::unique_ptr<QueryRun>> PrepareToExplain(
    const QueryText* text, const Snapshot& snapshot,
    const Parameters& parameters, const QueryOptions& options) {
  auto run = Prepare(text, snapshot, parameters, options);
  if (!run.ok()) return run;
  QueryRun& prepared = **run;
  Status s =
      query::EstimateClips(*prepared.execution.reader,
                           prepared.execution.budget, &prepared.plan.source);
  if (!s.ok()) return s;
  return run;
}

Result<std::unique_ptr<query::RowSource>> OpenRows(
    std::unique_ptr<QueryRun> run) {
  using Rows = std::unique_ptr<query::RowSource>;
  if (!run->query.aggregates.empty()) {
    auto facets = query::FacetRows::Open(&run);
    if (!facets.ok() || *facets != nullptr) return facets;
    return Rows(std::make_unique<query::AggregateRows>(std::move(run)));
  }
  auto maker =
      query::RowMaker::Create(run->query.columns, *run->execution.reader);
  if (!maker.ok()) return maker.status();
  std::optional<query::IdOrder> order = query::IdOrderOf(run->query);
  if (!order) {
    return Rows(std::make_unique<query::OrderedRows>(std::move(run),
                                                     *std::move(maker)));
  }
  return Rows(std::make_unique<query::ArticleRows>(std::move(run),
                                                   *std::move(maker), *order));
}

std::shared_ptr<const QueryText> MakeText(std::string text,
                                          query::parser::Query tree) {
  auto made = std::make_shared<QueryText>();
  made->text = std::move(text);
  made->tree = std::move(tree);
  made->scope = query::ScopeTextOf(made->tree);
  return made;
}

}  // namespace

Query::Query(std::shared_ptr<const query::QueryText> text)
    : text_(std::move(text)) {}

Result<Query> Query::Parse(std::string_view text, const Limits& limits) {
  return Guarded([&]() -> Result<Query> {
    auto tree = query::parser::Parse(text, limits);
    if (!tree.ok()) return tree.status();
    return Query(MakeText(std::string(text), *std::move(tree)));
  });
}

bool IsUnfinished(std::string_view text, const Limits& limits) {
  return query::parser::IsUnfinished(text, limits);
}

std::string_view Query::text() const {
  return text_ ? std::string_view(text_->text) : std::string_view();
}

std::string Query::ToText() const {
  return text_ ? query::parser::Print(text_->tree) : std::string();
}

std::vector<std::string> Query::ParameterNames() const {
  return text_ ? query::ParameterNames(text_->tree)
               : std::vector<std::string>();
}

QueryShape Query::Shape() const {
  return text_ ? query::ShapeOf(text_->tree) : QueryShape();
}

Query Query::Counted() const {
  if (!text_) return *this;
  query::parser::Query counting;
  counting.filter = text_->tree.filter;
  counting.aggregates.emplace_back();
  return Query(MakeText(text_->text, std::move(counting)));
}

Query Query::And(const Query& other) const {
  if (!text_ || !other.text_) return Query(nullptr);
  std::string text =
      query::parser::Print(query::Joined(text_->tree, other.text_->tree));
  // Parsed for the places of its parts. What was within the limits of each may
  // be beyond those of one; running it holds it to the store's.
  Limits limits;
  limits.query_bytes = text.size();
  limits.query_depth = limits.query_terms = text.size();
  Result<query::parser::Query> tree = query::parser::Parse(text, limits);
  if (!tree.ok()) return Query(nullptr);
  return Query(MakeText(std::move(text), *std::move(tree)));
}

Result<Cursor> Query::Run(const Snapshot& snapshot,
                          const Parameters& parameters,
                          const QueryOptions& options) const {
  return Guarded([&]() -> Result<Cursor> {
    auto run = Prepare(text_.get(), snapshot, parameters, options);
    if (!run.ok()) return run.status();
    auto rows = OpenRows(*std::move(run));
    if (!rows.ok()) return rows.status();
    return Cursor(*std::move(rows));
  });
}

Result<std::vector<std::string>> Query::Notes(
    const Snapshot& snapshot, const Parameters& parameters,
    const QueryOptions& options) const {
  return Guarded([&]() -> Result<std::vector<std::string>> {
    if (text_ == nullptr || !snapshot.reader()) {
      return InvalidArgument("the query or the snapshot was moved from");
    }
    const query::parser::Query& tree = text_->tree;
    const engine::Reader& reader = *snapshot.reader();
    auto bound = query::Bind(tree, text_->text, reader, parameters, options);
    if (!bound.ok()) return bound.status();
    query::Budget budget(options, reader.limits());
    auto notes =
        query::NotesOn(tree, text_->text, reader, parameters, options, budget);
    if (!notes.ok() || !notes->empty()) return notes;
    auto plan =
        query::MakePlan(bound->filter, reader, options.zone_minutes, budget);
    if (!plan.ok()) return plan.status();
    if (plan->empty() && reader.article_count() > 0) {
      notes->push_back(
          "the order by date and the indexes tell that no article can satisfy "
          "all of it at once");
    }
    return notes;
  });
}

Result<Explanation> Query::Explain(const Snapshot& snapshot,
                                   const Parameters& parameters,
                                   const QueryOptions& options) const {
  return Guarded([&]() -> Result<Explanation> {
    auto run = PrepareToExplain(text_.get(), snapshot, parameters, options);
    if (!run.ok()) return run.status();
    Explanation explanation = query::Explain(**run);
    explanation.query = ToText();
    return explanation;
  });
}

Result<Explanation> Query::Analyze(const Snapshot& snapshot,
                                   const Parameters& parameters,
                                   const QueryOptions& options) const {
  return Guarded([&]() -> Result<Explanation> {
    auto run = PrepareToExplain(text_.get(), snapshot, parameters, options);
    if (!run.ok()) return run.status();
    const QueryRun& measured = **run;
    (*run)->execution.profile = std::make_unique<query::Profile>();
    std::chrono::nanoseconds time{0};
    std::optional<query::Stopwatch> watch(&time);
    auto rows = OpenRows(*std::move(run));
    if (!rows.ok()) return rows.status();
    while ((*rows)->Next()) continue;
    watch.reset();
    if (!(*rows)->status().ok()) return (*rows)->status();
    Explanation explanation = query::Explain(measured, time);
    explanation.query = ToText();
    return explanation;
  });
}

}  // namespace pressmark
