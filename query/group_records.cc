#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "query/accumulator.h"
#include "query/aggregate.h"
#include "query/article_walk.h"
#include "schema/fold.h"

namespace pressmark::query {

namespace {

using Values = std::vector<Scalar>;

struct KeyLess {
  bool operator()(const Values& left, const Values& right) const {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(),
                                        right.end(), ScalarLess());
  }
};

struct Group {
  std::vector<Accumulator> accumulators;
  // Of each value of the group, by how many articles it is written how.
  std::vector<std::map<Scalar, std::uint64_t, ScalarLess>> spellings;
};

// The most used spelling; of equals the first in byte order.
const Scalar& MostUsed(
    const std::map<Scalar, std::uint64_t, ScalarLess>& spellings) {
  return std::max_element(
             spellings.begin(), spellings.end(),
             [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

class Grouper {
 public:
  explicit Grouper(QueryRun* run) : run_(*run), query_(run->query) {}

  Status Walk() {
    std::size_t bytes = 0;
    if (query_.group_by.empty()) GroupOf({}, &bytes);
    ArticleWalk::Settings settings;
    settings.part = PartOfRows(query_);
    auto walk = ArticleWalk::Open(run_.plan, settings, &run_.execution);
    if (!walk.ok()) return walk.status();
    while ((*walk)->Next()) {
      if (Status s = AddArticle((*walk)->article()); !s.ok()) return s;
    }
    return (*walk)->status();
  }

  std::vector<AggregateRow> Rows() const {
    std::vector<AggregateRow> rows;
    for (const auto& [key, group] : groups_) {
      AggregateRow row;
      for (const auto& spellings : group.spellings) {
        row.push_back(MostUsed(spellings));
      }
      for (std::size_t i = 0; i < query_.aggregates.size(); ++i) {
        row.push_back(group.accumulators[i].Value(query_.aggregates[i]));
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  // Adds the article to each group of a value of every `by`.
  Status AddArticle(const Subjected& article) {
    std::vector<Values> by;
    for (const Subject& subject : query_.group_by) {
      by.push_back(ValuesOf(subject, article));
      if (by.back().empty()) by.back().emplace_back();
    }
    std::vector<Values> values;
    for (const BoundAggregate& aggregate : query_.aggregates) {
      values.push_back(aggregate.subject ? ValuesOf(*aggregate.subject, article)
                                         : Values());
    }
    std::vector<std::size_t> place(by.size(), 0);
    do {
      Values group;
      for (std::size_t i = 0; i < by.size(); ++i) {
        group.push_back(by[i][place[i]]);
      }
      if (Status s = run_.execution.budget.Check(); !s.ok()) return s;
      if (Status s = AddTo(group, values); !s.ok()) return s;
    } while (Advance(by, &place));
    return {};
  }

  // To the next choice of one value each; false after the last.
  static bool Advance(const std::vector<Values>& by,
                      std::vector<std::size_t>* place) {
    for (std::size_t i = by.size(); i-- > 0;) {
      if (++(*place)[i] < by[i].size()) return true;
      (*place)[i] = 0;
    }
    return false;
  }

  Values ValuesOf(const Subject& subject, const Subjected& article) const {
    return ScalarsOf(subject, article, run_.execution.zone_minutes);
  }

  Status AddTo(const Values& written, const std::vector<Values>& values) {
    std::size_t bytes = 0;
    Group& group = GroupOf(written, &bytes);
    if (Status s = run_.execution.budget.TakeMemory(
            bytes, "the groups", "add a filter, or group by less");
        !s.ok()) {
      return s;
    }
    for (std::size_t i = 0; i < query_.aggregates.size(); ++i) {
      const BoundAggregate& aggregate = query_.aggregates[i];
      if (!aggregate.subject) {
        group.accumulators[i].Count();
        continue;
      }
      Status s = group.accumulators[i].Add(aggregate, values[i],
                                           &run_.execution.budget);
      if (!s.ok()) return s;
    }
    return {};
  }

  // The group of these values, one more counted to be written so. `bytes` is
  // set to the memory that it takes more than before.
  Group& GroupOf(const Values& written, std::size_t* bytes) {
    Values key = written;
    for (std::size_t i = 0; i < key.size(); ++i) {
      auto* text = std::get_if<std::string>(&key[i]);
      if (text != nullptr && query_.group_by[i].folded) {
        *text = schema::Fold(*text);
      }
    }
    auto [place, added] = groups_.try_emplace(std::move(key));
    Group& group = place->second;
    if (added) {
      group.accumulators.resize(query_.aggregates.size());
      group.spellings.resize(written.size());
      *bytes += sizeof(Group);
      for (const Scalar& value : place->first) *bytes += BytesOf(value);
    }
    for (std::size_t i = 0; i < written.size(); ++i) {
      std::uint64_t& count = group.spellings[i][written[i]];
      if (count++ == 0) *bytes += BytesOf(written[i]);
    }
    return group;
  }

  QueryRun& run_;
  const BoundQuery& query_;
  std::map<Values, Group, KeyLess> groups_;
};

}  // namespace

Result<std::vector<AggregateRow>> GroupRecords(QueryRun* run) {
  Grouper grouper(run);
  if (Status s = grouper.Walk(); !s.ok()) return s;
  return grouper.Rows();
}

}  // namespace pressmark::query
