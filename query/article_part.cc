#include "query/article_part.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "query/plan_date.h"

namespace pressmark::query {

namespace {

ArticlePart PartOf(SystemName name) {
  switch (name) {
    case SystemName::kKey:
      return ArticlePart::kCard;
    case SystemName::kBody:
    case SystemName::kSource:
      return ArticlePart::kSource;
    case SystemName::kSequence:
    case SystemName::kHash:
    case SystemName::kImported:
      break;
  }
  return ArticlePart::kRecord;
}

ArticlePart PartOf(const std::vector<Condition>& conditions) {
  ArticlePart part = ArticlePart::kId;
  for (const Condition& condition : conditions) {
    part = std::max(part, PartOf(condition));
  }
  return part;
}

// The largest part that a condition names.
struct PartSearch {
  ArticlePart operator()(const Test& test) const {
    ArticlePart part = PartOf(test.subject);
    for (const auto& item : test.items) {
      const auto* literal = std::get_if<Literal>(&item);
      if (literal != nullptr && literal->reference) {
        part = std::max(part, PartOf(*literal->reference));
      }
    }
    return part;
  }
  ArticlePart operator()(const PresenceTest& test) const {
    return PartOf(test.subject);
  }
  ArticlePart operator()(const ElementCondition& element) const {
    return std::max(PartOf(element.subject), PartOf(element.condition));
  }
  ArticlePart operator()(const AllOf& all) const {
    return PartOf(all.operands);
  }
  ArticlePart operator()(const AnyOf& any) const {
    return PartOf(any.operands);
  }
  ArticlePart operator()(const Not& negation) const {
    return PartOf(negation.operand);
  }
};

}  // namespace

ArticlePart PartOf(const Subject& subject) {
  switch (subject.root) {
    case SubjectRoot::kField:
      return subject.many ? ArticlePart::kRecord : ArticlePart::kCard;
    case SubjectRoot::kSystem:
      return PartOf(subject.system);
    case SubjectRoot::kFrontMatter:
    case SubjectRoot::kElement:
      break;
  }
  return ArticlePart::kRecord;
}

ArticlePart PartOf(const Condition& condition) {
  return std::visit(PartSearch(), condition.node);
}

ArticlePart PartOfRows(const BoundQuery& query) {
  // The default columns have a field of many values among them.
  bool rows = query.aggregates.empty();
  if (rows && query.columns.empty()) return ArticlePart::kRecord;
  // A row has its key beside its cells.
  ArticlePart part = ArticlePart::kCard;
  for (const BoundColumn& column : query.columns) {
    part = std::max(
        part, column.star ? ArticlePart::kRecord : PartOf(column.subject));
  }
  for (const Subject& by : query.group_by) part = std::max(part, PartOf(by));
  for (const BoundAggregate& aggregate : query.aggregates) {
    if (aggregate.subject) part = std::max(part, PartOf(*aggregate.subject));
  }
  return part;
}

ArticlePart PartBesideSource(const BoundQuery& query) {
  ArticlePart part = ArticlePart::kCard;
  for (const BoundColumn& column : query.columns) {
    bool source = !column.star && column.subject.root == SubjectRoot::kSystem &&
                  column.subject.system == SystemName::kSource;
    if (source) continue;
    part = std::max(
        part, column.star ? ArticlePart::kRecord : PartOf(column.subject));
  }
  // A body begins where the record says.
  return std::min(part, ArticlePart::kRecord);
}

ArticlePart PartOfOrder(const std::vector<BoundOrderKey>& order) {
  ArticlePart part = ArticlePart::kId;
  for (const BoundOrderKey& key : order) {
    const auto& subject = std::get<Subject>(key.key);
    if (!IsArticleDate(subject)) part = std::max(part, PartOf(subject));
  }
  return part;
}

}  // namespace pressmark::query
