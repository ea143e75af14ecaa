#include "query/plan_node.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace pressmark::query {

namespace {

template <typename Node>
bool Is(const PlanNode& node) {
  return std::holds_alternative<Node>(node.node);
}

// The clip of a node that is a clip of everything, else null.
const DateClip* BareClip(const PlanNode& node) {
  const auto* clipped = std::get_if<ClippedNode>(&node.node);
  bool bare =
      clipped != nullptr && Is<EverythingNode>(clipped->operand.front());
  return bare ? &clipped->clip : nullptr;
}

void Append(std::vector<PlanNode> from, std::vector<PlanNode>* to) {
  to->insert(to->end(), std::make_move_iterator(from.begin()),
             std::make_move_iterator(from.end()));
}

bool Fewer(const PlanNode& left, const PlanNode& right) {
  return left.at_most < right.at_most;
}

auto TermOf(const PlanNode& node) {
  const auto& term = std::get<TermNode>(node.node);
  return std::tie(term.index, term.term);
}

bool ByTerm(const PlanNode& left, const PlanNode& right) {
  return TermOf(left) < TermOf(right);
}

bool IsSameTerm(const PlanNode& left, const PlanNode& right) {
  return TermOf(left) == TermOf(right);
}

// One node of the terms of one index, which ascend.
PlanNode Gathered(std::span<const PlanNode> terms) {
  TermsNode gathered;
  gathered.terms = terms.size();
  std::uint64_t total = 0;
  for (const PlanNode& node : terms) {
    const auto& term = std::get<TermNode>(node.node);
    gathered.index = term.index;
    gathered.ranges.push_back({term.term, term.term + '\0'});
    total += node.at_most;
  }
  return {std::move(gathered), total};
}

}  // namespace

// A conjunction: within the clip, in all of `in`, in none of `out`.
struct PlanMaker::Parts {
  std::optional<DateClip> clip;  // nothing: every date
  std::vector<PlanNode> in;
  std::vector<PlanNode> out;
};

PlanNode PlanMaker::Clip(const DateClip& clip) const {
  if (clip.empty()) return Nothing();
  if (clip.everything()) return Everything();
  PlanNode node;
  node.at_most = articles_;
  node.node = ClippedNode{clip, {Everything()}};
  return node;
}

PlanNode PlanMaker::Keys(IdVector ids) const {
  if (ids.empty()) return Nothing();
  SortAndMerge(&ids);
  std::uint64_t articles = ids.size();
  return {KeysNode{std::make_shared<IdVector>(std::move(ids))}, articles};
}

void PlanMaker::TakeApart(PlanNode node, Parts* parts) const {
  if (auto* clipped = std::get_if<ClippedNode>(&node.node)) {
    parts->clip = parts->clip ? parts->clip->And(clipped->clip) : clipped->clip;
    TakeApart(std::move(clipped->operand.front()), parts);
  } else if (auto* difference = std::get_if<DifferenceNode>(&node.node)) {
    TakeApart(std::move(difference->operands[0]), parts);
    parts->out.push_back(std::move(difference->operands[1]));
  } else if (auto* both = std::get_if<IntersectionNode>(&node.node)) {
    Append(std::move(both->operands), &parts->in);
  } else if (!Is<EverythingNode>(node)) {
    parts->in.push_back(std::move(node));
  }
}

PlanNode PlanMaker::Intersect(std::vector<PlanNode> operands) const {
  if (operands.size() == 1) return std::move(operands.front());
  Parts parts;
  for (PlanNode& operand : operands) TakeApart(std::move(operand), &parts);
  bool nothing = (parts.clip && parts.clip->empty()) ||
                 std::any_of(parts.in.begin(), parts.in.end(), Is<NothingNode>);
  if (nothing) return Nothing();
  std::stable_sort(parts.in.begin(), parts.in.end(), Fewer);
  PlanNode node = Everything();
  if (parts.in.size() == 1) node = std::move(parts.in.front());
  if (parts.in.size() > 1) {
    std::uint64_t least = parts.in.front().at_most;
    node = {IntersectionNode{std::move(parts.in)}, least};
  }
  if (parts.clip && !parts.clip->everything()) {
    std::uint64_t at_most = node.at_most;
    ClippedNode clipped{*std::move(parts.clip), {}};
    clipped.operand.push_back(std::move(node));
    node = {std::move(clipped), at_most};
  }
  PlanNode out = Unite(std::move(parts.out));
  if (Is<NothingNode>(out)) return node;
  std::uint64_t at_most = node.at_most;
  DifferenceNode difference;
  difference.operands.push_back(std::move(node));
  difference.operands.push_back(std::move(out));
  return {std::move(difference), at_most};
}

