#include "query/plan_keys.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace pressmark::query {

namespace {

bool IsSpelledOut(const std::variant<Literal, LiteralRange>& item) {
  const auto* literal = std::get_if<Literal>(&item);
  return literal != nullptr && !literal->reference;
}

}  // namespace

Result<Candidate> PlanKeys(const Test& test, const engine::Reader& reader,
                           const PlanMaker& maker, const Budget& budget) {
  bool all = test.kind == TestKind::kIn &&
             std::all_of(test.items.begin(), test.items.end(), IsSpelledOut);
  if (!all) return maker.Unknown();
  IdVector ids;
  for (const auto& item : test.items) {
    if (Status s = budget.Check(); !s.ok()) return s;
    // Without a text it is null, which no key is.
    const auto& literal = std::get<Literal>(item);
    if (!literal.text) continue;
    auto id = reader.FindKey(*literal.text);
    if (!id.ok()) return id.status();
    if (*id) ids.push_back((*id)->bits);
  }
  return Candidate{maker.Keys(std::move(ids))};
}

}  // namespace pressmark::query
