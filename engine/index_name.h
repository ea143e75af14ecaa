#ifndef PRESSMARK_ENGINE_INDEX_NAME_H_
#define PRESSMARK_ENGINE_INDEX_NAME_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/result.h>

#include "engine/index.h"

// How a person names an index: by the path that a query would write.
namespace pressmark::engine {

// What `path` names under a mapping, as an index without a number: the field
// of that name, else the front matter path. The kind is the field's own, of a
// text also kFolded, or kText where none is given for a path. kInvalidArgument
// where it is no path, names the date or the system's, or gives a field another
// kind.
Result<IndexDefinition> ResolveIndex(std::string_view path,
                                     std::optional<FieldKind> kind,
                                     const Mapping& mapping);

// The path that ResolveIndex finds the index by; "date" of "all".
std::string IndexName(const IndexDefinition& index, const Mapping& mapping);

// The one of `indexes` that `path` names, where `kind` need not be told if
// there is but one. kNotFound where there is none, kInvalidArgument as
// ResolveIndex and where there are several.
Result<IndexDefinition> ChooseIndex(const std::vector<IndexDefinition>& indexes,
                                    std::string_view path,
                                    std::optional<FieldKind> kind,
                                    const Mapping& mapping);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_INDEX_NAME_H_
