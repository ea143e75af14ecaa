#include "cli/article_mirror.h"

#include <cerrno>
#include <cstdio>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/article_tree.h"
#include "cli/byte_writer.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

enum class Missing : bool { kLeave, kMake };

// The folders on the way to a key's file, the first of them below the root.
struct Way {
  std::vector<std::string> names;
  std::vector<Descriptor> folders;
  std::string file;
  int error = 0;  // of the first folder that there is no getting into
};

Way FollowKey(int root, std::string_view key, Missing missing) {
  Way way;
  int above = root;
  for (std::size_t slash; (slash = key.find('/')) != std::string_view::npos;
       key.remove_prefix(slash + 1)) {
    std::string name(key.substr(0, slash));
    if (missing == Missing::kMake &&
        ::mkdirat(above, name.c_str(), 0777) != 0 && errno != EEXIST) {
      way.error = errno;
      return way;
    }
    Descriptor folder(::openat(above, name.c_str(), kFolderFlags));
    if (!folder.valid()) {
      way.error = errno;
      return way;
    }
    above = folder.get();
    way.names.push_back(std::move(name));
    way.folders.push_back(std::move(folder));
  }
  way.file = key;
  return way;
}

int FolderOf(const Way& way, int root, std::size_t depth) {
  return depth == 0 ? root : way.folders[depth - 1].get();
}

Status PutError(int error) {
  switch (error) {
    case EEXIST:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
      return InvalidArgument("another file or folder has that name");
    case ENAMETOOLONG:
    case EILSEQ:
    case EINVAL:
      return InvalidArgument("the file system takes no such name");
    default:
      return SystemError(error, "cannot write its file");
  }
}

}  // namespace

Result<ArticleMirror> ArticleMirror::Open(const std::filesystem::path& folder) {
  Descriptor root(::open(folder.c_str(), kFolderFlags));
  std::string shown = schema::EscapeControls(folder.native());
  if (!root.valid()) return SystemError(errno, shown);
  if (::flock(root.get(), LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK
               ? Status(StatusCode::kBusy, shown + " is being written")
               : SystemError(errno, shown);
  }
  if (::unlinkat(root.get(), kPartialName, 0) != 0 && errno != ENOENT) {
    return SystemError(errno, shown);
  }
  return ArticleMirror(std::move(root));
}

Status ArticleMirror::Put(std::string_view key, std::string_view source) {
  if (Status s = CheckArticlePath(key); !s.ok()) return s;
  Way way = FollowKey(root_.get(), key, Missing::kMake);
  if (way.error != 0) return PutError(way.error);
  Descriptor file(::openat(root_.get(), kPartialName,
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                           0666));
  if (!file.valid()) return SystemError(errno, "cannot write its file");
  ByteWriter writer(file.get(), "cannot write its file");
  writer.Append(source);
  writer.Flush();
  Status put = writer.status();
  int folder = FolderOf(way, root_.get(), way.folders.size());
  if (put.ok() &&
      ::renameat(root_.get(), kPartialName, folder, way.file.c_str()) != 0) {
    put = PutError(errno);
  }
  if (!put.ok()) ::unlinkat(root_.get(), kPartialName, 0);
  return put;
}

Status ArticleMirror::Remove(std::string_view key) {
  // It never had a file.
  if (!CheckArticlePath(key).ok()) return {};
  Way way = FollowKey(root_.get(), key, Missing::kLeave);
  std::size_t depth = way.folders.size();
  int error = way.error;
  if (error == 0 &&
      ::unlinkat(FolderOf(way, root_.get(), depth), way.file.c_str(), 0) != 0) {
    error = errno;
  }
  // What is no file of an article is none to remove.
  bool gone = error == 0 || error == ENOENT ||
              PutError(error).code() == StatusCode::kInvalidArgument;
  if (!gone) return SystemError(error, "cannot remove a file");
  // Until one that holds something still.
  for (; depth > 0; --depth) {
    int above = FolderOf(way, root_.get(), depth - 1);
    if (::unlinkat(above, way.names[depth - 1].c_str(), AT_REMOVEDIR) != 0) {
      break;
    }
  }
  return {};
}

Status ArticleMirror::Sync() {
  if (::syncfs(root_.get()) == 0) return {};
  return SystemError(errno, "cannot write the articles to the disk");
}

}  // namespace pressmark::cli
