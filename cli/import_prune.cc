#include "cli/import_prune.h"

#include <string_view>
#include <vector>

#include "cli/walk.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kPageKeys = 1'000;

// The keys of the files below a folder, in order.
class FileKeys {
 public:
  explicit FileKeys(const PruneScope& scope)
      : scope_(scope),
        prefix_(scope.label.empty() ? "" : scope.label + '/'),
        walk_(scope.folder, scope.skip) {}

  // Moves on to the first key that is not before `key`.
  Status SkipTo(std::string_view key) {
    while (!ended_ && key_ < key) {
      if (Status s = Advance(); !s.ok()) return s;
    }
    return {};
  }
  Status SkipToEnd() {
    while (!ended_) {
      if (Status s = Advance(); !s.ok()) return s;
    }
    return {};
  }
  bool at(std::string_view key) const { return !ended_ && key_ == key; }

 private:
  Status Advance() {
    std::optional<WalkEntry> entry = walk_.Next();
    ended_ = !entry;
    if (ended_) return {};
    if (entry->kind == WalkEntry::Kind::kFolder) {
      return entry->status.WithContext(
          schema::EscapeControls(scope_.folder + '/' + entry->path));
    }
    key_ = prefix_ + entry->path;
    return {};
  }

  const PruneScope& scope_;
  std::string prefix_;
  Walk walk_;
  std::string key_;
  bool ended_ = false;
};

}  // namespace

Result<PruneCount> ForEachGone(
    const Snapshot& snapshot, const PruneScope& scope,
    const std::function<Status(const std::string& key)>& gone) {
  PruneCount count;
  FileKeys files(scope);
  std::string from;
  while (true) {
    Result<std::vector<std::string>> keys =
        snapshot.Keys(from, scope.label, kPageKeys);
    if (!keys.ok()) return keys.status();
    for (const std::string& key : *keys) {
      ++count.total;
      if (Status s = files.SkipTo(key); !s.ok()) return s;
      if (files.at(key)) continue;
      ++count.gone;
      if (Status s = gone(key); !s.ok()) return s;
    }
    if (keys->size() < kPageKeys) break;
    from = keys->back() + '\0';
  }
  // A folder behind the last key that cannot be read counts as well.
  if (Status s = files.SkipToEnd(); !s.ok()) return s;
  return count;
}

}  // namespace pressmark::cli
