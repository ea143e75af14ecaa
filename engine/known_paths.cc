#include "engine/known_paths.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "engine/bytes.h"
#include "engine/keys.h"
#include "schema/name.h"

// The value under "path/" and a path's text: its counts, 8 bytes each, little
// endian, in the order of KnownPath.

namespace pressmark::engine {

namespace {

// Counts up to this are always stored exactly.
constexpr std::uint64_t kExactCounts = 64;

std::string RestOf(std::string_view parent) {
  return parent.empty() ? "*" : std::string(parent) + ".*";
}

// Where the proper ancestors of a path end in its text, the longest last.
std::vector<std::size_t> AncestorEnds(std::string_view path) {
  std::vector<std::size_t> ends;
  bool quoted = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (quoted && path[i] == '\\') {
      ++i;
    } else if (path[i] == '"') {
      quoted = !quoted;
    } else if (path[i] == '.' && !quoted && i > 0) {
      ends.push_back(i);
    }
  }
  return ends;
}

std::size_t SlotOf(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return 0;
    case ValueKind::kBool:
      return 1;
    case ValueKind::kInteger:
    case ValueKind::kDecimal:
      return 2;
    case ValueKind::kText:
      return 3;
    case ValueKind::kList:
      return 4;
    case ValueKind::kMapping:
      return 5;
  }
  return 3;
}

// Collects the paths of one article.
class PathWalk {
 public:
  explicit PathWalk(std::size_t limit) : limit_(limit) {}

  // As deep as the front matter, which Limits::front_matter_depth bounds.
  void Children(const Value& value, const std::string& path, bool rest) {
    for (Value child : value) {
      if (value.kind() == ValueKind::kList || rest) {
        Visit(child, path, rest);
        continue;
      }
      std::string text = ChildPath(path, child.key());
      bool fits = text.size() <= schema::kMostPathBytes &&
                  (seen_.size() < limit_ || seen_.contains(text));
      Visit(child, fits ? text : RestOf(path), !fits);
    }
  }

  std::vector<SeenPath> Take() && {
    std::vector<SeenPath> paths;
    paths.reserve(seen_.size());
    for (auto& [path, kinds] : seen_) paths.push_back({path, kinds});
    return paths;
  }

 private:
  void Visit(const Value& value, const std::string& path, bool rest) {
    std::uint8_t& kinds = seen_[path];
    kinds = static_cast<std::uint8_t>(kinds | 1u << SlotOf(value.kind()));
    if (!value.is_scalar()) Children(value, path, rest);
  }

  std::size_t limit_;
  std::map<std::string, std::uint8_t> seen_;
};

std::uint64_t Sum(std::span<const std::uint64_t> counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

// Whether the stored counts say too little of what is counted by now.
bool IsStale(std::span<const std::uint64_t> now,
             std::span<const std::uint64_t> stored) {
  for (std::size_t i = 0; i < kPathKinds; ++i) {
    if (now[i] > 0 && stored[i] == 0) return true;
  }
  return Sum(now) - Sum(stored) > Sum(stored) / kExactCounts;
}

std::string EncodeCounts(std::span<const std::uint64_t> counts) {
  std::string value;
  for (std::uint64_t count : counts) AppendUint64(count, &value);
  return value;
}

Result<KnownPath> DecodePath(std::string_view key, std::string_view value) {
  Result<std::string_view> path = ParseCatalogKey(kPathPrefix, key);
  if (!path.ok()) return path.status();
  ByteReader reader(value);
  KnownPath known;
  known.path = *path;
  for (std::uint64_t* count : {&known.nulls, &known.bools, &known.numbers,
                               &known.texts, &known.lists, &known.mappings}) {
    *count = reader.Uint64();
  }
  if (!reader.Complete()) return Corruption("catalog: a path is damaged");
  return known;
}

Result<bool> IsStored(const KvSnapshot& snapshot, std::string_view path) {
  auto value = snapshot.Get(Family::kCatalog, CatalogKey(kPathPrefix, path));
  if (!value.ok()) return value.status();
  return *value != nullptr;
}

}  // namespace

std::vector<SeenPath> PathsOf(const Value& front_matter, const Limits& limits) {
  PathWalk walk(limits.known_paths);
  walk.Children(front_matter, {}, false);
  return std::move(walk).Take();
}

Status KnownPaths::Load(const KvSnapshot& snapshot) {
  Result<std::vector<KnownPath>> known = ReadKnownPaths(snapshot);
  if (!known.ok()) return known.status();
  for (const KnownPath& path : *known) {
    Counts counts = {path.nulls, path.bools, path.numbers,
                     path.texts, path.lists, path.mappings};
    paths_[path.path] = {counts, counts};
  }
  return {};
}

KnownPaths::Paths::iterator KnownPaths::EntryOf(const std::string& path) {
  auto known = paths_.find(path);
  if (known != paths_.end()) return known;
  if (paths_.size() < limit_) return paths_.try_emplace(path).first;
  std::vector<std::size_t> ends = AncestorEnds(path);
  auto is_known = [&](std::size_t end) {
    return paths_.contains(std::string_view(path).substr(0, end));
  };
  auto end = std::find_if(ends.rbegin(), ends.rend(), is_known);
  std::size_t length = end == ends.rend() ? 0 : *end;
  return paths_.try_emplace(RestOf(path.substr(0, length))).first;
}

void KnownPaths::Count(const std::vector<SeenPath>& paths) {
  for (const SeenPath& path : paths) {
    auto entry = EntryOf(path.path);
    for (std::size_t i = 0; i < kPathKinds; ++i) {
      entry->second.now[i] += path.kinds >> i & 1;
    }
    counted_.push_back(entry);
  }
}

void KnownPaths::PutChanged(bool all, KvBatch* batch) {
  auto put = [batch](Paths::value_type& path) {
    batch->Put(Family::kCatalog, CatalogKey(kPathPrefix, path.first),
               EncodeCounts(path.second.now));
    path.second.stored = path.second.now;
  };
  for (auto entry : counted_) {
    if (IsStale(entry->second.now, entry->second.stored)) put(*entry);
  }
  counted_.clear();
  if (!all) return;
  for (auto& path : paths_) {
    if (path.second.now != path.second.stored) put(path);
  }
}

Result<bool> IsKnownPath(const KvSnapshot& snapshot, std::string_view path) {
  Result<bool> stored = IsStored(snapshot, path);
  if (!stored.ok() || *stored) return stored;
  std::vector<std::size_t> ends = AncestorEnds(path);
  ends.insert(ends.begin(), 0);
  for (std::size_t end : ends) {
    if (end > schema::kMostPathBytes) break;
    stored = IsStored(snapshot, RestOf(path.substr(0, end)));
    if (!stored.ok() || *stored) return stored;
  }
  return false;
}

Result<std::vector<KnownPath>> ReadKnownPaths(const KvSnapshot& snapshot) {
  KeyRange range = PrefixRange(kPathPrefix);
  auto scan = snapshot.Scan(Family::kCatalog, range.lower, range.upper);
  if (!scan.ok()) return scan.status();
  std::vector<KnownPath> paths;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    Result<KnownPath> path = DecodePath((*scan)->key(), (*scan)->value());
    if (!path.ok()) return path.status();
    paths.push_back(*std::move(path));
  }
  if (Status s = (*scan)->status(); !s.ok()) return s;
  return paths;
}

}  // namespace pressmark::engine
