#ifndef PRESSMARK_ENGINE_PATH_TEXT_H_
#define PRESSMARK_ENGINE_PATH_TEXT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

// Front matter paths in text, as the query language writes them.
namespace pressmark::engine {

// A path in canonical text: names between dots, a name that is no identifier
// of the query language in double quotes, with a dot before it also where it
// is the first: `link.href`, `meta."msvalidate.01"`, `."a b".c`.
std::string PathText(std::span<const std::string> names);
// `parent` (empty: the top) with one name more.
std::string ChildPath(std::string_view parent, std::string_view name);

struct ParsedPath {
  std::vector<std::string> names;
  bool dotted = false;  // begins with a dot: never a field
};

// Reads what PathText writes, and the same with a dot before it, with quotes
// where there need be none, or with single ones. kInvalidArgument, saying what
// is wrong and at which character, for all else.
Result<ParsedPath> ParsePathText(std::string_view text);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_PATH_TEXT_H_
