#include "query/explain.h"

#include <cstdint>
#include <string_view>
#include <variant>

#include "engine/terms.h"
#include "query/aggregate.h"
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

std::string ValueText(std::string_view term) {
  Result<engine::TermValue> value = engine::DecodeTerm(term);
  if (!value.ok()) return "a damaged term";
  return std::visit(ValueWriter(), value->value);
}

// Writes the lines of a plan's tree.
class TreeWriter {
 public:
  TreeWriter(const engine::Reader& reader, std::string* text)
      : reader_(reader), text_(*text) {}

  void Write(const PlanNode& node, int depth) {
    depth_ = depth;
    at_most_ = node.at_most;
    std::visit(*this, node.node);
  }

  void operator()(const NothingNode&) {
    Line("nothing: no article can satisfy it, and nothing is read");
  }
  void operator()(const EverythingNode&) {
    Line("all articles: " + Articles(at_most_));
  }
  void operator()(const TermNode& term) {
    Line(TermText(term) + ": " + Articles(at_most_));
  }
  void operator()(const TermsNode& terms) {
    Line(std::to_string(terms.terms) + " values of " + IndexName(terms.index) +
         ", gathered and sorted: " + AtMost());
  }
  void operator()(const IntersectionNode& node) {
    Line("in each of these: " + AtMost());
    WriteAll(node.operands);
  }
  void operator()(const UnionNode& node) {
    Line("in any of these: " + AtMost());
    WriteAll(node.operands);
  }
  void operator()(const DifferenceNode& node) {
    Line("in the first and not in the second of these: " + AtMost());
    WriteAll(node.operands);
  }
  void operator()(const ClippedNode& node) {
    std::string dates = Describe(node.clip);
    if (!dates.starts_with("without")) dates = "dated " + dates;
    Line(dates + ", of these: " + AtMost());
    WriteAll(node.operand);
  }

 private:
  void Line(const std::string& line) {
    text_.append(2 * static_cast<std::size_t>(depth_), ' ').append(line);
    text_ += '\n';
  }

  std::string AtMost() const { return "at most " + Articles(at_most_); }

  void WriteAll(const std::vector<PlanNode>& nodes) {
    int depth = depth_ + 1;
    for (const PlanNode& node : nodes) Write(node, depth);
  }

  std::string IndexName(std::uint32_t number) const {
    for (const engine::IndexDefinition& index : reader_.indexes()) {
      if (index.number != number || !index.field) continue;
      return reader_.mapping().fields()[*index.field].name;
    }
    return "index " + std::to_string(number);
  }

  std::string TermText(const TermNode& term) const {
    std::string name = IndexName(term.index);
    if (term.term == engine::AbsentTerm()) return "without " + name;
    return name + " = " + ValueText(term.term);
  }

  const engine::Reader& reader_;
  std::string& text_;
  int depth_ = 0;
  std::uint64_t at_most_ = 0;
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

std::string_view SourceText(AggregateSource source) {
  switch (source) {
    case AggregateSource::kCount:
      return "from posting lists, no record read";
    case AggregateSource::kTerms:
      return "from the lists of each value, unless the records are fewer";
    case AggregateSource::kPeriods:
      return "from posting lists, no record read";
    case AggregateSource::kRecords:
      break;
  }
  return "from the record of each article";
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
  line += SourceText(SourceOf(run));
  return line + PageText(query);
}

}  // namespace

std::string Explain(const QueryRun& run) {
  bool aggregates = !run.query.aggregates.empty();
  std::string text = aggregates ? AggregatesLine(run) : ArticlesLine(run);
  text += '\n';
  TreeWriter(*run.execution.reader, &text).Write(run.plan.source, 1);
  if (run.plan.recheck) {
    text += "read each record and keep it where " +
            Describe(*run.plan.recheck) + "\n";
  } else if (!aggregates && !run.plan.empty()) {
    text += IdOrderOf(run.query) ? "read the records of rows alone\n"
                                 : "read each record for its place\n";
  }
  return text;
}

}  // namespace pressmark::query
