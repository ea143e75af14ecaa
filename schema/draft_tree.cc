#include "schema/draft_tree.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

using Numbers = std::vector<std::uint32_t>;

// Up to so many keys are held against each other one by one.
constexpr std::size_t kFewKeys = 64;

void AppendChildren(const DraftTree& draft, std::uint32_t parent,
                    Numbers* children) {
  const auto& nodes = draft.tree.nodes;
  const std::uint32_t end = nodes[parent].end;
  for (std::uint32_t i = parent + 1; i < end; i = nodes[i].end) {
    children->push_back(i);
  }
}

Numbers ChildrenOf(const DraftTree& draft, std::uint32_t parent) {
  Numbers children;
  AppendChildren(draft, parent, &children);
  return children;
}

// Whether two of these members have one name.
bool HasRepeats(const DraftTree& draft, const Numbers& members) {
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const std::uint32_t i : members) names.push_back(draft.KeyOf(i));
  if (names.size() > kFewKeys) {
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
  }
  for (auto name = names.begin(); name != names.end(); ++name) {
    const auto same = [name](std::string_view other) {
      if (other.size() != name->size()) return false;
      return other.empty() || (other[0] == (*name)[0] && other == *name);
    };
    if (std::any_of(names.begin(), name, same)) return true;
  }
  return false;
}

// Whether every member of every mapping is there to stay.
bool IsFinal(const DraftTree& draft) {
  Numbers members;
  for (std::uint32_t i = 0; i < draft.tree.nodes.size(); ++i) {
    if (draft.origins[i].merge_key) return false;
    if (draft.KindOf(i) != ValueKind::kMapping) continue;
    members.clear();
    AppendChildren(draft, i, &members);
    if (HasRepeats(draft, members)) return false;
  }
  return true;
}

// Walks a draft from its root and lays out the final tree. Recursion goes as
// deep as the draft, which Limits::front_matter_depth bounds.
class Resolver {
 public:
  explicit Resolver(const DraftTree& draft) : draft_(draft) {
    result_.tree.nodes.reserve(draft.tree.nodes.size());
    result_.tree.positions.reserve(draft.tree.nodes.size());
    result_.tree.text.reserve(draft.tree.text.size());
  }

  Result<FrontMatter> Run() {
    if (Status s = Emit(0); !s.ok()) return s;
    std::stable_sort(result_.warnings.begin(), result_.warnings.end(),
                     [](const Warning& a, const Warning& b) {
                       return std::tie(a.position.line, a.position.column) <
                              std::tie(b.position.line, b.position.column);
                     });
    return std::move(result_);
  }

 private:
  // Appends a node and everything below it to the final tree.
  Status Emit(std::uint32_t from) {
    ValueTree& tree = result_.tree;
    const std::size_t number = tree.nodes.size();
    tree.nodes.push_back(draft_.tree.nodes[from]);
    tree.nodes[number].start = static_cast<std::uint32_t>(tree.text.size());
    tree.positions.push_back(draft_.tree.positions[from]);
    tree.text += draft_.KeyOf(from);
    tree.text += draft_.TextOf(from);
    if (draft_.KindOf(from) == ValueKind::kList) {
      for (const std::uint32_t item : ChildrenOf(draft_, from)) {
        if (Status s = Emit(item); !s.ok()) return s;
      }
    } else if (draft_.KindOf(from) == ValueKind::kMapping) {
      Numbers members;
      if (Status s = Resolve(from, &members); !s.ok()) return s;
      for (const std::uint32_t member : members) {
        if (Status s = Emit(member); !s.ok()) return s;
      }
    }
    tree.nodes[number].end = static_cast<std::uint32_t>(tree.nodes.size());
    return Status();
  }

  // The members a mapping has in the end, in order.
  Status Resolve(std::uint32_t mapping, Numbers* members) {
    *members = ChildrenOf(draft_, mapping);
    DropRepeats(members);
    const auto is_merge = [this](std::uint32_t i) {
      return draft_.origins[i].merge_key;
    };
    if (std::none_of(members->begin(), members->end(), is_merge)) {
      return Status();
    }
    std::unordered_set<std::string_view> names;
    for (const std::uint32_t i : *members) {
      if (!is_merge(i)) names.insert(draft_.KeyOf(i));
    }
    Numbers own;
    own.swap(*members);
    for (const std::uint32_t i : own) {
      if (!is_merge(i)) {
        members->push_back(i);
      } else if (Status s = Merge(i, &names, members); !s.ok()) {
        return s;
      }
    }
    return Status();
  }

  // Removes every member but the last of each name. Merge keys are one name.
  void DropRepeats(Numbers* members) {
    if (!HasRepeats(draft_, *members)) return;
    Numbers sorted = *members;
    std::sort(sorted.begin(), sorted.end(),
              [this](std::uint32_t a, std::uint32_t b) {
                const auto order = draft_.KeyOf(a).compare(draft_.KeyOf(b));
                return order != 0 ? order < 0 : a < b;
              });
    std::unordered_set<std::uint32_t> dropped;
    for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
      if (draft_.KeyOf(sorted[i]) != draft_.KeyOf(sorted[i + 1])) continue;
      dropped.insert(sorted[i]);
      WarnOfRepeat(sorted[i], sorted[i + 1]);
    }
    std::erase_if(*members,
                  [&dropped](std::uint32_t i) { return dropped.contains(i); });
  }

  void WarnOfRepeat(std::uint32_t first, std::uint32_t second) {
    if (draft_.origins[second].from_alias) return;
    const TextPosition place = draft_.origins[second].key_place;
    result_.warnings.push_back(
        {place,
         "key " + Excerpt(draft_.KeyOf(second)) + " stands twice, on lines " +
             std::to_string(draft_.origins[first].key_place.line) + " and " +
             std::to_string(place.line) + "; the last one is taken"});
  }

  // Appends to `members` those of the mapping, or of the list of mappings, at
  // a merge key, where `names` does not have them yet.
  Status Merge(std::uint32_t merge_key,
               std::unordered_set<std::string_view>* names, Numbers* members) {
    Numbers mappings = {merge_key};
    if (draft_.KindOf(merge_key) == ValueKind::kList)
      mappings = ChildrenOf(draft_, merge_key);
    for (const std::uint32_t mapping : mappings) {
      if (draft_.KindOf(mapping) != ValueKind::kMapping) {
        return ParseError(
                   "a merge key (<<) takes a mapping or a list of "
                   "mappings; quote it to use it as a name")
            .At(draft_.origins[merge_key].key_place);
      }
      Numbers merged;
      if (Status s = Resolve(mapping, &merged); !s.ok()) return s;
      for (const std::uint32_t i : merged) {
        if (names->insert(draft_.KeyOf(i)).second) members->push_back(i);
      }
    }
    return Status();
  }

  const DraftTree& draft_;
  FrontMatter result_;
};

}  // namespace

std::string_view DraftTree::KeyOf(std::uint32_t node) const {
  const ValueNode& value = tree.nodes[node];
  return std::string_view(tree.text).substr(value.start, value.key_length);
}

std::string_view DraftTree::TextOf(std::uint32_t node) const {
  const ValueNode& value = tree.nodes[node];
  return std::string_view(tree.text).substr(value.start + value.key_length,
                                            value.text_length);
}

Result<FrontMatter> ResolveDraft(DraftTree draft) {
  if (IsFinal(draft)) return FrontMatter{std::move(draft.tree), {}};
  return Resolver(draft).Run();
}

}  // namespace pressmark::schema
