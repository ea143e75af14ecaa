#ifndef PRESSMARK_TESTS_SUPPORT_TERMINAL_SCREEN_H_
#define PRESSMARK_TESTS_SUPPORT_TERMINAL_SCREEN_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace pressmark::test {

// A program at a terminal: keys go in, and what stands on the screen comes out.
// The terminal is libvterm's. What is waited for may take 20 seconds; nothing
// is measured.
class TerminalScreen {
 public:
  struct Options {
    int columns = 80;
    int rows = 24;
    std::map<std::string, std::string> environment;  // added to ours
  };

  // Starts the program in a folder. `words` are its path and its arguments.
  TerminalScreen(const std::filesystem::path& folder,
                 const std::vector<std::string>& words, const Options& options);
  TerminalScreen(const TerminalScreen&) = delete;
  TerminalScreen& operator=(const TerminalScreen&) = delete;
  // Ends the program where it still runs.
  ~TerminalScreen();

  // As typed: what the program says meanwhile is taken in.
  void Type(std::string_view keys);
  // In the brackets that a terminal puts around a paste, if they were asked
  // for.
  void Paste(std::string_view text);
  void Resize(int columns, int rows);

  // Waits until the screen, or what has gone off its top, shows the text.
  // False where it never does.
  bool WaitFor(std::string_view text);
  // Waits until the last line that holds anything is this.
  bool WaitForLastLine(std::string_view line);
  // Waits until the program has ended; its exit status, or -1.
  int WaitForEnd();

  // The lines of the screen, without blanks behind them and without the empty
  // ones at the end, each with a line break.
  std::string Screen() const;
  // The same, with all that has gone off the top before it.
  std::string Everything() const;
  // All bytes that the program wrote.
  const std::string& written() const { return written_; }
  pid_t id() const { return id_; }

 private:
  struct Terminal;

  // Takes in what is written, until nothing is for a moment.
  void Settle();
  // Takes in what the program writes within so long; false at its end.
  bool TakeIn(int milliseconds);
  template <typename Condition>
  bool WaitUntil(const Condition& condition);

  std::unique_ptr<Terminal> terminal_;
  std::string written_;
  int descriptor_ = -1;
  pid_t id_ = -1;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_TERMINAL_SCREEN_H_
