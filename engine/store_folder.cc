#include "engine/store_folder.h"

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

// A creation makes, in this order: the folder, LOCK with its text, the
// watermark, db-1 and at last FORMAT. Killed anywhere it leaves a folder that
// Inspect knows as half made, and that the next creation starts over in.

namespace pressmark::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFormatFile = "FORMAT";
constexpr std::string_view kLockFile = "LOCK";
constexpr std::string_view kWatermarkFile = "watermark";
constexpr std::string_view kDatabasePrefix = "db-";
constexpr std::string_view kLockText = "pressmark lock\n";
// More than any FORMAT to come, so that a newer one is told apart from damage.
constexpr std::size_t kFormatBytes = 4096;
constexpr std::size_t kWatermarkBytes = 16;

enum class FolderState { kAbsent, kEmpty, kHalfMade, kStore, kForeign };

bool Exists(const fs::path& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored).type() != fs::file_type::not_found;
}

bool MadeByCreation(std::string_view name) {
  return name == kLockFile || name == kWatermarkFile || name == "db-1" ||
         name == "watermark.new" || name == "FORMAT.new";
}

// Whether what lies in a folder without FORMAT was left by a killed creation:
// LOCK with its text, or LOCK alone and still empty.
bool IsHalfMade(const fs::path& folder, std::size_t entries) {
  Result<File> lock = File::Open(folder / kLockFile, O_RDONLY);
  if (!lock.ok()) return false;
  Result<std::string> text = lock->ReadAll(kLockText.size());
  return text.ok() && (*text == kLockText || (text->empty() && entries == 1));
}

Result<FolderState> Inspect(const fs::path& folder) {
  std::error_code error;
  fs::file_type type = fs::status(folder, error).type();
  if (type == fs::file_type::not_found) return FolderState::kAbsent;
  if (error) return SystemError("look at", folder, error.value());
  if (type != fs::file_type::directory) return FolderState::kForeign;
  if (Exists(folder / kFormatFile)) return FolderState::kStore;
  std::size_t entries = 0;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (!MadeByCreation(entry->path().filename().native())) {
      return FolderState::kForeign;
    }
    ++entries;
  }
  if (error) return SystemError("list", folder, error.value());
  if (entries == 0) return FolderState::kEmpty;
  return IsHalfMade(folder, entries) ? FolderState::kHalfMade
                                     : FolderState::kForeign;
}

Status CheckCreatable(const fs::path& folder) {
  Result<FolderState> state = Inspect(folder);
  if (!state.ok()) return state.status();
  switch (*state) {
    case FolderState::kAbsent:
    case FolderState::kEmpty:
    case FolderState::kHalfMade:
      return {};
    case FolderState::kStore:
      return AlreadyExists("there is a store at " + Quoted(folder) +
                           " already");
    case FolderState::kForeign:
      break;
  }
  return AlreadyExists(Quoted(folder) + " is not an empty folder");
}

Status CheckOpenable(const fs::path& folder) {
  Result<FolderState> state = Inspect(folder);
  if (!state.ok()) return state.status();
  switch (*state) {
    case FolderState::kStore:
      return {};
    case FolderState::kAbsent:
      return NotFound("there is no store at " + Quoted(folder));
    case FolderState::kEmpty:
      return NotFound("there is no store at " + Quoted(folder) +
                      ": the folder is empty");
    case FolderState::kHalfMade:
      return NotFound("there is no store at " + Quoted(folder) +
                      ": its creation was cut short, create it again");
    case FolderState::kForeign:
      break;
  }
  return UnsupportedFormat(Quoted(folder) + " is not a store");
}

Result<File> LockFile(const fs::path& folder, OpenMode mode) {
  bool writing = mode == OpenMode::kWrite;
  Result<File> lock =
      File::Open(folder / kLockFile, writing ? O_RDWR | O_CREAT : O_RDONLY);
  if (!lock.ok() && lock.status().code() == StatusCode::kNotFound) {
    return Corruption("the store at " + Quoted(folder) +
                      " has lost its file LOCK; open it for writing once");
  }
  if (!lock.ok()) return lock;
  if (::flock(lock->descriptor(), (writing ? LOCK_EX : LOCK_SH) | LOCK_NB)) {
    if (errno != EWOULDBLOCK) return SystemError("lock", folder, errno);
    return Busy("the store at " + Quoted(folder) +
                (writing ? " is open already, here or in another process"
                         : " is being written, here or by another process"));
  }
  return lock;
}

Status CheckWritable(const fs::path& folder) {
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0) return {};
  return SystemError("write", folder, errno);
}

Result<StoreFormat> ReadFormat(const fs::path& folder) {
  Result<File> file = File::Open(folder / kFormatFile, O_RDONLY);
  if (!file.ok()) return file.status();
  Result<std::string> bytes = file->ReadAll(kFormatBytes);
  if (!bytes.ok()) return bytes.status();
  Result<StoreFormat> format = DecodeStoreFormat(*bytes);
  if (!format.ok()) return format.status().WithContext(Quoted(folder));
  return format;
}

Status RemoveTree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error ? SystemError("remove", path, error.value()) : Status();
}

Result<fs::path> Absolute(const fs::path& path) {
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  if (path.empty() || error) {
    return InvalidArgument("no folder is named " + Quoted(path));
  }
  // Without a trailing slash, so that the parent is the parent.
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

}  // namespace

