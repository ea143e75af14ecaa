#ifndef PRESSMARK_SCHEMA_MAPPING_PATH_H_
#define PRESSMARK_SCHEMA_MAPPING_PATH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A front matter path as a mapping file writes it: keys with dots between,
// `link.brand`; a key that holds a dot, a quote or blanks at its ends stands in
// double quotes, with \" and \\ inside, `htmlMetaData."msvalidate.01"`.
namespace pressmark::schema {

// Cuts a path into its keys; nothing where it is none.
std::optional<std::vector<std::string>> SplitPath(std::string_view path);

// The path of these keys, which SplitPath cuts into them again.
std::string JoinPath(const std::vector<std::string>& segments);

// As JoinPath; but a path that would begin with `@`, as the system's own names
// do, begins with a quote.
std::string JoinIndexPath(const std::vector<std::string>& segments);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_MAPPING_PATH_H_
