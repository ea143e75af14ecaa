#ifndef PRESSMARK_SCHEMA_YAML_MESSAGE_H_
#define PRESSMARK_SCHEMA_YAML_MESSAGE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark::schema {

// Says in words for the author of an article what yaml-cpp's `message` about
// the YAML `text` at byte `offset` means: what was expected and what stands
// there. A message it does not know is passed on.
std::string ExplainYamlError(std::string_view message, std::string_view text,
                             std::size_t offset);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_YAML_MESSAGE_H_
