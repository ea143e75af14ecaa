#ifndef PRESSMARK_SCHEMA_BLOCK_SCALAR_H_
#define PRESSMARK_SCHEMA_BLOCK_SCALAR_H_

#include <cstddef>
#include <string>

#include "schema/yaml_lines.h"

namespace pressmark::schema {

// Reads the block scalar whose `|` or `>` stands at `offset` of the current
// line, as the value of a list or mapping at `column`, into `text`: what
// yaml-cpp makes of it, byte for byte. Leaves the lines at the first one that
// is not part of it. False, for what yaml-cpp must look at: an indentation
// indicator, a tab that indents, a header that is none.
bool ReadBlockScalar(std::size_t offset, std::size_t column, YamlLines* lines,
                     std::string* text);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_BLOCK_SCALAR_H_
