#ifndef PRESSMARK_SCHEMA_VALUE_H_
#define PRESSMARK_SCHEMA_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/status.h>

namespace pressmark {

// What a front matter value is, by the YAML 1.2 core schema (yaml.org/spec/1.2,
// section 10.3). A date is a kText: YAML 1.2 has no dates; see date.h.
// The numbers are part of the stored format.
enum class ValueKind : std::uint8_t {
  kNull = 0,
  kBool = 1,
  kInteger = 2,  // fits into 64 signed bits; a longer one is a kText
  kDecimal = 3,
  kText = 4,
  kList = 5,
  kMapping = 6,
};

// One node of a tree laid out in pre-order: a node's children follow it. The
// layout is that of the stored record (schema/article.fbs), so that a stored
// tree is read where it lies.
struct ValueNode {
  std::uint32_t start = 0;        // of key, then text, in the tree's text
  std::uint32_t text_length = 0;  // bytes; 0 for lists and mappings
  std::uint32_t end = 0;          // number of the first node after the subtree
  std::uint16_t key_length = 0;   // bytes; 0 unless the parent is a mapping
  std::uint8_t kind = 0;          // a ValueKind
  std::uint8_t reserved = 0;      // 0; part of the stored layout
};

// A typed front matter value, seen in place: a scalar, a list or a mapping.
// A view of a few words, copied freely; it lives as long as the ValueTree or
// Article it was taken from. Threads may read it together.
class Value {
 public:
  class Iterator;

  // `nodes` must be a well-formed tree over `text`; node < nodes.size().
  Value(std::span<const ValueNode> nodes, std::string_view text,
        std::uint32_t node)
      : nodes_(nodes), text_(text), node_(node) {}

  ValueKind kind() const { return static_cast<ValueKind>(node().kind); }
  bool is_scalar() const { return kind() < ValueKind::kList; }
  // The name under which this value stands in its mapping, else empty.
  std::string_view key() const {
    return text_.substr(node().start, node().key_length);
  }
  // A kText's characters; of other scalars the text as it was written, so that
  // `1.10` and `1.1` can be told apart. Empty for lists and mappings.
  std::string_view text() const {
    return text_.substr(node().start + node().key_length, node().text_length);
  }
  // A kBool's value; false for everything else.
  bool boolean() const;
  // A kInteger's value; 0 for everything else. 0o17 and 0x1F are understood.
  std::int64_t integer() const;
  // A kInteger's or kDecimal's value, rounded to the nearest double; 0 for
  // everything else.
  double number() const;
  // A list's or mapping's number of children. Linear in that number.
  std::size_t size() const;
  // A list's items or a mapping's members, in the order written.
  Iterator begin() const;
  Iterator end() const;
  // The member of a mapping under exactly this key. Linear in the members.
  std::optional<Value> Find(std::string_view key) const;
  // Nothing but blanks, `[]`, `{}` or null, or a list of only such: what `has`
  // passes over. Linear in a text, and in a list's subtree at most.
  bool blank() const;
  // This node's number in the tree, for ValueTree::positions.
  std::uint32_t index() const { return node_; }

 private:
  const ValueNode& node() const { return nodes_[node_]; }

  std::span<const ValueNode> nodes_;
  std::string_view text_;
  std::uint32_t node_;
};

// Walks the children of one value. Stays valid as long as the value's tree.
class Value::Iterator {
 public:
  using difference_type = std::ptrdiff_t;
  using value_type = Value;

  Iterator(const Value& parent, std::uint32_t node)
      : nodes_(parent.nodes_), text_(parent.text_), node_(node) {}

  Value operator*() const { return Value(nodes_, text_, node_); }
  Iterator& operator++() {
    node_ = nodes_[node_].end;
    return *this;
  }
  Iterator operator++(int) {
    Iterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const Iterator& other) const { return node_ == other.node_; }

 private:
  std::span<const ValueNode> nodes_;
  std::string_view text_;
  std::uint32_t node_ = 0;
};

// A tree that owns its nodes, as the front matter parser builds it.
struct ValueTree {
  std::vector<ValueNode> nodes;         // nodes[0] is the root mapping
  std::string text;                     // keys and scalars, end to end
  std::vector<TextPosition> positions;  // where each node began, in the file

  Value root() const { return Value(nodes, text, 0); }
};

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_VALUE_H_
