#ifndef PRESSMARK_ENGINE_INCLUDE_INDEX_H_
#define PRESSMARK_ENGINE_INCLUDE_INDEX_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/status.h>

namespace pressmark {

// Who wants an index.
enum class IndexOrigin : std::uint8_t {
  kBuiltIn,  // every store, unless its mapping defines the field anew
  kMapping,  // the store's mapping
  kAdded,    // Store::AddIndex
};

// "built in", "mapping", "added". Static storage.
std::string_view IndexOriginName(IndexOrigin origin);

// An index of a store, and how far it is.
struct IndexState {
  // As a query names it: a field's name, else a path of the front matter, with
  // a dot before it where a field has its name.
  std::string path;
  FieldKind kind = FieldKind::kText;
  IndexOrigin origin = IndexOrigin::kBuiltIn;
  // Whether queries use it. It is being built otherwise, and then:
  bool ready = true;
  std::uint64_t articles_done = 0;
  std::uint64_t articles = 0;  // in the store
  // Why building has stopped, until the store is opened again or rebuilt, or
  // the index added once more; ok where it has not.
  Status stopped;
};

// Is told how far the indexes are, some ten times a second; false ends the
// wait, not the building.
using IndexWatch = std::function<bool(const std::vector<IndexState>&)>;

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_INCLUDE_INDEX_H_
