#ifndef PRESSMARK_ENGINE_KNOWN_PATHS_H_
#define PRESSMARK_ENGINE_KNOWN_PATHS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/result.h>
#include <pressmark/snapshot.h>
#include <pressmark/status.h>
#include <pressmark/value.h>

#include "engine/kv.h"
#include "engine/path_text.h"

// The front matter paths a store has seen, a catalog key each. Elements of a
// list stand at the path of the list: `authors.name`, not `authors[0].name`. As
// text a path is that of path_text.h.
namespace pressmark::engine {

// Nulls, bools, numbers, texts, lists, mappings: the counts of KnownPath.
inline constexpr std::size_t kPathKinds = 6;

// A path of one article and which kinds of value stand there, a bit for each
// of kPathKinds in their order.
struct SeenPath {
  std::string path;
  std::uint8_t kinds = 0;

  bool operator==(const SeenPath&) const = default;
};

// Every path of a front matter once, in byte order. A path longer than a
// kilobyte, and the children of any parent once there are
// `limits.known_paths`, stand together as `parent.*`.
std::vector<SeenPath> PathsOf(const Value& front_matter, const Limits& limits);

// The writer's memory of the known paths. Counts, for each path and kind, the
// articles written that had it. Not for two threads at once.
class KnownPaths {
 public:
  explicit KnownPaths(std::size_t limit) : limit_(limit) {}

  // Reads what the store knows.
  Status Load(const KvSnapshot& snapshot);

  // Counts the paths of one article. Beyond the limit a new path is counted as
  // `parent.*` of its nearest known ancestor.
  void Count(const std::vector<SeenPath>& paths);

  // Puts the paths that the store should now know better: the new ones, those
  // with a new kind, and those whose stored count is off by more than one in
  // 64, or, with `all`, by any. A single write need not put a hundred counts.
  void PutChanged(bool all, KvBatch* batch);

  std::size_t size() const { return paths_.size(); }

 private:
  using Counts = std::array<std::uint64_t, kPathKinds>;
  struct Entry {
    Counts now = {};
    Counts stored = {};
  };

  using Paths = std::map<std::string, Entry, std::less<>>;

  Paths::iterator EntryOf(const std::string& path);

  std::size_t limit_;
  Paths paths_;
  // Counted since the last PutChanged; a path may stand here twice.
  std::vector<Paths::iterator> counted_;
};

// Whether articles have had the path, or may have had: where it or an ancestor
// was once beyond the limit.
Result<bool> IsKnownPath(const KvSnapshot& snapshot, std::string_view path);
// All of them, in byte order.
Result<std::vector<KnownPath>> ReadKnownPaths(const KvSnapshot& snapshot);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KNOWN_PATHS_H_
