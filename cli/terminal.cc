#include "cli/terminal.h"

#include <charconv>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/byte_writer.h"
#include "cli/terminal_width.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kDefaultWidth = 120;
constexpr std::size_t kDefaultRows = 25;
constexpr std::size_t kWidestNamed = 10'000;
constexpr std::chrono::milliseconds kProgressInterval{100};

std::size_t WidthOf(int descriptor) {
  winsize size = {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

std::size_t NamedWidth() {
  const char* named = std::getenv("COLUMNS");
  if (named == nullptr) return 0;
  std::string_view text = named;
  std::size_t width = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), width);
  bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && width <= kWidestNamed ? width : 0;
}

}  // namespace

bool IsTerminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool IsDumbTerminal() {
  const char* named = std::getenv("TERM");
  std::string_view terminal = named == nullptr ? "" : named;
  return terminal.empty() || terminal == "dumb";
}

bool ShowsColour(int descriptor) {
  const char* unwanted = std::getenv("NO_COLOR");
  return IsTerminal(descriptor) && !IsDumbTerminal() &&
         (unwanted == nullptr || *unwanted == '\0');
}

bool ShowsUtf8() {
  // The first that is set and not empty counts (POSIX, 8.2).
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string locale;
    for (const char* c = value; *c != '\0'; ++c) {
      bool upper = *c >= 'A' && *c <= 'Z';
      if (*c != '-') locale += static_cast<char>(upper ? *c - 'A' + 'a' : *c);
    }
    return locale.find("utf8") != locale.npos;
  }
  return false;
}

std::size_t OutputWidth() {
  if (std::size_t width = WidthOf(STDOUT_FILENO); width > 0) return width;
  if (std::size_t width = NamedWidth(); width > 0) return width;
  return kDefaultWidth;
}

std::size_t OutputRows() {
  winsize size = {};
  bool told = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
  return told && size.ws_row > 0 ? size.ws_row : kDefaultRows;
}

Console::Console(bool quiet)
    : quiet_(quiet),
      shows_progress_(!quiet && IsTerminal(STDERR_FILENO)),
      colour_(ShowsColour(STDERR_FILENO)) {}

Console::~Console() { ClearProgress(); }

void Console::Say(std::string_view text) {
  ClearProgress();
  std::string line(text);
  if (line.empty() || line.back() != '\n') line += '\n';
  Write(line);
}

void Console::Note(std::string_view text) {
  if (!quiet_) Say(text);
}

bool Console::progress_due() const {
  return shows_progress_ &&
         std::chrono::steady_clock::now() - shown_at_ >= kProgressInterval;
}

void Console::ShowProgress(std::string_view text) {
  if (!shows_progress_) return;
  std::size_t width = WidthOf(STDERR_FILENO);
  if (width == 0) width = kDefaultWidth;
  // ESC [ K (ECMA-48, EL): erase what a longer line left behind.
  Write("\r" + FitWidth(text, width - 1) + "\x1b[K");
  line_shown_ = true;
  shown_at_ = std::chrono::steady_clock::now();
}

void Console::ClearProgress() {
  if (!line_shown_) return;
  Write("\r\x1b[K");
  line_shown_ = false;
}

void Console::Write(std::string_view bytes) {
  ByteWriter writer(STDERR_FILENO, "standard error");
  writer.Append(bytes);
  // Where standard error is gone there is nobody left to tell.
  writer.Flush();
}

}  // namespace pressmark::cli
