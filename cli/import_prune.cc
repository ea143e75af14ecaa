#include "cli/import_prune.h"

#include <cerrno>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

#include "cli/walk.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kPageKeys = 1'000;

// What the keys of the files begin with: empty, or ending in '/'.
std::string KeysBegin(const PruneScope& scope) {
  std::string prefix;
  for (const std::string* part : {&scope.label, &scope.place}) {
    if (!part->empty()) prefix += *part + '/';
  }
  return prefix;
}

// What is at the scope's place: a mode's type, 0 where nothing is. What may not
// be looked at is not known to be gone: nothing.
std::optional<mode_t> TypeAt(const PruneScope& scope) {
  struct stat information = {};
  if (::fstatat(scope.folder.descriptor(), scope.place.c_str(), &information,
                AT_SYMLINK_NOFOLLOW) == 0) {
    return information.st_mode & S_IFMT;
  }
  if (errno == ENOENT || errno == ENOTDIR) return 0;
  return std::nullopt;
}

bool HoldsNoFile(const PruneScope& scope) {
  std::optional<mode_t> type = TypeAt(scope);
  return type == 0u || type == mode_t{S_IFDIR};
}

bool HoldsNoFolder(const PruneScope& scope) {
  std::optional<mode_t> type = TypeAt(scope);
  return type && *type != S_IFDIR;
}

// The keys of the files below a folder, in order.
class FileKeys {
 public:
  explicit FileKeys(const PruneScope& scope)
      : prefix_(KeysBegin(scope)),
        root_(scope.folder.path() +
              (scope.place.empty() ? "" : '/' + scope.place)),
        walk_(scope.place.empty() ? "." : scope.place, scope.skip,
              scope.folder.descriptor()),
        ended_(!scope.place.empty() && HoldsNoFolder(scope)) {}

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
  std::uint64_t count() const { return count_; }

 private:
  Status Advance() {
    std::optional<WalkEntry> entry = walk_.Next();
    ended_ = !entry;
    if (ended_) return {};
    if (entry->kind == WalkEntry::Kind::kFolder) {
      std::string below = entry->path.empty() ? "" : '/' + entry->path;
      return entry->status.WithContext(schema::EscapeControls(root_ + below));
    }
    key_ = prefix_ + entry->path;
    ++count_;
    return {};
  }

  std::string prefix_;
  std::string root_;
  Walk walk_;
  std::string key_;
  std::uint64_t count_ = 0;
  bool ended_;
};

}  // namespace

Status CheckHalf(const PruneCount& count, bool force) {
  if (count.gone * 2 <= count.total || force) return {};
  return InvalidArgument("the files of " + std::to_string(count.gone) + " of " +
                         std::to_string(count.total) +
                         " articles are gone; --force removes more than half");
}

Status FindGoneFile(const Snapshot& snapshot, const PruneScope& scope,
                    std::vector<std::string>* gone) {
  if (scope.place.empty() || !HoldsNoFile(scope)) return {};
  std::string key = KeysBegin(scope);
  key.pop_back();
  Result<std::optional<KeyState>> state = snapshot.Find(key);
  if (!state.ok()) return state.status();
  if (*state && (*state)->label == scope.label) gone->push_back(std::move(key));
  return {};
}

Result<PruneCount> ForEachGone(
    const Snapshot& snapshot, const PruneScope& scope,
    const std::function<Status(const std::string& key)>& gone) {
  PruneCount count;
  FileKeys files(scope);
  // All of a label is looked at, whatever its keys begin with.
  const std::string begin = scope.place.empty() ? "" : KeysBegin(scope);
  std::string from = begin;
  bool more = true;
  while (more) {
    Result<std::vector<std::string>> keys =
        snapshot.Keys(from, scope.label, kPageKeys);
    if (!keys.ok()) return keys.status();
    more = keys->size() == kPageKeys;
    for (const std::string& key : *keys) {
      if (!key.starts_with(begin)) {
        more = false;
        break;
      }
      ++count.total;
      if (Status s = files.SkipTo(key); !s.ok()) return s;
      if (files.at(key)) continue;
      ++count.gone;
      if (Status s = gone(key); !s.ok()) return s;
    }
    if (more) from = keys->back() + '\0';
  }
  // A folder behind the last key that cannot be read counts as well.
  if (Status s = files.SkipToEnd(); !s.ok()) return s;
  count.files = files.count();
  return count;
}

}  // namespace pressmark::cli
