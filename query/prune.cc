#include "query/prune.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pressmark::query {

namespace {

using Path = std::span<const parser::Segment>;

class Pruner {
 public:
  // Copies `value`, under `key`, without what `paths` lead to from there.
  void Copy(const Value& value, std::string_view key,
            const std::vector<Path>& paths) {
    std::size_t place = tree_.nodes.size();
    tree_.nodes.emplace_back();
    ValueNode node;
    node.kind = static_cast<std::uint8_t>(value.kind());
    node.start = static_cast<std::uint32_t>(tree_.text.size());
    node.key_length = static_cast<std::uint16_t>(key.size());
    node.text_length = static_cast<std::uint32_t>(value.text().size());
    tree_.text.append(key).append(value.text());
    if (!value.is_scalar()) CopyChildren(value, paths);
    node.end = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.nodes[place] = node;
  }

  ValueTree Take() { return std::move(tree_); }

 private:
  void CopyChildren(const Value& value, const std::vector<Path>& paths) {
    for (const Value child : value) {
      if (value.kind() == ValueKind::kList) {
        Copy(child, {}, paths);
        continue;
      }
      std::vector<Path> rest;
      bool pruned = false;
      for (Path path : paths) {
        if (path.front().name != child.key()) continue;
        pruned = pruned || path.size() == 1;
        rest.push_back(path.subspan(1));
      }
      if (!pruned) Copy(child, child.key(), rest);
    }
  }

  ValueTree tree_;
};

}  // namespace

ValueTree Prune(const Value& mapping,
                const std::vector<std::vector<parser::Segment>>& paths) {
  Pruner pruner;
  pruner.Copy(mapping, {}, std::vector<Path>(paths.begin(), paths.end()));
  return pruner.Take();
}

}  // namespace pressmark::query
