#include "query/explain.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

#include "engine/index_name.h"
#include "engine/terms.h"
#include "query/aggregate.h"
#include "query/article_part.h"
#include "query/describe.h"
#include "query/plan_date.h"
#include "schema/json.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

std::string Articles(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " article" : " articles");
}

std::string Rows(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " row" : " rows");
}

struct ValueWriter {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const {
    return std::to_string(value);
  }
  std::string operator()(double value) const {
    std::string text;
    schema::AppendJsonNumber(value, &text);
    return text;
  }
  std::string operator()(const std::string& value) const {
    return schema::Excerpt(value);
  }
  std::string operator()(const Date& value) const { return FormatDate(value); }
};

// What a query that the index is of use to compares.
std::string NameOfIndex(std::uint32_t number, const engine::Reader& reader) {
  const Mapping& mapping = reader.mapping();
  for (const engine::IndexDefinition& index : reader.indexes()) {
    if (index.number != number) continue;
    std::string name = engine::IndexName(index, mapping);
    bool own = index.field && mapping.fields()[*index.field].kind == index.kind;
    if (own) return name;
    if (index.kind == FieldKind::kFolded) return "fold(" + name + ")";
    if (index.kind == FieldKind::kDate) return "date(" + name + ")";
    return name;
  }
  return "index " + std::to_string(number);
}

// Makes the steps of a plan's tree.
class StepMaker {
 public:
  explicit StepMaker(const QueryRun& run)
      : run_(run), reader_(*run.execution.reader) {}

  PlanStep Make(const PlanNode& node) const {
    PlanStep step;
    step.at_most = node.at_most;
    std::visit([&](const auto& held) { Fill(held, &step); }, node.node);
    if (!run_.execution.profile) return step;
    const auto& nodes = run_.execution.profile->nodes;
    auto found = nodes.find(&node);
    if (found != nodes.end()) step.actual = CostOf(found->second);
    return step;
  }

 private:
  void Fill(const NothingNode&, PlanStep* step) const {
    step->kind = "none";
    step->words = "nothing: no article can satisfy it, and nothing is read";
  }
  void Fill(const EverythingNode&, PlanStep* step) const {
    step->kind = "all";
    step->words = "all articles: " + Articles(*step->at_most);
  }
  void Fill(const TermNode& term, PlanStep* step) const {
    step->kind = "term";
    step->words = TermText(term) + ": " + Articles(*step->at_most);
  }
  void Fill(const TermsNode& terms, PlanStep* step) const {
    step->kind = "terms";
    step->words = std::to_string(terms.terms) + " values of " +
                  NameOfIndex(terms.index, reader_) +
                  ", gathered and sorted: " + Bound(*step);
  }
  void Fill(const KeysNode&, PlanStep* step) const {
    step->kind = "keys";
    step->words = "found by key: " + Articles(*step->at_most);
  }
  void Fill(const IntersectionNode& node, PlanStep* step) const {
    step->kind = "intersection";
    step->words = "in each of these: " + Bound(*step);
    MakeAll(node.operands, step);
  }
  void Fill(const UnionNode& node, PlanStep* step) const {
    step->kind = "union";
    step->words = "in any of these: " + Bound(*step);
    MakeAll(node.operands, step);
  }
  void Fill(const DifferenceNode& node, PlanStep* step) const {
    step->kind = "difference";
    step->words =
        "in the first and not in the second of these: " + Bound(*step);
    MakeAll(node.operands, step);
  }
  void Fill(const ClippedNode& node, PlanStep* step) const {
    step->kind = "dates";
    std::string dates = Describe(node.clip);
    if (!dates.starts_with("without")) dates = "dated " + dates;
    step->words = dates + ", of these: " + Bound(*step);
    MakeAll(node.operand, step);
  }

  void MakeAll(const std::vector<PlanNode>& nodes, PlanStep* step) const {
    for (const PlanNode& node : nodes) step->steps.push_back(Make(node));
  }

  static std::string Bound(const PlanStep& step) {
    return "at most " + Articles(*step.at_most);
  }

  static StepCost CostOf(const StepProfile& profile) {
    StepCost cost;
    cost.articles = profile.articles;
    cost.seeks = profile.cost.seeks;
    cost.posting_blocks = profile.cost.blocks;
    cost.postings = profile.cost.postings;
    cost.time = profile.time;
    return cost;
  }

  std::string TermText(const TermNode& term) const {
    std::string name = NameOfIndex(term.index, reader_);
    auto value = engine::DecodeTerm(term.term);
    if (!value.ok()) return name + " = a damaged term";
    switch (value->tag) {
      case engine::TermTag::kAbsent:
        return "without " + name;
      case engine::TermTag::kEmpty:
        return name + " there, and empty";
      case engine::TermTag::kNull:
        return name + " = null";
      case engine::TermTag::kMapping:
        return name + " is a mapping";
      default:
        return name + " = " + std::visit(ValueWriter(), value->value);
    }
  }

  const QueryRun& run_;
  const engine::Reader& reader_;
};

