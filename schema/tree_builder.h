#ifndef PRESSMARK_SCHEMA_TREE_BUILDER_H_
#define PRESSMARK_SCHEMA_TREE_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/status.h>
#include <pressmark/value.h>

#include "schema/draft_tree.h"

namespace pressmark::schema {

// Builds a draft tree from parser events, within the limits: an event that
// would pass one is refused before memory grows for it. An alias puts a copy of
// its anchor's value in its place, and the copy counts against the limits.
//
// Events must come in the order of the document and be well nested; after a
// status that is not ok the builder may only be destroyed.
class TreeBuilder {
 public:
  // Anchors are numbered by the parser, from 1; 0 is none.
  using Anchor = std::size_t;

  struct Scalar {
    ValueKind kind = ValueKind::kNull;
    std::string_view text;
    // Neither quoted nor tagged: `<<` is a merge key only then.
    bool plain = false;
  };

  // `text_bytes`: about how long the text is that the events come from.
  explicit TreeBuilder(const Limits& limits, std::size_t text_bytes = 0);

  // A scalar: in a mapping every other one is a key. kLimitExceeded.
  Status AddScalar(const Scalar& scalar, TextPosition place, Anchor anchor);

  // The start of a list or a mapping. kParseError where a key is due,
  // kLimitExceeded.
  Status Open(ValueKind kind, TextPosition place, Anchor anchor);

  // The end of the one that was opened last.
  void Close();

  // An alias. kParseError inside its own anchor, and where a key is due and it
  // is no scalar; kLimitExceeded where the copy would pass a limit.
  Status AddAlias(TextPosition place, Anchor anchor);

  // kLimitExceeded where so many levels of nesting more would pass the limit.
  Status CheckDepth(std::size_t levels, TextPosition place) const;

  bool started() const { return !draft_.tree.nodes.empty(); }
  // Whether the next event is a mapping's key.
  bool key_is_due() const;

  // What was built so far; whole when the first value has ended.
  const DraftTree& draft() const { return draft_; }
  // The same; the builder may then only be destroyed.
  DraftTree TakeDraft() { return std::move(draft_); }

 private:
  // A key whose value is to come; its text stands at the end of the draft's.
  struct Key {
    std::size_t length = 0;
    TextPosition place;
    bool merge = false;
  };
  // What an anchor names: a node, or a key.
  struct Target {
    std::optional<std::uint32_t> node;
    std::string key;
    ValueKind kind = ValueKind::kNull;  // what the key would be as a value
  };

  Status AddKey(std::string_view text, TextPosition place, bool merge);
  Status AddNode(ValueKind kind, std::string_view text, TextPosition place);
  Status CopyNode(std::uint32_t source, TextPosition place);
  Status CheckCopy(std::uint32_t first, TextPosition place) const;
  Status CheckBytes(std::size_t bytes, TextPosition place) const;
  void Remember(Anchor anchor, Target target);

  const Limits limits_;
  DraftTree draft_;
  std::vector<std::uint32_t> open_;  // nodes whose end has not come
  std::optional<Key> key_;           // of the value to come
  std::vector<Target> targets_;      // by anchor
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_TREE_BUILDER_H_
