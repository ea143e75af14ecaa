#ifndef PRESSMARK_CLI_LINE_SOURCE_H_
#define PRESSMARK_CLI_LINE_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>

#include <pressmark/result.h>

namespace pressmark::cli {

// The lines of a file or pipe, as they come.
class LineSource {
 public:
  explicit LineSource(int descriptor) : descriptor_(descriptor) {}

  // The next line, without its end; nothing behind the last. kLimitExceeded
  // beyond 1 MiB, kInterrupted where the user ended it, kIoError.
  Result<std::optional<std::string>> Next();

 private:
  int descriptor_;
  std::string bytes_;      // read, and not yet handed out
  std::size_t begin_ = 0;  // of the next line
  bool ended_ = false;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_LINE_SOURCE_H_
