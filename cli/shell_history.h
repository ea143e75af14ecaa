#ifndef PRESSMARK_CLI_SHELL_HISTORY_H_
#define PRESSMARK_CLI_SHELL_HISTORY_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

namespace pressmark::cli {

// What was asked in earlier sessions: a file with a line an entry, in which \n
// is a line break and \\ a backslash. Shells that run side by side add to the
// same file.
class ShellHistory {
 public:
  static constexpr std::size_t kEntries = 1'000;

  // $PRESSMARK_HISTORY, else $XDG_STATE_HOME/pressmark/history, else
  // ~/.local/state/pressmark/history; empty where none of them is set.
  static std::filesystem::path DefaultPath();

  explicit ShellHistory(std::filesystem::path path) : path_(std::move(path)) {}

  // The newest entries, the newest last; what is no UTF-8 is passed over. No
  // error where there is no file. A file of twice as many entries is cut.
  Result<std::vector<std::string>> Load();
  // Adds an entry, and makes the file, for its owner alone, where it is absent.
  // After a failure it does nothing.
  Status Append(std::string_view entry);

 private:
  std::filesystem::path path_;
  bool given_up_ = false;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_HISTORY_H_
