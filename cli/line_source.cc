#include "cli/line_source.h"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/interrupt.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kLineBytes = std::size_t{1} << 20;

}  // namespace

Result<std::optional<std::string>> LineSource::Next() {
  std::size_t looked = begin_;
  for (;;) {
    std::size_t end = bytes_.find('\n', looked);
    if (end == std::string::npos && ended_) end = bytes_.size();
    if (end != std::string::npos) {
      if (end == bytes_.size() && begin_ == end)
        return std::optional<std::string>();
      std::string line = bytes_.substr(begin_, end - begin_);
      begin_ = std::min(end + 1, bytes_.size());
      return std::optional<std::string>(std::move(line));
    }
    bytes_.erase(0, begin_);
    begin_ = 0;
    looked = bytes_.size();
    if (looked > kLineBytes) {
      return LimitExceeded("standard input: a line of more than 1 MiB");
    }
    pollfd ready = {descriptor_, POLLIN, 0};
    ::poll(&ready, 1, -1);
    if (InterruptRequested()) return Interrupted("interrupted");
    char piece[16'384];
    ssize_t count = ::read(descriptor_, piece, sizeof piece);
    if (count == 0) ended_ = true;
    if (count > 0) bytes_.append(piece, static_cast<std::size_t>(count));
    bool again = count >= 0 || errno == EAGAIN || errno == EINTR;
    if (!again) return SystemError(errno, "standard input");
  }
}

}  // namespace pressmark::cli