StoreFolder::StoreFolder(fs::path path, File lock)
    : path_(std::move(path)), lock_(std::move(lock)), process_(::getpid()) {}

StoreFolder::~StoreFolder() {
  if (lock_.descriptor() >= 0 && !forked()) {
    ::flock(lock_.descriptor(), LOCK_UN);
  }
}

bool StoreFolder::forked() const { return process_ != ::getpid(); }

Result<StoreFolder> StoreFolder::Create(const fs::path& path) {
  Result<fs::path> folder = Absolute(path);
  if (!folder.ok()) return folder.status();
  if (Status s = CheckCreatable(*folder); !s.ok()) return s;
  std::error_code error;
  fs::create_directories(*folder, error);
  if (error) return SystemError("create", *folder, error.value());
  Result<File> lock = LockFile(*folder, OpenMode::kWrite);
  if (!lock.ok()) return lock.status();
  // Another creation may have finished since the first look.
  if (Status s = CheckCreatable(*folder); !s.ok()) return s;
  StoreFolder made(*std::move(folder), *std::move(lock));
  if (Status s = made.Prepare(); !s.ok()) return s;
  return made;
}

Status StoreFolder::Prepare() {
  Result<StoreFormat> format = NewStoreFormat();
  if (!format.ok()) return format.status();
  format_ = *std::move(format);
  if (Status s = lock_.WriteAtStart(kLockText); !s.ok()) return s;
  if (Status s = RemoveDatabase(format_.generation); !s.ok()) return s;
  if (Status s = RenewWatermark(0); !s.ok()) return s;
  return SyncFolder(path_.parent_path());
}

Result<StoreFolder> StoreFolder::Open(const fs::path& path, OpenMode mode) {
  Result<fs::path> folder = Absolute(path);
  if (!folder.ok()) return folder.status();
  if (Status s = CheckOpenable(*folder); !s.ok()) return s;
  bool writing = mode == OpenMode::kWrite;
  // Twice: before LOCK is made in what is no store, and again once none else
  // can write it.
  Result<StoreFormat> format = ReadFormat(*folder);
  if (!format.ok()) return format.status();
  if (Status s = writing ? CheckWritable(*folder) : Status(); !s.ok()) return s;
  Result<File> lock = LockFile(*folder, mode);
  if (!lock.ok()) return lock.status();
  StoreFolder opened(*std::move(folder), *std::move(lock));
  format = ReadFormat(opened.path_);
  if (!format.ok()) return format.status();
  opened.format_ = *std::move(format);
  // A lost watermark is for ReadWatermark to tell.
  Result<File> watermark =
      File::Open(opened.path_ / kWatermarkFile, writing ? O_RDWR : O_RDONLY);
  if (watermark.ok()) opened.watermark_ = *std::move(watermark);
  return opened;
}

Status StoreFolder::RemoveLeftovers() const {
  fs::path present = Database(format_.generation).filename();
  std::error_code error;
  fs::directory_iterator entry(path_, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    fs::path name = entry->path().filename();
    if (!name.native().starts_with(kDatabasePrefix) || name == present) {
      continue;
    }
    if (Status s = RemoveTree(entry->path()); !s.ok()) return s;
  }
  return error ? SystemError("list", path_, error.value()) : Status();
}

fs::path StoreFolder::Database(std::uint64_t generation) const {
  return path_ / (std::string(kDatabasePrefix) + std::to_string(generation));
}

Status StoreFolder::Publish(const StoreFormat& format) {
  // First the database that `format` names.
  if (Status s = SyncFolder(path_); !s.ok()) return s;
  if (Status s = ReplaceFile(path_ / kFormatFile, EncodeStoreFormat(format));
      !s.ok()) {
    return s;
  }
  // The id stays as it is: WriteWatermark may be reading it.
  format_.incarnation = format.incarnation;
  format_.generation = format.generation;
  return {};
}

Status StoreFolder::RemoveDatabase(std::uint64_t generation) const {
  return RemoveTree(Database(generation));
}

Status StoreFolder::CheckDatabase() const {
  fs::path database = Database(format_.generation);
  std::error_code ignored;
  if (fs::symlink_status(database, ignored).type() !=
      fs::file_type::directory) {
    return Corruption("the store at " + Quoted(path_) +
                      " has lost its folder " + Quoted(database.filename()));
  }
  Result<File> current = File::Open(database / "CURRENT", O_RDONLY);
  if (current.ok()) return {};
  return Corruption(std::string(current.status().message()));
}

Result<std::uint64_t> StoreFolder::ReadWatermark() const {
  if (watermark_.descriptor() < 0) {
    return Corruption("the watermark is lost");
  }
  Result<std::string> bytes = watermark_.ReadAll(kWatermarkBytes);
  if (!bytes.ok()) return bytes.status();
  return DecodeWatermark(format_.store_id, *bytes);
}

Status StoreFolder::RenewWatermark(std::uint64_t sequence) {
  fs::path path = path_ / kWatermarkFile;
  if (Status s = ReplaceFile(path, EncodeWatermark(format_.store_id, sequence));
      !s.ok()) {
    return s;
  }
  Result<File> watermark = File::Open(path, O_RDWR);
  if (!watermark.ok()) return watermark.status();
  watermark_ = *std::move(watermark);
  return {};
}

Status StoreFolder::WriteWatermark(std::uint64_t sequence) const {
  return watermark_.WriteAtStart(EncodeWatermark(format_.store_id, sequence));
}

}  // namespace pressmark::engine
