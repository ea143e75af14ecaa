#ifndef PRESSMARK_QUERY_PLAN_LEAF_H_
#define PRESSMARK_QUERY_PLAN_LEAF_H_

#include <cstdint>
#include <string>
#include <vector>

#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/budget.h"
#include "query/index_match.h"
#include "query/plan_node.h"

namespace pressmark::query {

// What keys, indexes and the order of dates find of a condition that no other
// condition is put together of: a test, or one on elements.
class LeafPlanner {
 public:
  // All must outlive it.
  LeafPlanner(const engine::Reader& reader, std::int16_t zone_minutes,
              const Budget& budget, const PlanMaker& maker)
      : reader_(reader),
        zone_minutes_(zone_minutes),
        budget_(budget),
        maker_(maker) {}

  // Whether to plan a condition, or a part of it, may take a walk over many
  // terms: a pattern, an order or a range.
  static bool WalksTerms(const Condition& condition);

  // `condition` is a Test, a PresenceTest or an ElementCondition. Where more
  // than `terms_worth` terms would have to be walked it is unknown.
  Result<Candidate> Plan(const Condition& condition, std::uint64_t terms_worth);

 private:
  using Path = std::vector<std::string>;

  // The articles that may have an element of which the condition holds: each
  // test of it holds somewhere in such an article. `above` leads from the front
  // matter's top to where the element's path begins.
  Result<Candidate> BuildElement(const ElementCondition& element, Path above);
  Result<Candidate> BuildInside(const Condition& condition, const Path& above);
  Result<Candidate> BuildInsideExactly(const Condition& condition,
                                       const Path& above);
  Result<Candidate> BuildPresence(const PresenceTest& presence,
                                  const Path& above);
  Result<Candidate> BuildTest(const Test& test, const Path& above);
  Result<Candidate> BuildTestBy(const Test& test, const IndexMatch& match);
  Result<Candidate> BuildDateTest(const Test& test);

  const engine::Reader& reader_;
  std::int16_t zone_minutes_;
  const Budget& budget_;
  const PlanMaker& maker_;
  std::uint64_t terms_worth_ = 0;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_LEAF_H_
