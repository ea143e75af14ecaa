#include "engine/file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

constexpr mode_t kFileMode = 0666;

Status NotRegular(const std::filesystem::path& path) {
  return Corruption(Quoted(path) + " is not a regular file");
}

// Whether open(2) failed because of what kind of file it met.
bool IsKindError(int error) {
  return error == ELOOP || error == ENXIO || error == EISDIR;
}

}  // namespace

std::string Quoted(const std::filesystem::path& path) {
  return '"' + schema::EscapeControls(path.native()) + '"';
}

Status SystemError(std::string_view action, const std::filesystem::path& path,
                   int error) {
  std::string message = "cannot " + std::string(action) + ' ' + Quoted(path) +
                        ": " + std::generic_category().message(error);
  switch (error) {
    case ENOENT:
      return NotFound(std::move(message));
    case ENOSPC:
    case EDQUOT:
      return NoSpace(std::move(message));
    case EROFS:
    case EACCES:
    case EPERM:
      return ReadOnly(std::move(message));
    default:
      return IoError(std::move(message));
  }
}

File::File(int descriptor, std::filesystem::path path)
    : descriptor_(descriptor), path_(std::move(path)) {}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<File> File::Open(const std::filesystem::path& path, int flags) {
  int descriptor = ::open(
      path.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, kFileMode);
  if (descriptor < 0) {
    if (IsKindError(errno)) return NotRegular(path);
    Status refused = SystemError("open", path, errno);
    bool reading = (flags & O_ACCMODE) == O_RDONLY;
    // What may not even be read is not a matter of writing.
    return reading && refused.code() == StatusCode::kReadOnly
               ? IoError(std::string(refused.message()))
               : refused;
  }
  File file(descriptor, path);
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0) {
    return SystemError("look at", path, errno);
  }
  if (!S_ISREG(status.st_mode)) return NotRegular(path);
  return file;
}

Result<std::string> File::ReadAll(std::size_t limit) const {
  std::string bytes(limit + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    ssize_t got = ::pread(descriptor_, bytes.data() + size, bytes.size() - size,
                          static_cast<off_t>(size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("read", path_, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > limit) return Corruption(Quoted(path_) + " is too long");
  bytes.resize(size);
  return bytes;
}

Status File::WriteAtStart(std::string_view bytes) const {
  std::size_t size = 0;
  while (size < bytes.size()) {
    ssize_t put = ::pwrite(descriptor_, bytes.data() + size,
                           bytes.size() - size, static_cast<off_t>(size));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return SystemError("write", path_, errno);
    size += static_cast<std::size_t>(put);
  }
  return {};
}

Status File::Sync() const {
  if (::fsync(descriptor_) != 0) return SystemError("sync", path_, errno);
  return {};
}

Status SyncFolder(const std::filesystem::path& folder) {
  int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return SystemError("open", folder, errno);
  int failed = ::fsync(descriptor);
  int error = errno;
  ::close(descriptor);
  return failed == 0 ? Status() : SystemError("sync", folder, error);
}

Status ReplaceFile(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path next = path;
  next += ".new";
  {
    Result<File> file = File::Open(next, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.ok()) return file.status();
    if (Status s = file->WriteAtStart(bytes); !s.ok()) return s;
    if (Status s = file->Sync(); !s.ok()) return s;
  }
  if (::rename(next.c_str(), path.c_str()) != 0) {
    return SystemError("replace", path, errno);
  }
  return SyncFolder(path.parent_path());
}

}  // namespace pressmark::engine
