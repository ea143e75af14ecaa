#ifndef PRESSMARK_CLI_LINE_EDITOR_H_
#define PRESSMARK_CLI_LINE_EDITOR_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::cli {

// What may stand in the place of a piece of a text, [begin, cursor).
struct LineCompletion {
  std::string text;
  std::string note = {};  // shown beside it, such as how often it occurs
  bool whole = false;     // a blank may follow
};
struct LineCompletions {
  std::size_t begin = 0;
  std::vector<LineCompletion> candidates;
  bool cut = false;  // there are more than these
};

// Reads what a person types at the terminal that standard input and output
// are: libedit's editing, and its history. One at a time in a process; sets the
// process's LC_CTYPE to a locale of UTF-8. Not for two threads at once.
class LineEditor {
 public:
  struct Hooks {
    // For Tab. `cursor` is a byte offset.
    std::function<LineCompletions(std::string_view text, std::size_t cursor)>
        complete;
    // Called every second in which nothing is typed.
    std::function<void()> idle;
    // Called before the process is stopped for a while.
    std::function<void()> stop;
  };
  struct Prompts {
    std::string_view first;
    std::string_view next;  // in front of what goes on with text
  };
  enum class Outcome : std::uint8_t {
    kText,
    kDropped,  // Ctrl-C
    kEnd,      // Ctrl-D, or the terminal is gone, or the process is to end
  };

  explicit LineEditor(Hooks hooks);
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;
  ~LineEditor();

  // Reads a line that goes on with `text`, or begins it where that is empty,
  // and appends it. A line that was recalled or pasted may be of several
  // lines; and the way up from the line leads into `text` itself, so that all
  // of it may come out changed. Another outcome than kText leaves it alone.
  Outcome Read(const Prompts& prompts, std::string* text);
  // Whether more has been typed or pasted already.
  bool input_waiting();
  // What has been typed by now was typed while the last text was seen to.
  void TakeTypedAhead();
  // Makes a text of one or more lines the newest of the history.
  void Remember(const std::string& text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_LINE_EDITOR_H_
