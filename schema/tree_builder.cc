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

TreeBuilder::TreeBuilder(const Limits& limits) : limits_(limits) {}

bool TreeBuilder::key_is_due() const {
  if (open_.empty() || key_) return false;
  const std::uint8_t kind = draft_.nodes[open_.back()].value.kind;
  return static_cast<ValueKind>(kind) == ValueKind::kMapping;
}

Status TreeBuilder::AddScalar(const Scalar& scalar, TextPosition place,
                              Anchor anchor) {
  if (key_is_due()) {
    const bool merge = scalar.plain && scalar.text == kMergeKey;
    Key key = {std::string(scalar.text), scalar.kind, place, merge};
    if (Status s = AddKey(std::move(key)); !s.ok()) return s;
    Remember(anchor, {std::nullopt, *key_});
    return Status();
  }
  const auto node = static_cast<std::uint32_t>(draft_.nodes.size());
  if (Status s = AddNode(scalar.kind, scalar.text, place); !s.ok()) return s;
  Remember(anchor, {node, {}});
  return Status();
}

Status TreeBuilder::Open(ValueKind kind, TextPosition place, Anchor anchor) {
  if (key_is_due()) return KeyIsNoText(place);
  if (Status s = CheckDepth(1, place); !s.ok()) return s;
  const auto node = static_cast<std::uint32_t>(draft_.nodes.size());
  if (Status s = AddNode(kind, {}, place); !s.ok()) return s;
  draft_.nodes[node].value.end = 0;  // until it is closed
  ++draft_.nodes[node].level;
  open_.push_back(node);
  Remember(anchor, {node, {}});
  return Status();
}

Status TreeBuilder::CheckDepth(std::size_t levels, TextPosition place) const {
  if (open_.size() + levels <= limits_.front_matter_depth) return Status();
  return TooMany("levels of nesting", limits_.front_matter_depth, place);
}

void TreeBuilder::Close() {
  draft_.nodes[open_.back()].value.end =
      static_cast<std::uint32_t>(draft_.nodes.size());
  open_.pop_back();
}

Status TreeBuilder::AddAlias(TextPosition place, Anchor anchor) {
  if (anchor >= targets_.size()) {
    return ParseError("no anchor of this name stands before").At(place);
  }
  const Target target = targets_[anchor];
  if (!target.node) {
    const Key& key = target.key;
    if (Status s = CheckBytes(key.text.size(), place); !s.ok()) return s;
    if (key_is_due()) return AddKey({key.text, key.kind, place, false});
    return AddNode(key.kind, key.text, place);
  }
  const DraftTree::Node& node = draft_.nodes[*target.node];
  if (node.value.end == 0) {
    return ParseError("an alias cannot stand inside its own anchor").At(place);
  }
  if (!key_is_due()) return CopyNode(*target.node, place);
  const auto kind = static_cast<ValueKind>(node.value.kind);
  if (kind >= ValueKind::kList) return KeyIsNoText(place);
  const std::string text(draft_.TextOf(*target.node));
  if (Status s = CheckBytes(text.size(), place); !s.ok()) return s;
  return AddKey({text, kind, place, false});
}

Status TreeBuilder::AddKey(Key key) {
  const std::size_t limit = std::min(limits_.name_bytes, kLongestKey);
  if (key.text.size() > limit) {
    return LimitExceeded("key " + Excerpt(key.text) + " has " +
                         std::to_string(key.text.size()) + " bytes; at most " +
                         std::to_string(limit) + " are allowed")
        .At(key.place);
  }
  key_ = std::move(key);
  return Status();
}

Status TreeBuilder::AddNode(ValueKind kind, std::string_view text,
                            TextPosition place) {
  if (draft_.nodes.size() >= limits_.front_matter_nodes) {
    return TooMany("values", limits_.front_matter_nodes, place);
  }
  DraftTree::Node node;
  node.value.kind = static_cast<std::uint8_t>(kind);
  node.value.start = static_cast<std::uint32_t>(draft_.text.size());
  node.value.text_length = static_cast<std::uint32_t>(text.size());
  node.value.end = static_cast<std::uint32_t>(draft_.nodes.size() + 1);
  node.place = place;
  node.level = static_cast<std::uint32_t>(open_.size());
  if (key_) {
    node.value.key_length = static_cast<std::uint16_t>(key_->text.size());
    node.key_place = key_->place;
    node.merge_key = key_->merge;
    draft_.text += key_->text;
    key_.reset();
  }
  draft_.text += text;
  draft_.nodes.push_back(node);
  return Status();
}

// Copies a node and all below it to the end of the draft, under the key that
// is due.
Status TreeBuilder::CopyNode(std::uint32_t source, TextPosition place) {
  if (Status s = CheckCopy(source, place); !s.ok()) return s;
  const DraftTree::Node from = draft_.nodes[source];
  const auto shift = static_cast<std::uint32_t>(draft_.nodes.size()) - source;
  const auto kind = static_cast<ValueKind>(from.value.kind);
  const std::string text(draft_.TextOf(source));
  if (Status s = AddNode(kind, text, place); !s.ok()) return s;
  DraftTree::Node& root = draft_.nodes.back();
  root.value.end = from.value.end + shift;
  if (kind >= ValueKind::kList) ++root.level;
  // Wraps where the copy stands less deep, and adds up all the same.
  const std::uint32_t deeper = root.level - from.level;
  for (std::uint32_t i = source + 1; i < from.value.end; ++i) {
    DraftTree::Node node = draft_.nodes[i];
    const std::size_t length =
        std::size_t{node.value.key_length} + node.value.text_length;
    const std::size_t start = node.value.start;
    node.value.start = static_cast<std::uint32_t>(draft_.text.size());
    node.value.end += shift;
    node.level += deeper;
    node.from_alias = true;
    draft_.text.append(draft_.text, start, length);
    draft_.nodes.push_back(node);
  }
  return Status();
}

Status TreeBuilder::CheckCopy(std::uint32_t first, TextPosition place) const {
  const std::uint32_t end = draft_.nodes[first].value.end;
  if (draft_.nodes.size() + (end - first) > limits_.front_matter_nodes) {
    return TooMany("values, counting what aliases stand for",
                   limits_.front_matter_nodes, place);
  }
  std::size_t bytes = 0;
  std::size_t deepest = 0;
  for (std::uint32_t i = first; i < end; ++i) {
    const DraftTree::Node& node = draft_.nodes[i];
    bytes += node.value.key_length + node.value.text_length;
    deepest = std::max<std::size_t>(deepest, node.level);
  }
  if (Status s = CheckBytes(bytes, place); !s.ok()) return s;
  const DraftTree::Node& root = draft_.nodes[first];
  const bool scalar =
      static_cast<ValueKind>(root.value.kind) < ValueKind::kList;
  const std::size_t around = scalar ? root.level : root.level - 1;
  return CheckDepth(deepest - around, place);
}

Status TreeBuilder::CheckBytes(std::size_t bytes, TextPosition place) const {
  if (draft_.text.size() + bytes <= limits_.front_matter_bytes) return Status();
  return TooMany("bytes, counting what aliases stand for",
                 limits_.front_matter_bytes, place);
}

void TreeBuilder::Remember(Anchor anchor, Target target) {
  if (anchor == 0) return;
  if (targets_.size() <= anchor) targets_.resize(anchor + 1);
  targets_[anchor] = std::move(target);
}

}  // namespace pressmark::schema
