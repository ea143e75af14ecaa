#ifndef PRESSMARK_QUERY_PLAN_H_
#define PRESSMARK_QUERY_PLAN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/budget.h"
#include "query/date_clip.h"
#include "query/id_stream_algebra.h"

// Which articles a filter means, said in posting lists: a tree of lists and of
// what set algebra makes of them, and a condition that is still to be looked at
// on each record, where the lists take in more than is meant.
namespace pressmark::query {

// A union is read list by list up to so many terms; one of more is gathered in
// memory and sorted.
inline constexpr std::size_t kMergedTerms = 64;

struct PlanNode;

struct NothingNode {};
struct EverythingNode {};
struct TermNode {
  std::uint32_t index = 0;
  std::string term;
  // What planning has read of it; null where only the term is known.
  std::shared_ptr<const engine::FoundTerm> found;
};
// The articles of many terms, gathered.
struct TermsNode {
  struct Range {
    std::string lower;
    std::string upper;  // exclusive
  };
  std::uint32_t index = 0;
  std::vector<Range> ranges;  // ascending, apart
  std::uint64_t terms = 0;
};
// The articles of some keys, found while planning.
struct KeysNode {
  std::shared_ptr<const IdVector> ids;  // one or more; ascending, each once
};
struct IntersectionNode {
  std::vector<PlanNode> operands;  // two or more, the fewest articles first
};
struct UnionNode {
  std::vector<PlanNode> operands;  // two or more
};
struct DifferenceNode {
  std::vector<PlanNode> operands;  // two: left without right
};
struct ClippedNode {
  DateClip clip;
  std::vector<PlanNode> operand;  // one
};

struct PlanNode {
  std::variant<NothingNode, EverythingNode, TermNode, TermsNode, KeysNode,
               IntersectionNode, UnionNode, DifferenceNode, ClippedNode>
      node;
  // No more articles than this; of a term, of keys and of everything exactly so
  // many.
  std::uint64_t at_most = 0;
};

struct Plan {
  PlanNode source;
  // What each article of `source` is to satisfy besides; nothing where the
  // source is exactly what is meant.
  std::optional<Condition> recheck;

  bool exact() const { return !recheck; }
  bool empty() const {
    return std::holds_alternative<NothingNode>(source.node);
  }
};

// Plans a filter. Reads terms and the entries of keys, no posting block and no
// record: linear in the condition and in the terms its ranges and patterns take
// in. Fails as the engine's reads and Budget::Check do.
Result<Plan> MakePlan(const Condition& filter, const engine::Reader& reader,
                      std::int16_t zone_minutes, const Budget& budget);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_H_
