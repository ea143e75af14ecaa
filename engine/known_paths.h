#ifndef PRESSMARK_ENGINE_KNOWN_PATHS_H_
#define PRESSMARK_ENGINE_KNOWN_PATHS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
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
  std::string_view path;
  std::uint8_t kinds = 0;

  bool operator==(const SeenPath&) const = default;
};

// The paths of one article, each once. Articles have a hundred and are many, so
// their texts stand end to end.
class SeenPaths {
 public:
  std::size_t size() const { return entries_.size(); }
  // Lives as long as these paths, and until one is added.
  SeenPath operator[](std::size_t number) const {
    const Entry& entry = entries_[number];
    return {std::string_view(text_).substr(entry.begin, entry.size),
            entry.kinds};
  }

  // Adds a path without kinds and gives its number.
  std::uint32_t Add(std::string_view path);
  void AddKind(std::uint32_t number, ValueKind kind);
  // Into byte order, which gives the paths other numbers.
  void Sort();

 private:
  struct Entry {
    std::uint32_t begin = 0;
    std::uint16_t size = 0;
    std::uint8_t kinds = 0;
  };
  std::string text_;
  std::vector<Entry> entries_;
};

// Every path of a front matter, in the order they come in it. A path longer
// than a kilobyte, and the children of any parent once there are
// `limits.known_paths`, stand together as `parent.*`; where any do, all are in
// byte order, so that it comes before those that it may have to stand for.
SeenPaths PathsOf(const Value& front_matter, const Limits& limits);

// The writer's memory of the known paths. Counts, for each path and kind, the
// articles written that had it. Not for two threads at once.
class KnownPaths {
 public:
  explicit KnownPaths(std::size_t limit) : limit_(limit) {}

  // Reads what the store knows.
  Status Load(const KvSnapshot& snapshot);

  // Counts the paths of one article. Beyond the limit a new path is counted as
  // `parent.*` of its nearest known ancestor.
  void Count(const SeenPaths& paths);

  // Puts the paths that the store should now know better: the new ones, those
  // with a new kind, and those whose stored count is off by more than one in
  // 64, or, with `all`, by any. A single write need not put a hundred counts.
  void PutChanged(bool all, KvBatch* batch);

  std::size_t size() const { return paths_.size(); }

 private:
  using Counts = std::array<std::uint64_t, kPathKinds>;
  struct Entry {
    std::string path;
    Counts now = {};
    Counts stored = {};
    bool counted = false;   // stands in counted_
    Entry* next = nullptr;  // what came after it when it last came
  };

  Entry* EntryOf(std::string_view path);
  Entry* AddEntry(std::string path);

  std::size_t limit_;
  std::map<std::string_view, std::unique_ptr<Entry>> paths_;
  // Counted since the last PutChanged.
  std::vector<Entry*> counted_;
  // Stands before the first path of every article.
  Entry start_;
};

// Whether articles have had the path, or may have had: where it or an ancestor
// was once beyond the limit.
Result<bool> IsKnownPath(const KvSnapshot& snapshot, std::string_view path);
// All of them, in byte order.
Result<std::vector<KnownPath>> ReadKnownPaths(const KvSnapshot& snapshot);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KNOWN_PATHS_H_
