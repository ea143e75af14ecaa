#ifndef PRESSMARK_CLI_STORE_WATCH_H_
#define PRESSMARK_CLI_STORE_WATCH_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "cli/files.h"

namespace pressmark::cli {

// Tells when a store may have changed, to one who does not hold it: a writer
// touches files of the store's folder when what it wrote is durable, and when
// it lets go of the store. Sees what happens from its making on. Where the
// system gives no watch, looks at those files as often as it is asked. Not for
// two threads at once.
class StoreWatch {
 public:
  enum class Seen : std::uint8_t { kNothing, kChange, kReaderGone };

  // `out` is the descriptor whose reader is watched as well.
  StoreWatch(std::filesystem::path store_folder, int out);

  // Waits for a change, no longer than `most`, or until a signal comes.
  Seen Wait(std::chrono::milliseconds most);

 private:
  // What the system says of the files that a writer touches.
  std::string Look() const;

  std::filesystem::path folder_;
  int out_;
  Descriptor events_;
  std::string looked_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_STORE_WATCH_H_
