#include "schema/tree_builder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kMergeKey = "<<";

// A node holds the length of its key in 16 bits.
constexpr std::size_t kLongestKey = std::numeric_limits<std::uint16_t>::max();

// About as many bytes of a text make one node of it.
constexpr std::size_t kBytesOfNode = 32;

Status TooMany(std::string_view what, std::size_t limit, TextPosition place) {
  return LimitExceeded("more than " + std::to_string(limit) + " " +
                       std::string(what))
      .At(place);
}

Status KeyIsNoText(TextPosition place) {
  return ParseError(
             "a key must be a text, not a list or a mapping; or a bracket "
             "never "
             "closes")
      .At(place);
}

}  // namespace

TreeBuilder::TreeBuilder(const Limits& limits, std::size_t text_bytes)
    : limits_(limits) {
  const std::size_t nodes =
      std::min(text_bytes / kBytesOfNode, limits_.front_matter_nodes);
  draft_.tree.nodes.reserve(nodes);
  draft_.tree.positions.reserve(nodes);
  draft_.tree.text.reserve(text_bytes);
  draft_.origins.reserve(nodes);
}

bool TreeBuilder::key_is_due() const {
  if (open_.empty() || key_) return false;
  return draft_.KindOf(open_.back()) == ValueKind::kMapping;
}

Status TreeBuilder::AddScalar(const Scalar& scalar, TextPosition place,
                              Anchor anchor) {
  if (key_is_due()) {
    const bool merge = scalar.plain && scalar.text == kMergeKey;
    if (Status s = AddKey(scalar.text, place, merge); !s.ok()) return s;
    if (anchor != 0) {
      Remember(anchor, {std::nullopt, std::string(scalar.text), scalar.kind});
    }
    return Status();
  }
  const auto node = static_cast<std::uint32_t>(draft_.tree.nodes.size());
  if (Status s = AddNode(scalar.kind, scalar.text, place); !s.ok()) return s;
  if (anchor != 0) Remember(anchor, {node, {}});
  return Status();
}

Status TreeBuilder::Open(ValueKind kind, TextPosition place, Anchor anchor) {
  if (key_is_due()) return KeyIsNoText(place);
  if (Status s = CheckDepth(1, place); !s.ok()) return s;
  const auto node = static_cast<std::uint32_t>(draft_.tree.nodes.size());
  if (Status s = AddNode(kind, {}, place); !s.ok()) return s;
  draft_.tree.nodes[node].end = 0;  // until it is closed
  ++draft_.origins[node].level;
  open_.push_back(node);
  if (anchor != 0) Remember(anchor, {node, {}});
  return Status();
}

Status TreeBuilder::CheckDepth(std::size_t levels, TextPosition place) const {
  if (open_.size() + levels <= limits_.front_matter_depth) return Status();
  return TooMany("levels of nesting", limits_.front_matter_depth, place);
}

void TreeBuilder::Close() {
  draft_.tree.nodes[open_.back()].end =
      static_cast<std::uint32_t>(draft_.tree.nodes.size());
  open_.pop_back();
}

Status TreeBuilder::AddAlias(TextPosition place, Anchor anchor) {
  if (anchor >= targets_.size()) {
    return ParseError("no anchor of this name stands before").At(place);
  }
  const Target target = targets_[anchor];
  if (!target.node) {
    if (Status s = CheckBytes(target.key.size(), place); !s.ok()) return s;
    if (key_is_due()) return AddKey(target.key, place, false);
    return AddNode(target.kind, target.key, place);
  }
  if (draft_.tree.nodes[*target.node].end == 0) {
    return ParseError("an alias cannot stand inside its own anchor").At(place);
  }
  if (!key_is_due()) return CopyNode(*target.node, place);
  if (draft_.KindOf(*target.node) >= ValueKind::kList) {
    return KeyIsNoText(place);
  }
  const std::string text(draft_.TextOf(*target.node));
  if (Status s = CheckBytes(text.size(), place); !s.ok()) return s;
  return AddKey(text, place, false);
}

Status TreeBuilder::AddKey(std::string_view text, TextPosition place,
                           bool merge) {
  const std::size_t limit = std::min(limits_.name_bytes, kLongestKey);
  if (text.size() > limit) {
    return LimitExceeded("key " + Excerpt(text) + " has " +
                         std::to_string(text.size()) + " bytes; at most " +
                         std::to_string(limit) + " are allowed")
        .At(place);
  }
  key_ = {text.size(), place, merge};
  draft_.tree.text += text;
  return Status();
}