// Puts the articles of all keys together: these lie in memory anyway.
void PlanMaker::GatherKeys(std::vector<PlanNode>* nodes) const {
  auto first = std::stable_partition(
      nodes->begin(), nodes->end(),
      [](const auto& node) { return !Is<KeysNode>(node); });
  if (nodes->end() - first < 2) return;
  IdVector gathered;
  for (auto node = first; node != nodes->end(); ++node) {
    const IdVector& ids = *std::get<KeysNode>(node->node).ids;
    gathered.insert(gathered.end(), ids.begin(), ids.end());
  }
  nodes->erase(first, nodes->end());
  nodes->push_back(Keys(std::move(gathered)));
}

// Puts the terms of each index together, unless they are too many to gather:
// then they are read side by side.
std::vector<PlanNode> PlanMaker::GatherTerms(
    std::vector<PlanNode> nodes) const {
  auto first_term = std::stable_partition(
      nodes.begin(), nodes.end(),
      [](const auto& node) { return !Is<TermNode>(node); });
  std::vector<PlanNode> result(std::make_move_iterator(nodes.begin()),
                               std::make_move_iterator(first_term));
  std::vector<PlanNode> terms(std::make_move_iterator(first_term),
                              std::make_move_iterator(nodes.end()));
  std::sort(terms.begin(), terms.end(), ByTerm);
  terms.erase(std::unique(terms.begin(), terms.end(), IsSameTerm), terms.end());
  for (auto begin = terms.begin(); begin != terms.end();) {
    std::uint32_t index = std::get<TermNode>(begin->node).index;
    auto end = std::find_if(begin, terms.end(), [index](const auto& node) {
      return std::get<TermNode>(node.node).index != index;
    });
    PlanNode gathered = Gathered({begin, end});
    if (MayGather(gathered)) {
      result.push_back(std::move(gathered));
    } else {
      result.insert(result.end(), std::make_move_iterator(begin),
                    std::make_move_iterator(end));
    }
    begin = end;
  }
  return result;
}

PlanNode PlanMaker::Unite(std::vector<PlanNode> operands) const {
  if (operands.size() == 1) return std::move(operands.front());
  std::vector<DateClip> clips;
  std::vector<PlanNode> flat;
  for (PlanNode& operand : operands) {
    if (Is<EverythingNode>(operand)) return Everything();
    if (const DateClip* bare = BareClip(operand)) {
      clips.push_back(*bare);
    } else if (auto* either = std::get_if<UnionNode>(&operand.node)) {
      Append(std::move(either->operands), &flat);
    } else if (!Is<NothingNode>(operand)) {
      flat.push_back(std::move(operand));
    }
  }
  DateClip clip = DateClip::AnyOf(std::move(clips));
  if (clip.everything()) return Everything();
  GatherKeys(&flat);
  if (flat.size() > kMergedTerms) flat = GatherTerms(std::move(flat));
  if (!clip.empty()) flat.push_back(Clip(clip));
  if (flat.empty()) return Nothing();
  if (flat.size() == 1) return std::move(flat.front());
  std::uint64_t sum = 0;
  for (const PlanNode& node : flat) sum += node.at_most;
  return {UnionNode{std::move(flat)}, std::min(sum, articles_)};
}

PlanNode PlanMaker::Complement(PlanNode operand) const {
  if (Is<NothingNode>(operand)) return Everything();
  if (Is<EverythingNode>(operand)) return Nothing();
  if (const DateClip* bare = BareClip(operand)) return Clip(bare->Not());
  auto* difference = std::get_if<DifferenceNode>(&operand.node);
  if (difference != nullptr && Is<EverythingNode>(difference->operands[0])) {
    return std::move(difference->operands[1]);
  }
  DifferenceNode rest;
  rest.operands.push_back(Everything());
  rest.operands.push_back(std::move(operand));
  return {std::move(rest), articles_};
}

Candidate PlanMaker::And(std::vector<Candidate> operands) const {
  if (operands.size() == 1) return std::move(operands.front());
  bool exact = true;
  std::vector<PlanNode> nodes;
  nodes.reserve(operands.size());
  for (Candidate& operand : operands) {
    exact = exact && operand.exact;
    nodes.push_back(std::move(operand.node));
  }
  PlanNode node = Intersect(std::move(nodes));
  if (Is<NothingNode>(node)) return {};
  return {std::move(node), exact};
}

Candidate PlanMaker::Or(std::vector<Candidate> operands) const {
  bool exact = true;
  std::vector<PlanNode> nodes;
  for (Candidate& operand : operands) {
    if (operand.exact && Is<EverythingNode>(operand.node))
      return {Everything()};
    exact = exact && operand.exact;
    nodes.push_back(std::move(operand.node));
  }
  return {Unite(std::move(nodes)), exact};
}

Candidate PlanMaker::Not(Candidate operand) const {
  if (!operand.exact) return Unknown();
  return {Complement(std::move(operand.node))};
}

}  // namespace pressmark::query
