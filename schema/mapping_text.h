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
//
// kind and paths are required; many and index are false unless said otherwise.
// NAME is an identifier of the query language and none of its reserved words. A
// PATH is keys with dots between them, `link.brand`; a key that holds a dot, a
// quote or blanks at its ends stands in double quotes, with \" and \\ inside,
// `htmlMetaData."msvalidate.01"`. `{ host: PATH }` is the host of the URL
// there. `date` stays of the kind date and has one value; it is always indexed,
// and its flag is false. A file has at most 1,000 fields.

// Reads the fields of a mapping file, in its order. kParseError with line and
// column, or kLimitExceeded, naming what is wrong.
Result<std::vector<FieldDefinition>> ParseFields(std::string_view yaml);

// A mapping file of `fields`, whole. Equal fields give equal text, which
// ParseFields reads back to equal fields.
std::string PrintFields(const std::vector<FieldDefinition>& fields);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_MAPPING_TEXT_H_
