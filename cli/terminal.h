#ifndef PRESSMARK_CLI_TERMINAL_H_
#define PRESSMARK_CLI_TERMINAL_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark::cli {

bool IsTerminal(int descriptor);

// Whether $TERM names no terminal, or one that only writes on.
bool IsDumbTerminal();

// Whether a descriptor is a terminal that shows colours, and the person wants
// them: it is not dumb, and $NO_COLOR unset or empty.
bool ShowsColour(int descriptor);

// Whether the locale that the environment names is one of UTF-8.
bool ShowsUtf8();

// Columns of the terminal that standard output is; elsewhere, and where the
// terminal does not say, those that $COLUMNS names, else 120.
std::size_t OutputWidth();
// Rows of that terminal, else 25.
std::size_t OutputRows();

// Standard error: what is said to a person. Text is written as it stands, so
// whatever came from outside must have gone through schema::EscapeControls.
// Not for two threads at once.
class Console {
 public:
  // A quiet one says what went wrong and nothing else.
  explicit Console(bool quiet = false);
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console();

  // Says what went wrong: writes the text, which may be of several lines, and
  // ends the line.
  void Say(std::string_view text);
  // As Say, of what is good to know and no failure: summaries, warnings, notes.
  // Nothing where the console is quiet.
  void Note(std::string_view text);
  bool shows_colour() const { return colour_; }
  bool shows_progress() const { return shows_progress_; }
  // Whether the last progress is old enough to be worth a new one.
  bool progress_due() const;
  // Shows `text`, cut to the terminal's width, in a line that the next call
  // replaces. Nothing where standard error is no terminal, or quiet.
  void ShowProgress(std::string_view text);
  void ClearProgress();

 private:
  void Write(std::string_view bytes);

  bool quiet_;
  bool shows_progress_;  // at a terminal, unless quiet
  bool colour_;
  bool line_shown_ = false;
  std::chrono::steady_clock::time_point shown_at_{};
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_TERMINAL_H_
