#include "query/vocabulary.h"

#include <utility>

namespace pressmark::query {

Result<std::vector<std::string>> StoreVocabulary::KnownPaths() const {
  Result<std::vector<KnownPath>> known = reader_.KnownPaths();
  if (!known.ok()) return known.status();
  std::vector<std::string> paths;
  for (KnownPath& path : *known) paths.push_back(std::move(path.path));
  return paths;
}

}  // namespace pressmark::query
