#ifndef PRESSMARK_ENGINE_FILE_H_
#define PRESSMARK_ENGINE_FILE_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include <pressmark/result.h>
#include <pressmark/status.h>

namespace pressmark::engine {

// A path as messages show it: in double quotes, control characters escaped.
std::string Quoted(const std::filesystem::path& path);

// What the operating system refused, in words: kNotFound, kNoSpace, kReadOnly
// where writing is not allowed, else kIoError. `error` is an errno.
Status SystemError(std::string_view action, const std::filesystem::path& path,
                   int error);

// An open regular file. Move-only; closes itself. Not for two threads at once.
class File {
 public:
  File() = default;
  // Opens with the flags of open(2). Never waits and never follows a link:
  // what is no regular file, a FIFO say, is kCorruption.
  static Result<File> Open(const std::filesystem::path& path, int flags);
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  int descriptor() const { return descriptor_; }
  // The file's bytes, of which there may be at most `limit`: kCorruption
  // beyond.
  Result<std::string> ReadAll(std::size_t limit) const;
  // Writes at the file's start.
  Status WriteAtStart(std::string_view bytes) const;
  Status Sync() const;

 private:
  File(int descriptor, std::filesystem::path path);

  int descriptor_ = -1;
  std::filesystem::path path_;
};

// Makes the names in a folder durable.
Status SyncFolder(const std::filesystem::path& folder);

// Puts `bytes` under `path` so that after a kill or a power cut the file holds
// either what it held or all of them. Uses `path` with ".new" behind it.
Status ReplaceFile(const std::filesystem::path& path, std::string_view bytes);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_FILE_H_
