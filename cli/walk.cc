// The order of paths as bytes is not that of names: "a.md" stands before
// "a/b.md" but "a-b.md" before both. With a '/' after the names of folders a
// sort within each folder gives the order of whole paths.
#include "cli/walk.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace pressmark::cli {

namespace {

constexpr std::array<std::string_view, 3> kEndings{".md", ".markdown", ".html"};

struct CloseListing {
  void operator()(DIR* listing) const { ::closedir(listing); }
};
using Listing = std::unique_ptr<DIR, CloseListing>;

// DT_REG, DT_DIR and so on, also on file systems that do not say it at once.
unsigned char TypeOf(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type;
  struct stat information = {};
  if (::fstatat(folder, entry.d_name, &information, AT_SYMLINK_NOFOLLOW) != 0) {
    return DT_REG;  // opening it will say what is wrong
  }
  return static_cast<unsigned char>(IFTODT(information.st_mode));
}

}  // namespace

bool HasArticleName(std::string_view name) {
  if (name.starts_with('.')) return false;
  return std::any_of(
      kEndings.begin(), kEndings.end(),
      [name](std::string_view ending) { return name.ends_with(ending); });
}

Walk::Walk(std::string root, std::optional<FileIdentity> skip, int base)
    : root_(std::move(root)), skip_(skip), base_(base) {
  if (!root_.ends_with('/')) root_ += '/';
  root_status_ = Enter();
}

std::optional<WalkEntry> Walk::Next() {
  if (!root_status_.ok()) {
    return WalkEntry{WalkEntry::Kind::kFolder, "",
                     std::exchange(root_status_, Status())};
  }
  while (!folders_.empty()) {
    Folder& folder = folders_.back();
    path_.resize(folder.path_length);
    if (folder.names.empty()) {
      folders_.pop_back();
      continue;
    }
    Name name = std::move(folder.names.back());
    folder.names.pop_back();
    path_ += name.name;
    if (!name.name.ends_with('/')) {
      using Kind = WalkEntry::Kind;
      return WalkEntry{name.link ? Kind::kLink : Kind::kFile, path_, {}};
    }
    if (Status s = Enter(); !s.ok()) {
      return WalkEntry{WalkEntry::Kind::kFolder, path_, std::move(s)};
    }
  }
  return std::nullopt;
}

Status Walk::Enter() {
  // Only the root itself may be a link: the user named it.
  int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  std::string path = root_ + path_;
  if (!path_.empty()) {
    flags |= O_NOFOLLOW;
    path.pop_back();  // with the '/' a link would be followed
  }
  Descriptor descriptor(::openat(base_, path.c_str(), flags));
  if (!descriptor.valid()) return SystemError(errno, "cannot open");
  struct stat information = {};
  if (::fstat(descriptor.get(), &information) != 0) {
    return SystemError(errno, "cannot look at it");
  }
  Folder folder;
  folder.path_length = path_.size();
  FileIdentity identity{information.st_dev, information.st_ino};
  if (identity != skip_) {
    if (Status s = List(std::move(descriptor), &folder.names); !s.ok()) {
      return s;
    }
  }
  folders_.push_back(std::move(folder));
  return {};
}

Status Walk::List(Descriptor descriptor, std::vector<Name>* names) {
  int number = descriptor.get();
  Listing listing(::fdopendir(number));
  if (listing == nullptr) return SystemError(errno, "cannot list it");
  descriptor.Release();
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(listing.get());
    if (entry == nullptr) break;
    std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    unsigned char type = TypeOf(number, *entry);
    if (type == DT_DIR) {
      names->push_back({std::string(name) + '/', false});
    } else if (HasArticleName(name)) {
      names->push_back({std::string(name), type == DT_LNK});
    }
  }
  if (errno != 0) return SystemError(errno, "cannot list it");
  std::sort(names->begin(), names->end(),
            [](const Name& left, const Name& right) {
              return left.name > right.name;
            });
  return {};
}

}  // namespace pressmark::cli