std::string OrderText(const BoundQuery& query) {
  if (IdOrderOf(query) == IdOrder::kNewestFirst) return "newest first";
  if (IdOrderOf(query) == IdOrder::kOldestFirst) return "oldest first";
  std::string text = "by ";
  for (const BoundOrderKey& key : query.order) {
    if (&key != &query.order.front()) text += ", ";
    text += std::get<Subject>(key.key).name;
    if (key.descending) text += " descending";
  }
  return text;
}

std::string PageText(const BoundQuery& query) {
  std::string text;
  if (query.offset > 0) text += "; pass over " + Rows(query.offset);
  if (query.limit) text += "; stop after " + Rows(*query.limit);
  return text;
}

std::string_view SortText(const BoundQuery& query) {
  if (!query.limit) return "; look at all and sort them";
  bool by_date = IsArticleDate(std::get<Subject>(query.order.front().key));
  return by_date ? "; keep the first and look no further than their dates"
                 : "; look at all and keep the first";
}

std::string ArticlesLine(const QueryRun& run) {
  const BoundQuery& query = run.query;
  std::string line = "articles, " + OrderText(query) + PageText(query);
  if (!IdOrderOf(query)) line += SortText(query);
  if (query.after) line += "; go on after the page token";
  return line;
}

std::string_view SourceText(const QueryRun& run) {
  switch (SourceOf(run)) {
    case AggregateSource::kCount:
      return "from posting lists, no record read";
    case AggregateSource::kTerms:
      return "from the lists of each value, unless the records are fewer";
    case AggregateSource::kPeriods:
      return "from posting lists, no record read";
    case AggregateSource::kRecords:
      break;
  }
  return PartOfRows(run.query) > ArticlePart::kCard
             ? "from the record of each article"
             : "from the card of each article";
}

std::string AggregatesLine(const QueryRun& run) {
  const BoundQuery& query = run.query;
  std::string line;
  for (const BoundAggregate& aggregate : query.aggregates) {
    if (!line.empty()) line += ", ";
    line += aggregate.name;
  }
  for (const Subject& group : query.group_by) {
    line += &group == &query.group_by.front() ? " by " : ", ";
    line += group.name;
  }
  line += ", ";
  line += SourceText(run);
  return line + PageText(query);
}

// What the whole run took. Records are told of by the step that reads them, if
// there is one.
StepCost CostOf(const QueryRun& run, std::chrono::nanoseconds time) {
  const QueryStatistics& statistics = run.execution.statistics;
  StepCost cost;
  cost.articles = statistics.rows;
  cost.seeks = statistics.seeks;
  cost.posting_blocks = statistics.posting_blocks;
  cost.postings = statistics.postings;
  if (!run.plan.recheck && !run.query.aggregates.empty()) {
    cost.records = statistics.records;
  }
  cost.time = time;
  return cost;
}

StepCost CostOfRecords(const QueryRun& run) {
  const QueryStatistics& statistics = run.execution.statistics;
  StepCost cost;
  cost.articles = statistics.records - statistics.records_rejected;
  cost.records = statistics.records;
  cost.records_rejected = statistics.records_rejected;
  cost.type_mismatches = run.execution.profile->type_mismatches;
  cost.time = run.execution.profile->record_time;
  return cost;
}

// Whether the articles of the plan are read no further than their cards.
bool CardsAreEnough(const QueryRun& run) {
  const BoundQuery& query = run.query;
  bool sorts = query.aggregates.empty() && !IdOrderOf(query);
  ArticlePart part = sorts ? PartOfOrder(query.order) : PartOfRows(query);
  if (run.plan.recheck) part = std::max(part, PartOf(*run.plan.recheck));
  return part <= ArticlePart::kCard;
}

std::optional<PlanStep> RecordStep(const QueryRun& run) {
  std::string read = CardsAreEnough(run) ? "card" : "record";
  PlanStep step;
  bool aggregates = !run.query.aggregates.empty();
  if (run.plan.recheck) {
    step.kind = "recheck";
    step.words = "read each " + read + " and keep it where " +
                 Describe(*run.plan.recheck);
  } else if (aggregates || run.plan.empty()) {
    return std::nullopt;
  } else {
    step.kind = "records";
    step.words = IdOrderOf(run.query) ? "read the " + read + "s of rows alone"
                                      : "read each " + read + " for its place";
  }
  if (run.execution.profile) step.actual = CostOfRecords(run);
  return step;
}

}  // namespace

Explanation Explain(const QueryRun& run,
                    std::optional<std::chrono::nanoseconds> time) {
  PlanStep answer;
  answer.kind = "answer";
  answer.words =
      run.query.aggregates.empty() ? ArticlesLine(run) : AggregatesLine(run);
  if (time) answer.actual = CostOf(run, *time);
  answer.steps.push_back(StepMaker(run).Make(run.plan.source));
  Explanation explanation;
  explanation.steps.push_back(std::move(answer));
  std::optional<PlanStep> records = RecordStep(run);
  if (records) explanation.steps.push_back(*std::move(records));
  return explanation;
}

}  // namespace pressmark::query
