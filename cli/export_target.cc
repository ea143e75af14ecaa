#include "cli/export_target.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/walk.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace fs = std::filesystem;

namespace {

// Bytes of the target's name that its temporary name repeats; file systems
// take 255 for the whole.
constexpr std::size_t kNameBytes = 180;

std::string Shown(const fs::path& path) {
  return schema::EscapeControls(path.native());
}

Status IsThere(const fs::path& path) {
  return AlreadyExists(Shown(path) + " is there already; --force replaces it");
}

bool LiesInside(fs::path path, const FileIdentity& folder) {
  while (true) {
    if (IdentityOf(path.native()) == folder) return true;
    if (path == path.parent_path()) return false;
    path = path.parent_path();
  }
}

// What lstat says, or nothing where nothing is there.
Result<std::optional<struct stat>> LookAt(const fs::path& path) {
  struct stat information = {};
  if (::lstat(path.c_str(), &information) == 0) {
    return std::optional<struct stat>(information);
  }
  if (errno == ENOENT) return std::optional<struct stat>();
  return SystemError(errno, Shown(path));
}

// Something in the folder that is no folder and not named as an article is.
Result<std::optional<fs::path>> FindForeign(const fs::path& folder) {
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (fs::recursive_directory_iterator end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    fs::file_status status = entry->symlink_status(error);
    if (error) break;
    bool article =
        fs::is_regular_file(status) && HasArticleName(path.filename().native());
    if (!article && !fs::is_directory(status)) {
      return std::optional<fs::path>(path);
    }
  }
  if (error) return SystemError(error.value(), Shown(folder));
  return std::optional<fs::path>();
}

Status SyncFolder(const fs::path& folder) {
  Descriptor descriptor(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.valid()) return SystemError(errno, Shown(folder));
  // Some file systems cannot sync a folder and say EINVAL.
  if (::fsync(descriptor.get()) != 0 && errno != EINVAL) {
    return SystemError(errno, Shown(folder));
  }
  return {};
}

fs::path TemporaryOf(const ExportTarget& target, std::uint64_t process,
                     int attempt) {
  std::string name = target.path.filename().native();
  return target.folder /
         ("." + name.substr(0, kNameBytes) + "." + std::to_string(process) +
          "-" + std::to_string(attempt) + ".partial");
}

// As rename, but fails with EEXIST where anything has the target's name.
int RenameWithoutReplacing(const fs::path& from, const fs::path& to) {
  int result = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(),
                           RENAME_NOREPLACE);
  if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return result;
  // A file system without that flag: as good as can be had there.
  struct stat information = {};
  if (::lstat(to.c_str(), &information) == 0) {
    errno = EEXIST;
    return -1;
  }
  return ::rename(from.c_str(), to.c_str());
}

}  // namespace

Result<ExportTarget> ResolveTarget(const std::string& named,
                                   const fs::path& store_folder,
                                   Replace replace) {
  fs::path path = named;
  if (!path.has_filename()) path = path.parent_path();
  fs::path name = path.filename();
  if (name.empty() || name == "." || name == "..") {
    return InvalidArgument("-o " + schema::Excerpt(named) +
                           " has no name of its own; write the export to a "
                           "new file or folder");
  }
  fs::path above = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code error;
  fs::path folder = fs::canonical(above, error);
  if (error) return SystemError(error.value(), Shown(above));
  std::optional<FileIdentity> store = IdentityOf(store_folder.native());
  if (store &&
      (IdentityOf(path.native()) == store || LiesInside(folder, *store))) {
    return InvalidArgument(Shown(path) +
                           " lies in the store's own folder; export to "
                           "another place");
  }
  return ExportTarget{folder / name, folder, replace};
}

Status CheckFileTarget(const ExportTarget& target) {
  Result<std::optional<struct stat>> there = LookAt(target.path);
  if (!there.ok()) return there.status();
  if (!*there) return {};
  if (!S_ISREG((*there)->st_mode)) {
    return InvalidArgument(Shown(target.path) +
                           " is there and no regular file; choose another "
                           "name, or -o - for standard output");
  }
  if (target.replace == Replace::kNo) return IsThere(target.path);
  if (::access(target.path.c_str(), W_OK) != 0) {
    return SystemError(errno, Shown(target.path));
  }
  return {};
}

Status CheckFolderTarget(const ExportTarget& target) {
  Result<std::optional<struct stat>> there = LookAt(target.path);
  if (!there.ok()) return there.status();
  if (!*there) return {};
  if (!S_ISDIR((*there)->st_mode)) {
    return InvalidArgument(Shown(target.path) +
                           " is there and no folder; choose another name");
  }
  std::error_code error;
  bool empty = fs::is_empty(target.path, error);
  if (error) return SystemError(error.value(), Shown(target.path));
  if (empty) return {};
  if (target.replace == Replace::kNo) return IsThere(target.path);
  Result<std::optional<fs::path>> foreign = FindForeign(target.path);
  if (!foreign.ok()) return foreign.status();
  if (!*foreign) return {};
  return InvalidArgument(Shown(target.path) + " holds " + Shown(**foreign) +
                         ", which is not named as an article is (*.md, "
                         "*.markdown, *.html); --force replaces folders of "
                         "such files only");
}

fs::path TemporaryName(const ExportTarget& target, int attempt) {
  return TemporaryOf(target, static_cast<std::uint64_t>(::getpid()), attempt);
}

void RemoveTemporary(const ExportTarget& target, std::uint64_t process) {
  std::error_code ignored;
  for (int attempt = 0; attempt <= kTemporaryAttempts; ++attempt) {
    fs::remove_all(TemporaryOf(target, process, attempt), ignored);
  }
}

Status MoveIntoPlace(const fs::path& temporary, const ExportTarget& target) {
  std::error_code ignored;
  bool folder = fs::is_directory(temporary, ignored);
  int result = RenameWithoutReplacing(temporary, target.path);
  if (result != 0 && errno == EEXIST &&
      (folder || target.replace == Replace::kYes)) {
    // A file goes over a file, a folder over an empty folder.
    result = ::rename(temporary.c_str(), target.path.c_str());
  }
  if (result != 0 && (errno == ENOTEMPTY || errno == EEXIST) &&
      target.replace == Replace::kYes) {
    result = ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD,
                         target.path.c_str(), RENAME_EXCHANGE);
    // What cannot be removed, and what came to be there meanwhile, stays under
    // a name that says what it is.
    if (result == 0) {
      Result<std::optional<fs::path>> foreign = FindForeign(temporary);
      if (foreign.ok() && !*foreign) fs::remove_all(temporary, ignored);
    }
  }
  if (result != 0) return SystemError(errno, Shown(target.path));
  return SyncFolder(target.folder);
}

}  // namespace pressmark::cli
