#ifndef PRESSMARK_CLI_FILES_H_
#define PRESSMARK_CLI_FILES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <pressmark/result.h>

// Reading files whose names and kinds others chose: nothing here blocks on a
// FIFO, follows a link it was not told to follow, or reads without bound.
namespace pressmark::cli {

// A failed system call in words, "context: reason": kNotFound (ENOENT,
// ENOTDIR), kAlreadyExists, kNoSpace (also quotas), kReadOnly, else kIoError.
Status SystemError(int error, std::string_view context);

// An open file descriptor, closed with it. Moved, not copied.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept
      : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int get() const { return number_; }
  bool valid() const { return number_ >= 0; }
  // Gives the descriptor up to whoever closes it from now on.
  int Release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

// Which file it is, under whatever name.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FileIdentity&) const = default;
};

// Of what the path leads to, links followed; nothing where nothing is there.
std::optional<FileIdentity> IdentityOf(const std::string& path);

// Tells what lies at the path from all that ever lay there, over restarts of
// the machine too: its number, which the next file may get, and when it was
// made. Without blanks; empty where nothing is there. Links are not followed.
std::string MarkOf(const std::string& path);

enum class Links : std::uint8_t { kFollow, kRefuse };

// A regular file, open for reading.
struct OpenFile {
  Descriptor descriptor;
  std::size_t size = 0;  // when it was opened
};

// Opens a regular file of at most `limit` bytes. kNotFound; kInvalidArgument
// for anything but a regular file, and for a symbolic link where they are
// refused; kLimitExceeded; kIoError. Messages do not name the path.
Result<OpenFile> OpenRegularFile(const std::string& path, Links links,
                                 std::size_t limit);

// Everything to the end of what the descriptor reads; kLimitExceeded beyond
// `limit` bytes, kInterrupted where the user ended it. `expected` is a hint.
Result<std::string> ReadToEnd(int descriptor, std::size_t expected,
                              std::size_t limit);

// A whole file that the user named, links followed. Fails as OpenRegularFile
// and ReadToEnd; messages name the path.
Result<std::string> ReadRegularFile(const std::string& path, std::size_t limit);
// The same, or standard input where `path` is "-".
Result<std::string> ReadInput(const std::string& path, std::size_t limit);

// Opens what is missing of the descriptors 0, 1 and 2, so that no file opened
// later is taken for one of them: input is empty then, output fails.
void HoldStandardDescriptors();

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_FILES_H_
