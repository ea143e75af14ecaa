#include "cli/shell_history.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/byte_writer.h"
#include "cli/files.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFileBytes = std::size_t{16} << 20;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string Packed(std::string_view entry) {
  std::string line;
  for (char c : entry) {
    if (c == '\n') {
      line += "\\n";
    } else {
      if (c == '\\') line += c;
      line += c;
    }
  }
  return line + '\n';
}

std::string Unpacked(std::string_view line) {
  std::string entry;
  for (std::size_t i = 0; i < line.size(); ++i) {
    bool escapes = line[i] == '\\' && i + 1 < line.size();
    char c = escapes ? line[++i] : line[i];
    entry += escapes && c == 'n' ? '\n' : c;
  }
  return entry;
}

std::vector<std::string> Entries(std::string_view text) {
  std::vector<std::string> entries;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string entry = Unpacked(text.substr(0, end));
    bool usable = !entry.empty() && !schema::FindInvalidUtf8(entry) &&
                  entry.find('\0') == std::string::npos;
    if (usable) entries.push_back(std::move(entry));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return entries;
}

// The file, locked, under its present name: another shell may have put a
// shorter one there between the opening and the lock.
Result<Descriptor> OpenLocked(const fs::path& path) {
  for (;;) {
    Descriptor file(::open(path.c_str(),
                           O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK,
                           0600));
    if (!file.valid()) return SystemError(errno, path.native());
    if (::flock(file.get(), LOCK_EX) != 0) {
      return SystemError(errno, path.native());
    }
    struct stat opened = {};
    struct stat named = {};
    if (::fstat(file.get(), &opened) != 0 || !S_ISREG(opened.st_mode)) {
      return InvalidArgument(path.native() + ": not a regular file");
    }
    bool same = ::stat(path.c_str(), &named) == 0 &&
                named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
    if (same) return file;
  }
}

// Leaves the newest entries alone in the file. Where that fails the file stays
// as it was, and is tried again another time.
void Cut(const fs::path& path) {
  Result<Descriptor> old = OpenLocked(path);
  if (!old.ok()) return;
  Result<std::string> text = ReadToEnd(old->get(), 0, kFileBytes);
  if (!text.ok()) return;
  std::vector<std::string> entries = Entries(*text);
  if (entries.size() <= ShellHistory::kEntries) return;
  fs::path temporary = path.native() + '.' + std::to_string(::getpid());
  Descriptor file(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.valid()) return;
  ByteWriter writer(file.get(), temporary.native());
  for (std::size_t i = entries.size() - ShellHistory::kEntries;
       i < entries.size(); ++i) {
    writer.Append(Packed(entries[i]));
  }
  writer.Flush();
  bool moved = writer.ok() && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!moved) ::unlink(temporary.c_str());
}

}  // namespace

fs::path ShellHistory::DefaultPath() {
  if (std::string named = Variable("PRESSMARK_HISTORY"); !named.empty()) {
    return named;
  }
  fs::path state = Variable("XDG_STATE_HOME");
  if (!state.is_absolute()) {
    std::string home = Variable("HOME");
    if (home.empty()) return {};
    state = fs::path(home) / ".local" / "state";
  }
  return state / "pressmark" / "history";
}

Result<std::vector<std::string>> ShellHistory::Load() {
  if (path_.empty()) return std::vector<std::string>();
  Result<std::string> text = ReadRegularFile(path_.native(), kFileBytes);
  if (text.status().code() == StatusCode::kNotFound) {
    return std::vector<std::string>();
  }
  if (!text.ok()) {
    given_up_ = true;
    return text.status();
  }
  std::vector<std::string> entries = Entries(*text);
  if (entries.size() >= 2 * kEntries) Cut(path_);
  if (entries.size() > kEntries) {
    entries.erase(entries.begin(),
                  entries.end() - static_cast<std::ptrdiff_t>(kEntries));
  }
  return entries;
}

Status ShellHistory::Append(std::string_view entry) {
  if (path_.empty() || given_up_) return {};
  std::error_code ignored;  // the opening tells
  fs::create_directories(path_.parent_path(), ignored);
  Result<Descriptor> file = OpenLocked(path_);
  Status status = file.status();
  if (file.ok()) {
    ByteWriter writer(file->get(), path_.native());
    // Another program may have left the last line open.
    off_t end = ::lseek(file->get(), 0, SEEK_END);
    char last = '\n';
    bool read = end > 0 && ::pread(file->get(), &last, 1, end - 1) == 1;
    if (read && last != '\n') writer.Append("\n");
    writer.Append(Packed(entry));
    writer.Flush();
    status = writer.status();
  }
  given_up_ = !status.ok();
  return status;
}

}  // namespace pressmark::cli
