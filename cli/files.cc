#include "cli/files.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;

std::string_view KindOf(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "of a kind that cannot be read";
}

Status BeyondLimit(std::size_t limit) {
  return LimitExceeded("it has more than the limit of " +
                       std::to_string(limit) + " bytes");
}

Status NotRegular(std::string_view kind) {
  return InvalidArgument("it is " + std::string(kind) + " and no regular file");
}

Status OpenError(int error) {
  if (error == ELOOP) return NotRegular("a symbolic link");
  if (error == ENXIO) return NotRegular("a socket or a device");
  return SystemError(error, "cannot open");
}

}  // namespace

Status SystemError(int error, std::string_view context) {
  std::string message(context);
  message += ": " + std::generic_category().message(error);
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return NotFound(std::move(message));
    case EEXIST:
    case ENOTEMPTY:
      return AlreadyExists(std::move(message));
    case ENOSPC:
    case EDQUOT:
      return NoSpace(std::move(message));
    case EROFS:
      return ReadOnly(std::move(message));
    default:
      return IoError(std::move(message));
  }
}

Descriptor::~Descriptor() {
  if (valid()) ::close(number_);
}

std::optional<FileIdentity> IdentityOf(const std::string& path) {
  struct stat information = {};
  if (::stat(path.c_str(), &information) != 0) return std::nullopt;
  return FileIdentity{information.st_dev, information.st_ino};
}

std::string MarkOf(const std::string& path) {
  struct statx information = {};
  if (::statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW,
              STATX_INO | STATX_BTIME, &information) != 0) {
    return {};
  }
  std::string mark = std::to_string(information.stx_ino);
  // Not every file system knows.
  if ((information.stx_mask & STATX_BTIME) == 0) return mark;
  return mark + '-' + std::to_string(information.stx_btime.tv_sec) + '.' +
         std::to_string(information.stx_btime.tv_nsec);
}

Result<OpenFile> OpenRegularFile(const std::string& path, Links links,
                                 std::size_t limit) {
  // O_NONBLOCK: a FIFO without a writer must not hold us.
  int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  if (links == Links::kRefuse) flags |= O_NOFOLLOW;
  Descriptor descriptor(::open(path.c_str(), flags));
  if (!descriptor.valid()) return OpenError(errno);
  struct stat information = {};
  if (::fstat(descriptor.get(), &information) != 0) {
    return SystemError(errno, "cannot look at it");
  }
  if (!S_ISREG(information.st_mode)) {
    return NotRegular(KindOf(information.st_mode));
  }
  auto size = static_cast<std::size_t>(information.st_size);
  if (size > limit) return BeyondLimit(limit);
  return OpenFile{std::move(descriptor), size};
}

Result<std::string> ReadToEnd(int descriptor, std::size_t expected,
                              std::size_t limit) {
  std::string bytes;
  std::size_t used = 0;
  bytes.resize(std::min(expected, limit) + 1);
  while (true) {
    if (InterruptRequested()) return Interrupted("interrupted");
    ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError(errno, "cannot read");
    used += static_cast<std::size_t>(got);
    if (used > limit) return BeyondLimit(limit);
    if (got == 0) break;
    if (used == bytes.size()) {
      bytes.resize(std::min(used * 2 + kReadBytes, limit + 1));
    }
  }
  bytes.resize(used);
  return bytes;
}

Result<std::string> ReadRegularFile(const std::string& path,
                                    std::size_t limit) {
  std::string name = schema::EscapeControls(path);
  Result<OpenFile> file = OpenRegularFile(path, Links::kFollow, limit);
  if (!file.ok()) return file.status().WithContext(name);
  Result<std::string> bytes =
      ReadToEnd(file->descriptor.get(), file->size, limit);
  if (!bytes.ok()) return bytes.status().WithContext(name);
  return bytes;
}

Result<std::string> ReadInput(const std::string& path, std::size_t limit) {
  if (path != "-") return ReadRegularFile(path, limit);
  Result<std::string> bytes = ReadToEnd(STDIN_FILENO, kReadBytes, limit);
  if (!bytes.ok()) return bytes.status().WithContext("standard input");
  return bytes;
}

void HoldStandardDescriptors() {
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
    if (::fcntl(number, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number, which is this one; read-only, so that output
    // to it fails rather than vanishes.
    if (::open("/dev/null", O_RDONLY) < 0) return;
  }
}

}  // namespace pressmark::cli
