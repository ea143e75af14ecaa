#ifndef PRESSMARK_SCHEMA_QUOTED_SCALAR_H_
#define PRESSMARK_SCHEMA_QUOTED_SCALAR_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "schema/yaml_lines.h"

namespace pressmark::schema {

// Reads the scalar in single or double quotes that begins at `*offset` of the
// current line: `*text` becomes what yaml-cpp makes of it, byte for byte, and
// `*offset` the place behind its end, in the line that the lines are moved to.
// The text lies in the lines or in `buffer`. False, for what yaml-cpp must look
// at: a quote that never closes, an escape that does not exist, a line that
// looks as if it began or ended a document.
bool ReadQuotedScalar(YamlLines* lines, std::size_t* offset,
                      std::string_view* text, std::string* buffer);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_QUOTED_SCALAR_H_
