#include "cli/article_tree.h"

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cli/byte_writer.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace fs = std::filesystem;

namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

Status AddError(int error) {
  switch (error) {
    case EEXIST:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
      return InvalidArgument("another article's file has that name");
    case ENAMETOOLONG:
    case EILSEQ:  // file systems that take only names of their own encoding
    case EINVAL:
      return InvalidArgument("the file system takes no such name");
    default:
      return SystemError(error, "cannot write its file");
  }
}

constexpr std::uint64_t kFileFlags =
    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
constexpr mode_t kFileMode = 0666;

// Makes a file by its whole path, in one call that follows no symbolic link.
// ENOENT where a folder above it is missing; ENOSYS and others where the system
// has no such call.
Descriptor CreateBelow(const Descriptor& root, std::string_view path) {
  open_how how = {};
  how.flags = kFileFlags;
  how.mode = kFileMode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  std::string name(path);
  return Descriptor(static_cast<int>(
      ::syscall(SYS_openat2, root.get(), name.c_str(), &how, sizeof how)));
}

// Calls `use` with each segment of a path until one gives false.
template <typename Use>
bool ForEachSegment(std::string_view path, Use use) {
  while (true) {
    std::size_t slash = path.find('/');
    if (!use(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

Status CheckArticlePath(std::string_view key) {
  if (key.starts_with('/')) {
    return InvalidArgument("its key is an absolute path");
  }
  if (schema::EscapeControls(key) != key) {
    return InvalidArgument("its key holds control characters");
  }
  if (key.substr(0, key.find('/')) == kPartialName) {
    return InvalidArgument(
        "its key begins with a name that is taken by exports");
  }
  bool plain = ForEachSegment(key, [](std::string_view segment) {
    return !segment.empty() && segment != "." && segment != "..";
  });
  if (plain) return {};
  return InvalidArgument("its key has a segment that is empty, `.` or `..`");
}

Result<std::unique_ptr<ArticleTree>> ArticleTree::Create(
    const ExportTarget& target) {
  if (Status s = CheckFolderTarget(target); !s.ok()) return s;
  for (int attempt = 0;; ++attempt) {
    fs::path temporary = TemporaryName(target, attempt);
    std::string shown = schema::EscapeControls(temporary.native());
    if (::mkdir(temporary.c_str(), 0777) == 0) {
      Descriptor root(::open(temporary.c_str(), kFolderFlags));
      int error = errno;
      if (root.valid()) {
        return std::unique_ptr<ArticleTree>(
            new ArticleTree(target, std::move(temporary), std::move(root)));
      }
      ::rmdir(temporary.c_str());
      return SystemError(error, shown);
    }
    if (errno != EEXIST || attempt == kTemporaryAttempts) {
      return SystemError(errno, shown);
    }
  }
}

ArticleTree::ArticleTree(ExportTarget target, fs::path temporary,
                         Descriptor root)
    : target_(std::move(target)),
      temporary_(std::move(temporary)),
      root_(std::move(root)) {}

ArticleTree::~ArticleTree() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

Status ArticleTree::Add(std::string_view key, std::string_view source) {
  if (Status s = CheckArticlePath(key); !s.ok()) return s;
  // Most articles lie in a folder that is there; whatever else stands in the
  // way is told by the long way round.
  Descriptor file = CreateBelow(root_, key);
  if (!file.valid()) {
    if (Status s = CreateFile(key, &file); !s.ok()) return s;
  }
  ByteWriter writer(file.get(), "cannot write its file");
  writer.Append(source);
  writer.Flush();
  return writer.status();
}

Status ArticleTree::CreateFile(std::string_view key, Descriptor* file) {
  std::size_t slash = key.rfind('/');
  bool nested = slash != std::string_view::npos;
  std::string_view folder = nested ? key.substr(0, slash) : "";
  if (Status s = EnterFolder(folder); !s.ok()) return s;
  std::string name(nested ? key.substr(slash + 1) : key);
  *file = Descriptor(::openat(folder_.get(), name.c_str(),
                              static_cast<int>(kFileFlags), kFileMode));
  return file->valid() ? Status() : AddError(errno);
}

Status ArticleTree::EnterFolder(std::string_view path) {
  if (folder_.valid() && folder_path_ == path) return {};
  Descriptor here(::openat(root_.get(), ".", kFolderFlags));
  if (!here.valid()) return AddError(errno);
  int error = 0;
  auto enter = [&here, &error](std::string_view segment) {
    std::string name(segment);
    if (::mkdirat(here.get(), name.c_str(), 0777) != 0 && errno != EEXIST) {
      error = errno;
      return false;
    }
    Descriptor below(::openat(here.get(), name.c_str(), kFolderFlags));
    if (!below.valid()) error = errno;
    here = std::move(below);
    return here.valid();
  };
  if (!path.empty() && !ForEachSegment(path, enter)) return AddError(error);
  folder_ = std::move(here);
  folder_path_ = path;
  return {};
}

Status ArticleTree::Commit() {
  if (Status s = CheckFolderTarget(target_); !s.ok()) return s;
  if (::syncfs(root_.get()) != 0) {
    return SystemError(errno, schema::EscapeControls(target_.path.native()));
  }
  if (Status s = MoveIntoPlace(temporary_, target_); !s.ok()) return s;
  temporary_.clear();
  return {};
}

}  // namespace pressmark::cli