Status TreeBuilder::AddNode(ValueKind kind, std::string_view text,
                            TextPosition place) {
  ValueTree& tree = draft_.tree;
  if (tree.nodes.size() >= limits_.front_matter_nodes) {
    return TooMany("values", limits_.front_matter_nodes, place);
  }
  const Key key = key_.value_or(Key());
  key_.reset();
  ValueNode node;
  node.kind = static_cast<std::uint8_t>(kind);
  node.start = static_cast<std::uint32_t>(tree.text.size() - key.length);
  node.key_length = static_cast<std::uint16_t>(key.length);
  node.text_length = static_cast<std::uint32_t>(text.size());
  node.end = static_cast<std::uint32_t>(tree.nodes.size() + 1);
  tree.nodes.push_back(node);
  tree.positions.push_back(place);
  tree.text += text;
  const auto level = static_cast<std::uint32_t>(open_.size());
  draft_.origins.push_back({key.place, level, key.merge, false});
  return Status();
}

// Copies a node and all below it to the end of the draft, under the key that
// is due.
Status TreeBuilder::CopyNode(std::uint32_t source, TextPosition place) {
  if (Status s = CheckCopy(source, place); !s.ok()) return s;
  ValueTree& tree = draft_.tree;
  const std::uint32_t end = tree.nodes[source].end;
  const auto shift = static_cast<std::uint32_t>(tree.nodes.size()) - source;
  const ValueKind kind = draft_.KindOf(source);
  const std::string text(draft_.TextOf(source));
  if (Status s = AddNode(kind, text, place); !s.ok()) return s;
  tree.nodes.back().end = end + shift;
  DraftTree::Origin& root = draft_.origins.back();
  if (kind >= ValueKind::kList) ++root.level;
  // Wraps where the copy stands less deep, and adds up all the same.
  const std::uint32_t deeper = root.level - draft_.origins[source].level;
  for (std::uint32_t i = source + 1; i < end; ++i) {
    ValueNode node = tree.nodes[i];
    const std::size_t length = std::size_t{node.key_length} + node.text_length;
    const std::size_t start = node.start;
    node.start = static_cast<std::uint32_t>(tree.text.size());
    node.end += shift;
    DraftTree::Origin origin = draft_.origins[i];
    origin.level += deeper;
    origin.from_alias = true;
    tree.text.append(tree.text, start, length);
    tree.nodes.push_back(node);
    tree.positions.push_back(TextPosition(tree.positions[i]));
    draft_.origins.push_back(origin);
  }
  return Status();
}

Status TreeBuilder::CheckCopy(std::uint32_t first, TextPosition place) const {
  const auto& nodes = draft_.tree.nodes;
  const std::uint32_t end = nodes[first].end;
  if (nodes.size() + (end - first) > limits_.front_matter_nodes) {
    return TooMany("values, counting what aliases stand for",
                   limits_.front_matter_nodes, place);
  }
  std::size_t bytes = 0;
  std::size_t deepest = 0;
  for (std::uint32_t i = first; i < end; ++i) {
    bytes += nodes[i].key_length + nodes[i].text_length;
    deepest = std::max<std::size_t>(deepest, draft_.origins[i].level);
  }
  if (Status s = CheckBytes(bytes, place); !s.ok()) return s;
  const std::uint32_t level = draft_.origins[first].level;
  const bool scalar = draft_.KindOf(first) < ValueKind::kList;
  return CheckDepth(deepest - (scalar ? level : level - 1), place);
}

Status TreeBuilder::CheckBytes(std::size_t bytes, TextPosition place) const {
  const std::size_t size = draft_.tree.text.size();
  if (size + bytes <= limits_.front_matter_bytes) return Status();
  return TooMany("bytes, counting what aliases stand for",
                 limits_.front_matter_bytes, place);
}

void TreeBuilder::Remember(Anchor anchor, Target target) {
  if (targets_.size() <= anchor) targets_.resize(anchor + 1);
  targets_[anchor] = std::move(target);
}

}  // namespace pressmark::schema
