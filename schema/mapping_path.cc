#include "schema/mapping_path.h"

#include <algorithm>

#include "schema/scalar.h"

namespace pressmark::schema {
namespace {

bool IsPlain(std::string_view segment) {
  return !segment.empty() &&
         segment.find_first_of(".\"") == std::string_view::npos &&
         TrimBlanks(segment) == segment;
}

std::string Quote(std::string_view segment) {
  std::string quoted = "\"";
  for (const char c : segment) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::optional<std::vector<std::string>> SplitPath(std::string_view path) {
  std::vector<std::string> segments;
  std::size_t at = 0;
  do {
    std::string segment;
    if (path.substr(at).starts_with('"')) {
      for (++at; at < path.size() && path[at] != '"'; ++at) {
        if (path[at] == '\\') ++at;
        if (at < path.size()) segment += path[at];
      }
      if (at >= path.size()) return std::nullopt;
      ++at;
    } else {
      const std::size_t end =
          std::min(path.find_first_of(".\"", at), path.size());
      segment = path.substr(at, end - at);
      at = end;
      if (segment.empty() || TrimBlanks(segment) != segment) {
        return std::nullopt;
      }
    }
    segments.push_back(std::move(segment));
    if (at == path.size()) return segments;
  } while (path[at++] == '.');
  return std::nullopt;
}

std::string JoinPath(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) {
    if (&segment != segments.data()) path += '.';
    path += IsPlain(segment) ? segment : Quote(segment);
  }
  return path;
}

std::string JoinIndexPath(const std::vector<std::string>& segments) {
  std::string path = JoinPath(segments);
  if (!path.starts_with('@')) return path;
  const std::string& first = segments.front();
  return Quote(first) + path.substr(first.size());
}

}  // namespace pressmark::schema
