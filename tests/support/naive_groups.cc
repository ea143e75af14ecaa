#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/period.h"
#include "tests/support/naive_answer.h"

namespace pressmark::test {

namespace {

using query::BoundAggregate;
using query::BoundQuery;
using query::Subject;
using query::parser::AggregateKind;
using Articles = std::vector<const NaiveArticle*>;
using Cells = std::vector<std::optional<NaiveValue>>;

struct Group {
  Cells by;
  Articles articles;
};

std::string TextOf(const std::optional<NaiveValue>& cell) {
  return cell ? NaiveText(*cell) : "none";
}

std::string TextOf(const Cells& cells) {
  std::string text;
  for (const auto& cell : cells) text += TextOf(cell) + '\n';
  return text;
}

NaiveValue Number(long double number) {
  NaiveValue value;
  value.kind = NaiveValue::Kind::kNumber;
  value.number = number;
  return value;
}

// Every choice of one value of each `by`; a missing one is a value too.
std::vector<Cells> Choices(const BoundQuery& query,
                           const NaiveArticle& article) {
  std::vector<Cells> choices = {{}};
  for (const Subject& subject : query.group_by) {
    NaiveScope scope{&article, nullptr, query.zone_minutes};
    std::vector<NaiveValue> values = NaiveScalars(subject, scope);
    Cells cells(values.begin(), values.end());
    if (cells.empty()) cells.emplace_back();
    std::vector<Cells> longer;
    for (const Cells& choice : choices) {
      for (const auto& cell : cells) {
        longer.push_back(choice);
        longer.back().push_back(cell);
      }
    }
    choices = std::move(longer);
  }
  return choices;
}

std::vector<Group> GroupsOf(const BoundQuery& query, const Articles& articles) {
  std::map<std::string, Group> groups;
  if (query.group_by.empty()) groups[""] = {};
  for (const NaiveArticle* article : articles) {
    for (Cells& choice : Choices(query, *article)) {
      Group& group = groups[TextOf(choice)];
      group.by = std::move(choice);
      group.articles.push_back(article);
    }
  }
  std::vector<Group> result;
  for (auto& [text, group] : groups) result.push_back(std::move(group));
  return result;
}

// The values of all articles, those of one article each once.
std::vector<NaiveValue> AllValues(const BoundAggregate& aggregate,
                                  const Articles& articles,
                                  std::int16_t zone_minutes) {
  std::vector<NaiveValue> all;
  for (const NaiveArticle* article : articles) {
    NaiveScope scope{article, nullptr, zone_minutes};
    auto values = NaiveScalars(*aggregate.subject, scope);
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

std::optional<NaiveValue> Extreme(const std::vector<NaiveValue>& values,
                                  bool least) {
  if (values.empty()) return std::nullopt;
  auto less = [](const NaiveValue& a, const NaiveValue& b) {
    return NaiveOrder(a, b) < 0;
  };
  return least ? *std::min_element(values.begin(), values.end(), less)
               : *std::max_element(values.begin(), values.end(), less);
}

std::optional<NaiveValue> SumOf(const std::vector<NaiveValue>& values) {
  std::optional<NaiveValue> sum;
  for (const NaiveValue& value : values) {
    if (value.kind != NaiveValue::Kind::kNumber) continue;
    sum = Number((sum ? sum->number : 0) + value.number);
  }
  return sum;
}

long double CountOf(const BoundAggregate& aggregate, const Articles& articles,
                    std::int16_t zone_minutes) {
  if (!aggregate.subject) return static_cast<long double>(articles.size());
  if (aggregate.distinct) {
    std::map<std::string, int> different;
    for (const auto& value : AllValues(aggregate, articles, zone_minutes)) {
      ++different[NaiveText(value)];
    }
    return static_cast<long double>(different.size());
  }
  auto having = std::count_if(
      articles.begin(), articles.end(), [&](const NaiveArticle* article) {
        NaiveScope scope{article, nullptr, zone_minutes};
        return !NaiveScalars(*aggregate.subject, scope).empty();
      });
  return static_cast<long double>(having);
}

std::optional<NaiveValue> Aggregated(const BoundAggregate& aggregate,
                                     const Articles& articles,
                                     std::int16_t zone_minutes) {
  if (aggregate.kind == AggregateKind::kCount) {
    return Number(CountOf(aggregate, articles, zone_minutes));
  }
  auto values = AllValues(aggregate, articles, zone_minutes);
  if (aggregate.kind == AggregateKind::kSum) return SumOf(values);
  return Extreme(values, aggregate.kind == AggregateKind::kMin);
}

// 0, or which comes first; missing values last.
int Compare(const std::optional<NaiveValue>& left,
            const std::optional<NaiveValue>& right, bool descending) {
  if (!left || !right) return int{!left} - int{!right};
  auto order = NaiveOrder(*left, *right);
  if (order == 0) return 0;
  return (order < 0) == descending ? 1 : -1;
}

bool InOrder(const BoundQuery& query, const Cells& left, const Cells& right) {
  std::vector<std::pair<std::size_t, bool>> keys;
  for (const query::BoundOrderKey& key : query.order) {
    keys.emplace_back(std::get<std::size_t>(key.key), key.descending);
  }
  std::size_t groups = query.group_by.size();
  bool periods = groups > 0 && query::IsPeriod(query.group_by[0].function);
  if (keys.empty() && !periods) keys.emplace_back(groups, true);
  for (std::size_t i = 0; i < groups; ++i) keys.emplace_back(i, false);
  for (auto [column, descending] : keys) {
    int order = Compare(left[column], right[column], descending);
    if (order != 0) return order < 0;
  }
  return false;
}

}  // namespace

std::vector<NaiveRow> NaiveGroups(const BoundQuery& query,
                                  const Articles& articles) {
  std::vector<Cells> rows;
  for (Group& group : GroupsOf(query, articles)) {
    Cells row = std::move(group.by);
    for (const BoundAggregate& aggregate : query.aggregates) {
      row.push_back(Aggregated(aggregate, group.articles, query.zone_minutes));
    }
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [&](const Cells& a, const Cells& b) {
    return InOrder(query, a, b);
  });
  std::vector<NaiveRow> texts;
  for (const Cells& row : rows) {
    NaiveRow& text = texts.emplace_back();
    for (const auto& cell : row) text.push_back(TextOf(cell));
  }
  return texts;
}

}  // namespace pressmark::test
