#ifndef PRESSMARK_SCHEMA_DRAFT_TREE_H_
#define PRESSMARK_SCHEMA_DRAFT_TREE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/article.h>
#include <pressmark/result.h>
#include <pressmark/value.h>

namespace pressmark::schema {

// A front matter value and what was odd about it.
struct FrontMatter {
  ValueTree tree;
  std::vector<Warning> warnings;
};

// A front matter tree as it stands in the text: aliases are copied in, but keys
// may repeat, and merge keys (`<<`) are members like any other.
struct DraftTree {
  // What only a draft knows of a node.
  struct Origin {
    TextPosition key_place;   // of its key, in a mapping
    std::uint32_t level = 0;  // lists and mappings it is, or stands, in
    bool merge_key = false;   // its key is `<<`, unquoted
    bool from_alias = false;  // stands in what an alias put here
  };

  ValueTree tree;
  std::vector<Origin> origins;  // by node

  ValueKind KindOf(std::uint32_t node) const {
    return static_cast<ValueKind>(tree.nodes[node].kind);
  }
  std::string_view KeyOf(std::uint32_t node) const;
  std::string_view TextOf(std::uint32_t node) const;
};

// Makes the final tree of a draft:
//
// A mapping takes over the members of the mappings that its merge keys name,
// the first of them first, where it has no member of that name itself. Members
// taken over stand where the merge key stood. Of a key that stands twice in a
// mapping the last one stays, in its own place, with a warning. Warnings come
// in the order of the text.
//
// kParseError where a merge key has another value than a mapping or a list of
// mappings. Time n log n in the nodes, times the nesting of merge keys; where
// no key repeats or merges, the draft's own tree is the final one.
Result<FrontMatter> ResolveDraft(DraftTree draft);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_DRAFT_TREE_H_
