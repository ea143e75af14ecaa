#ifndef PRESSMARK_SCHEMA_MAPPING_TEXT_H_
#define PRESSMARK_SCHEMA_MAPPING_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/result.h>

namespace pressmark::schema {

// A mapping file is YAML:
//
//   fields:
//     NAME: { kind: KIND, paths: [PATH, …], many: BOOL, index: BOOL }
//   indexes:
//     - PATH
//     - { path: PATH, kind: KIND }
//
// with either or both. Of a field kind and paths are required; many and index
// are false unless said otherwise. NAME is an identifier of the query language
// and none of its reserved words. A PATH is that of mapping_path.h; `{ host:
// PATH }` is the host of the URL there. `date` stays of the kind date and has
// one value; it is always indexed, and its flag is false. An index is of kind
// text unless said otherwise, and its path does not begin with `@` outside
// quotes. A file has at most 1,000 fields and 1,000 indexes.
struct MappingText {
  std::vector<FieldDefinition> fields;
  std::vector<PathIndex> indexes;
};

// Reads a mapping file, keeping its order. kParseError with line and column, or
// kLimitExceeded, naming what is wrong.
Result<MappingText> ParseMappingText(std::string_view yaml);

// A mapping file, whole. Equal arguments give equal text, which
// ParseMappingText reads back to what is equal.
std::string PrintMappingText(const std::vector<FieldDefinition>& fields,
                             const std::vector<PathIndex>& indexes);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_MAPPING_TEXT_H_
