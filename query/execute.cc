#include "query/execute.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/terms.h"

namespace pressmark::query {

namespace {

constexpr const char* kNarrower =
    "ask for a narrower range, or less of it at a time";

// Opens the streams of a plan; no deeper than the plan, which is no deeper
// than the condition it was made of.
class Opener {
 public:
  explicit Opener(Execution* execution)
      : execution_(*execution), reader_(*execution->reader) {}

  Result<IdStreamPointer> Open(const PlanNode& node) {
    if (!execution_.profile) return std::visit(*this, node.node);
    StepProfile& step = execution_.profile->nodes[&node];
    Stopwatch watch(&step.time);
    Result<IdStreamPointer> stream = std::visit(*this, node.node);
    if (!stream.ok()) return stream;
    return MakeProfiledStream(*std::move(stream), &step);
  }

  Result<IdStreamPointer> operator()(const NothingNode&) {
    return MakeVectorStream(std::make_shared<IdVector>());
  }
  Result<IdStreamPointer> operator()(const EverythingNode&) {
    return OpenTerm(engine::kAllIndex, engine::AllTerm());
  }
  Result<IdStreamPointer> operator()(const TermNode& term) {
    if (term.found == nullptr) return OpenTerm(term.index, term.term);
    auto list = reader_.Postings(term.index, term.term, term.found->entry());
    if (!list.ok()) return list.status();
    return MakeListStream(*std::move(list));
  }
  Result<IdStreamPointer> operator()(const TermsNode& terms) {
    auto ids = std::make_shared<IdVector>();
    engine::PostingCost cost;
    for (const TermsNode::Range& range : terms.ranges) {
      Status s = Gather(terms.index, range, ids.get(), &cost);
      if (!s.ok()) return s;
    }
    SortAndMerge(ids.get());
    return MakeVectorStream(std::move(ids), cost);
  }
  Result<IdStreamPointer> operator()(const KeysNode& keys) {
    return MakeVectorStream(keys.ids);
  }
  Result<IdStreamPointer> operator()(const IntersectionNode& node) {
    auto operands = OpenAll(node.operands);
    if (!operands.ok()) return operands.status();
    return MakeIntersection(*std::move(operands));
  }
  Result<IdStreamPointer> operator()(const UnionNode& node) {
    auto operands = OpenAll(node.operands);
    if (!operands.ok()) return operands.status();
    return MakeUnion(*std::move(operands));
  }
  Result<IdStreamPointer> operator()(const DifferenceNode& node) {
    auto operands = OpenAll(node.operands);
    if (!operands.ok()) return operands.status();
    return MakeDifference(std::move((*operands)[0]), std::move((*operands)[1]));
  }
  Result<IdStreamPointer> operator()(const ClippedNode& node) {
    auto operand = Open(node.operand.front());
    if (!operand.ok()) return operand;
    return MakeClipped(node.clip, *std::move(operand));
  }

 private:
  Result<IdStreamPointer> OpenTerm(std::uint32_t index, std::string_view term) {
    auto list = reader_.Postings(index, term);
    if (!list.ok()) return list.status();
    return MakeListStream(*std::move(list));
  }

  Result<std::vector<IdStreamPointer>> OpenAll(
      const std::vector<PlanNode>& nodes) {
    std::vector<IdStreamPointer> streams;
    for (const PlanNode& node : nodes) {
      Result<IdStreamPointer> stream = Open(node);
      if (!stream.ok()) return stream.status();
      streams.push_back(*std::move(stream));
    }
    return streams;
  }

  Status Gather(std::uint32_t index, const TermsNode::Range& range,
                IdVector* ids, engine::PostingCost* cost) {
    auto terms = reader_.Terms(index, range.lower, range.upper);
    if (!terms.ok()) return terms.status();
    while ((*terms)->Next()) {
      if (Status s = execution_.budget.Check(); !s.ok()) return s;
      auto list = (*terms)->Postings();
      if (!list.ok()) return list.status();
      if (Status s = Append(list->get(), ids); !s.ok()) return s;
      *cost += (*list)->cost();
    }
    return (*terms)->status();
  }

  Status Append(engine::PostingList* list, IdVector* ids) {
    engine::Bucket bucket = 0;
    while (list->Seek(bucket)) {
      std::size_t bytes = list->count() * sizeof(std::uint64_t);
      Status s = execution_.budget.TakeMemory(
          bytes, "the articles of a range of values", kNarrower);
      if (!s.ok()) return s;
      IdSpan found = list->Ids();
      ids->insert(ids->end(), found.begin(), found.end());
      bucket = list->bucket() + 1;
    }
    return list->status();
  }

  Execution& execution_;
  const engine::Reader& reader_;
};

bool IsEverything(const PlanNode& node) {
  return std::holds_alternative<EverythingNode>(node.node);
}

}  // namespace

Result<IdStreamPointer> OpenStream(const PlanNode& node, Execution* execution) {
  return Opener(execution).Open(node);
}

Result<std::uint64_t> CountStream(IdStream* stream, Execution* execution) {
  std::uint64_t count = 0;
  engine::Bucket bucket = 0;
  while (stream->Seek(bucket)) {
    if (Status s = execution->budget.Check(); !s.ok()) return s;
    count += stream->Count();
    bucket = stream->bucket() + 1;
  }
  execution->Charge(stream->cost());
  if (Status s = stream->status(); !s.ok()) return s;
  return count;
}

Result<std::uint64_t> CountIds(const PlanNode& node, Execution* execution) {
  bool known = std::holds_alternative<NothingNode>(node.node) ||
               std::holds_alternative<TermNode>(node.node) ||
               std::holds_alternative<KeysNode>(node.node) ||
               IsEverything(node);
  if (known) return node.at_most;
  const auto* difference = std::get_if<DifferenceNode>(&node.node);
  if (difference != nullptr && IsEverything(difference->operands[0])) {
    auto without = CountIds(difference->operands[1], execution);
    if (!without.ok()) return without;
    return node.at_most - *without;
  }
  Result<IdStreamPointer> stream = OpenStream(node, execution);
  if (!stream.ok()) return stream.status();
  return CountStream(stream->get(), execution);
}

}  // namespace pressmark::query
