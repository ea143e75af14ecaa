#include "engine/known_paths.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <numeric>
#include <optional>
#include <unordered_map>
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

// A path as the walk knows it: the number of the path it lies below, and the
// name of the child; without a name, what is not told apart there.
struct Step {
  std::uint32_t parent = 0;
  std::optional<std::string_view> name;

  bool operator==(const Step&) const = default;
};

struct StepHash {
  std::size_t operator()(const Step& step) const {
    return std::hash<std::string_view>()(step.name.value_or("*")) +
           step.parent * std::size_t{0x9E3779B97F4A7C15};
  }
};

// Collects the paths of one article.
class PathWalk {
 public:
  explicit PathWalk(std::size_t limit) : limit_(limit) {}

  SeenPaths Paths(const Value& front_matter) {
    Children(front_matter, kRoot, false);
    if (collapsed_) paths_.Sort();
    return std::move(paths_);
  }

 private:
  static constexpr std::uint32_t kRoot = 0xFFFFFFFF;

  // As deep as the front matter, which Limits::front_matter_depth bounds.
  void Children(const Value& value, std::uint32_t path, bool rest) {
    for (Value child : value) {
      if (value.kind() == ValueKind::kList || rest) {
        Visit(child, path, rest);
      } else {
        VisitMember(child, path);
      }
    }
  }

  void VisitMember(const Value& child, std::uint32_t parent) {
    auto [known, is_new] = numbers_.try_emplace({parent, child.key()});
    if (!is_new) return Visit(child, known->second, false);
    std::string text = ChildPath(TextOf(parent), child.key());
    if (text.size() <= schema::kMostPathBytes && paths_.size() < limit_) {
      known->second = paths_.Add(text);
      return Visit(child, known->second, false);
    }
    numbers_.erase(known);
    Visit(child, OthersOf(parent), true);
  }

  std::uint32_t OthersOf(std::uint32_t parent) {
    collapsed_ = true;
    auto [others, is_new] = numbers_.try_emplace({parent, std::nullopt});
    if (is_new) others->second = paths_.Add(RestOf(TextOf(parent)));
    return others->second;
  }

  void Visit(const Value& value, std::uint32_t path, bool rest) {
    paths_.AddKind(path, value.kind());
    if (!value.is_scalar()) Children(value, path, rest);
  }

  std::string_view TextOf(std::uint32_t path) const {
    return path == kRoot ? std::string_view() : paths_[path].path;
  }

  std::size_t limit_;
  bool collapsed_ = false;
  SeenPaths paths_;
  std::array<std::byte, 16384> buffer_;
  std::pmr::monotonic_buffer_resource memory_{buffer_.data(), buffer_.size()};
  std::pmr::unordered_map<Step, std::uint32_t, StepHash> numbers_{128,
                                                                  &memory_};
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

std::uint32_t SeenPaths::Add(std::string_view path) {
  entries_.push_back({static_cast<std::uint32_t>(text_.size()),
                      static_cast<std::uint16_t>(path.size()), 0});
  text_ += path;
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

void SeenPaths::AddKind(std::uint32_t number, ValueKind kind) {
  std::uint8_t& kinds = entries_[number].kinds;
  kinds = static_cast<std::uint8_t>(kinds | 1u << SlotOf(kind));
}

void SeenPaths::Sort() {
  std::string_view text = text_;
  std::sort(entries_.begin(), entries_.end(),
            [text](const Entry& left, const Entry& right) {
              return text.substr(left.begin, left.size) <
                     text.substr(right.begin, right.size);
            });
}

SeenPaths PathsOf(const Value& front_matter, const Limits& limits) {
  return PathWalk(limits.known_paths).Paths(front_matter);
}

Status KnownPaths::Load(const KvSnapshot& snapshot) {
  Result<std::vector<KnownPath>> known = ReadKnownPaths(snapshot);
  if (!known.ok()) return known.status();
  for (const KnownPath& path : *known) {
    Entry* entry = AddEntry(path.path);
    entry->now = {path.nulls, path.bools, path.numbers,
                  path.texts, path.lists, path.mappings};
    entry->stored = entry->now;
  }
  return {};
}

KnownPaths::Entry* KnownPaths::AddEntry(std::string path) {
  auto entry = std::make_unique<Entry>();
  entry->path = std::move(path);
  std::string_view key = entry->path;
  return paths_.try_emplace(key, std::move(entry)).first->second.get();
}

KnownPaths::Entry* KnownPaths::EntryOf(std::string_view path) {
  auto known = paths_.find(path);
  if (known != paths_.end()) return known->second.get();
  if (paths_.size() < limit_) return AddEntry(std::string(path));
  std::vector<std::size_t> ends = AncestorEnds(path);
  auto is_known = [&](std::size_t end) {
    return paths_.contains(path.substr(0, end));
  };
  auto end = std::find_if(ends.rbegin(), ends.rend(), is_known);
  std::size_t length = end == ends.rend() ? 0 : *end;
  return AddEntry(RestOf(path.substr(0, length)));
}

void KnownPaths::Count(const SeenPaths& paths) {
  Entry* before = &start_;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    SeenPath path = paths[i];
    // The articles of a site have much the same paths in the same order.
    Entry* entry = before->next;
    if (entry == nullptr || entry->path != path.path) {
      entry = EntryOf(path.path);
      before->next = entry;
    }
    for (std::size_t kind = 0; kind < kPathKinds; ++kind) {
      entry->now[kind] += path.kinds >> kind & 1;
    }
    if (!entry->counted) counted_.push_back(entry);
    entry->counted = true;
    before = entry;
  }
}

void KnownPaths::PutChanged(bool all, KvBatch* batch) {
  auto put = [batch](Entry* entry) {
    batch->Put(Family::kCatalog, CatalogKey(kPathPrefix, entry->path),
               EncodeCounts(entry->now));
    entry->stored = entry->now;
  };
  for (Entry* entry : counted_) {
    entry->counted = false;
    if (IsStale(entry->now, entry->stored)) put(entry);
  }
  counted_.clear();
  if (!all) return;
  for (auto& [path, entry] : paths_) {
    if (entry->now != entry->stored) put(entry.get());
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
