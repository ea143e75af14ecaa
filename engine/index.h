#ifndef PRESSMARK_ENGINE_INDEX_H_
#define PRESSMARK_ENGINE_INDEX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/mapping.h>

namespace pressmark::engine {

// The index every article is in: one term, "all", whose postings are the date
// order itself.
inline constexpr std::uint32_t kAllIndex = 0;

// One secondary index: the values of a field or of a front matter path, each
// with the ids of the articles that have it.
struct IndexDefinition {
  std::uint32_t number = kAllIndex;  // never used again
  // The field whose values it holds; nothing for "all" and for paths.
  std::optional<std::uint16_t> field;
  // The front matter path, where it is over one; list elements on the way are
  // all taken.
  std::vector<std::string> path;
  // How texts are kept: kFolded folds them; every other kind keeps each value
  // under its own type.
  FieldKind kind = FieldKind::kText;

  bool operator==(const IndexDefinition&) const = default;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_INDEX_H_
