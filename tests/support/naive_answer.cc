#include "tests/support/naive_answer.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include "query/plan_date.h"
#include "query/scalars.h"
#include "schema/fold.h"
#include "tests/support/naive_condition.h"

namespace pressmark::test {

namespace {

using query::BoundQuery;
using query::Subject;
using Articles = std::vector<const NaiveArticle*>;
using Key = std::optional<NaiveValue>;

// Newest first; a civil day before the instants of its second, of equals the
// last inserted first; the undated last.
std::strong_ordering DefaultOrder(const NaiveArticle& left,
                                  const NaiveArticle& right) {
  std::optional<Date> a = left.date();
  std::optional<Date> b = right.date();
  if (a.has_value() != b.has_value()) return !a <=> !b;
  if (a && a->seconds() != b->seconds()) return b->seconds() <=> a->seconds();
  if (a && a->civil() != b->civil()) return b->civil() <=> a->civil();
  return right.inserted <=> left.inserted;
}

// The dated by date alone, as the default order has it, reversed if ascending.
std::strong_ordering DateOrder(const NaiveArticle& left,
                               const NaiveArticle& right, bool descending) {
  std::optional<Date> a = left.date();
  std::optional<Date> b = right.date();
  if (!a || !b) return !a <=> !b;
  auto order = b->seconds() <=> a->seconds();
  if (order == 0) order = b->civil() <=> a->civil();
  return descending ? order : 0 <=> order;
}

Key FirstValue(const Subject& subject, const NaiveScope& scope) {
  std::vector<NaiveValue> values = NaiveScalars(subject, scope);
  return values.empty() ? Key() : Key(values.front());
}

// Missing values last in both directions.
std::strong_ordering KeyOrder(const Key& left, const Key& right,
                              bool descending) {
  if (!left || !right) return !left <=> !right;
  return descending ? NaiveOrder(*right, *left) : NaiveOrder(*left, *right);
}

bool InOrder(const BoundQuery& query, const NaiveArticle& left,
             const NaiveArticle& right) {
  for (const query::BoundOrderKey& key : query.order) {
    const auto& subject = std::get<Subject>(key.key);
    auto order = std::strong_ordering::equal;
    bool date = query::IsArticleDate(subject);
    if (date) order = DateOrder(left, right, key.descending);
    // The dated part of `date asc` is the default order reversed.
    bool alone = date && query.order.size() == 1 && !key.descending;
    if (order == 0 && alone && left.date()) {
      order = left.inserted <=> right.inserted;
    }
    if (!date) {
      NaiveScope scope{nullptr, nullptr, query.zone_minutes};
      NaiveScope a = scope;
      a.article = &left;
      NaiveScope b = scope;
      b.article = &right;
      order = KeyOrder(FirstValue(subject, a), FirstValue(subject, b),
                       key.descending);
    }
    if (order != 0) return order < 0;
  }
  return DefaultOrder(left, right) < 0;
}

bool IsMany(const Subject& subject) {
  return subject.many && subject.function != query::parser::Function::kLen;
}

std::string Joined(const std::vector<std::string>& cells, bool list) {
  if (cells.empty()) return "none";
  if (cells.size() == 1 && !list) return cells.front();
  std::string text;
  for (const std::string& cell : cells) text += cell + ", ";
  return "[" + text + "]";
}

std::string CellText(const Subject& subject, const NaiveScope& scope) {
  using query::SubjectRoot;
  std::vector<std::string> cells;
  bool path = subject.root == SubjectRoot::kFrontMatter;
  if (path && subject.function == query::parser::Function::kNone) {
    for (const Value& value : NaiveWhole(subject, scope)) {
      cells.push_back(NaiveText(value));
    }
    return Joined(cells, false);
  }
  for (NaiveValue& value : NaiveValues(subject, scope)) {
    using Kind = NaiveValue::Kind;
    if (value.kind == Kind::kNull || value.kind == Kind::kMapping) continue;
    bool fold = subject.function == query::parser::Function::kFold;
    if (fold) value.text = schema::Fold(value.text);
    cells.push_back(NaiveText(value));
  }
  return Joined(cells, IsMany(subject));
}

struct CellWriter {
  bool folded;

  std::string operator()(std::monostate) const { return "none"; }
  std::string operator()(const Value& value) const { return NaiveText(value); }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return OfNumber(value); }
  std::string operator()(double value) const { return OfNumber(value); }
  std::string operator()(std::string_view value) const {
    NaiveValue text;
    text.kind = NaiveValue::Kind::kText;
    text.text = folded ? schema::Fold(value) : std::string(value);
    return NaiveText(text);
  }
  std::string operator()(const Date& date) const {
    NaiveValue value;
    value.kind = NaiveValue::Kind::kDate;
    value.date = date;
    return NaiveText(value);
  }
  std::string operator()(const std::vector<Cell>& cells) const {
    std::vector<std::string> texts;
    for (const Cell& cell : cells)
      texts.push_back(std::visit(*this, cell.value));
    return Joined(texts, true);
  }

  template <typename T>
  static std::string OfNumber(T number) {
    NaiveValue value;
    value.kind = NaiveValue::Kind::kNumber;
    value.number = static_cast<long double>(number);
    return NaiveText(value);
  }
};

}  // namespace

NaiveAnswer Answer(const BoundQuery& query, const Articles& articles) {
  NaiveAnswer answer;
  Articles found;
  for (const NaiveArticle* article : articles) {
    NaiveScope scope{article, nullptr, query.zone_minutes};
    if (NaiveHolds(query.filter, scope)) found.push_back(article);
  }
  answer.satisfied = found.size();
  if (!query.aggregates.empty()) {
    answer.rows = NaiveGroups(query, found);
    CutPage(query, &answer.rows);
    return answer;
  }
  std::sort(found.begin(), found.end(), [&](const auto* a, const auto* b) {
    return InOrder(query, *a, *b);
  });
  CutPage(query, &found);
  for (const NaiveArticle* article : found) {
    NaiveScope scope{article, nullptr, query.zone_minutes};
    answer.keys.push_back(article->key);
    NaiveRow& row = answer.rows.emplace_back();
    for (const query::BoundColumn& column : query.columns) {
      if (!column.star) row.push_back(CellText(column.subject, scope));
    }
  }
  return answer;
}

NaiveRow RowText(const std::vector<Cell>& row,
                 const std::vector<bool>& folded) {
  NaiveRow texts;
  for (std::size_t i = 0; i < row.size(); ++i) {
    bool fold = i < folded.size() && folded[i];
    texts.push_back(std::visit(CellWriter{fold}, row[i].value));
  }
  return texts;
}

std::vector<bool> FoldedColumns(const BoundQuery& query) {
  std::vector<bool> folded;
  for (const Subject& group : query.group_by) folded.push_back(group.folded);
  for (const query::BoundAggregate& aggregate : query.aggregates) {
    folded.push_back(aggregate.subject && aggregate.subject->folded);
  }
  return folded;
}

}  // namespace pressmark::test
