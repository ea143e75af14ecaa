#include "cli/byte_writer.h"

#include <cerrno>
#include <cstddef>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/interrupt.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

}  // namespace

ByteWriter::ByteWriter(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

void ByteWriter::Append(std::string_view bytes) {
  if (!ok()) return;
  if (buffer_.size() + bytes.size() > kBufferBytes) Flush();
  if (bytes.size() > kBufferBytes) return WriteOut(bytes);
  buffer_.append(bytes);
}

void ByteWriter::Flush() {
  WriteOut(buffer_);
  buffer_.clear();
}

void ByteWriter::WriteOut(std::string_view bytes) {
  while (ok() && !bytes.empty()) {
    ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (int error = errno; !MayRetry(error)) {
      reader_gone_ = error == EPIPE;
      status_ = InterruptRequested() ? Interrupted("interrupted")
                                     : SystemError(error, name_);
    }
  }
}

bool ByteWriter::MayRetry(int error) {
  if (error == EINTR) return !InterruptRequested();
  if (error != EAGAIN) return false;
  // Somebody made the pipe or terminal non-blocking.
  pollfd ready = {descriptor_, POLLOUT, 0};
  ::poll(&ready, 1, -1);
  return !InterruptRequested();
}

}  // namespace pressmark::cli
