#include "tests/support/terminal_screen.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

extern char** environ;

namespace pressmark::test {

namespace {

constexpr std::chrono::seconds kPatience{20};

void AppendUtf8(std::uint32_t character, std::string* text) {
  auto byte = [text](std::uint32_t bits) { *text += static_cast<char>(bits); };
  if (character < 0x80) return byte(character);
  if (character < 0x800) {
    byte(0xC0 | (character >> 6));
  } else if (character < 0x10000) {
    byte(0xE0 | (character >> 12));
    byte(0x80 | ((character >> 6) & 0x3F));
  } else {
    byte(0xF0 | (character >> 18));
    byte(0x80 | ((character >> 12) & 0x3F));
    byte(0x80 | ((character >> 6) & 0x3F));
  }
  byte(0x80 | (character & 0x3F));
}

// A cell's characters; the right half of a wide one has none of its own.
void AppendCell(const VTermScreenCell& cell, std::string* line) {
  if (cell.chars[0] == 0) *line += ' ';
  if (cell.chars[0] == static_cast<std::uint32_t>(-1)) return;
  for (std::uint32_t character : cell.chars) {
    if (character == 0) break;
    AppendUtf8(character, line);
  }
}

void EndLine(std::string* line) {
  line->erase(line->find_last_not_of(' ') + 1);
  *line += '\n';
}

winsize SizeOf(int columns, int rows) {
  winsize size = {};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = static_cast<unsigned short>(rows);
  return size;
}

[[noreturn]] void Become(const std::filesystem::path& folder,
                         std::vector<std::string> words,
                         const std::map<std::string, std::string>& added) {
  if (::chdir(folder.c_str()) != 0) ::_exit(127);
  for (const auto& [name, value] : added) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  ::_exit(127);
}

}  // namespace

struct TerminalScreen::Terminal {
  Terminal(int columns, int rows) : machine(vterm_new(rows, columns)) {
    vterm_set_utf8(machine, 1);
    screen = vterm_obtain_screen(machine);
    callbacks.sb_pushline = &OnLineGone;
    vterm_screen_set_callbacks(screen, &callbacks, this);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_reset(screen, 1);
  }
  ~Terminal() { vterm_free(machine); }

  static int OnLineGone(int columns, const VTermScreenCell* cells,
                        void* terminal) {
    std::string line;
    for (int i = 0; i < columns; ++i) AppendCell(cells[i], &line);
    EndLine(&line);
    static_cast<Terminal*>(terminal)->gone += line;
    return 1;
  }

  VTerm* machine;
  VTermScreen* screen;
  VTermScreenCallbacks callbacks = {};
  std::string gone;  // off the top
};

TerminalScreen::TerminalScreen(const std::filesystem::path& folder,
                               const std::vector<std::string>& words,
                               const Options& options)
    : terminal_(std::make_unique<Terminal>(options.columns, options.rows)) {
  winsize size = SizeOf(options.columns, options.rows);
  id_ = ::forkpty(&descriptor_, nullptr, nullptr, &size);
  if (id_ == 0) Become(folder, words, options.environment);
  ::fcntl(descriptor_, F_SETFL, O_NONBLOCK);
}

TerminalScreen::~TerminalScreen() {
  if (id_ > 0) {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  ::close(descriptor_);
}

void TerminalScreen::Type(std::string_view keys) {
  while (!keys.empty()) {
    ssize_t count = ::write(descriptor_, keys.data(), keys.size());
    if (count > 0) keys.remove_prefix(static_cast<std::size_t>(count));
    bool taken = count > 0 || errno == EAGAIN;
    if (!taken || !TakeIn(count > 0 ? 0 : 10)) return;
  }
}

void TerminalScreen::Paste(std::string_view text) {
  bool brackets = written_.rfind("\x1b[?2004h") != std::string::npos;
  Type(brackets ? "\x1b[200~" + std::string(text) + "\x1b[201~"
                : std::string(text));
}

void TerminalScreen::Resize(int columns, int rows) {
  Settle();
  vterm_set_size(terminal_->machine, rows, columns);
  winsize size = SizeOf(columns, rows);
  ::ioctl(descriptor_, TIOCSWINSZ, &size);  // sends SIGWINCH
}

void TerminalScreen::Settle() {
  for (std::size_t size = written_.size() + 1; size != written_.size();) {
    size = written_.size();
    if (!TakeIn(50)) return;
  }
}

bool TerminalScreen::TakeIn(int milliseconds) {
  pollfd ready = {descriptor_, POLLIN, 0};
  if (::poll(&ready, 1, milliseconds) <= 0) return true;
  char bytes[4096];
  ssize_t count = ::read(descriptor_, bytes, sizeof bytes);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (count <= 0) return false;
  std::size_t size = static_cast<std::size_t>(count);
  written_.append(bytes, size);
  vterm_input_write(terminal_->machine, bytes, size);
  // What a terminal answers to a question about itself.
  char answer[256];
  std::size_t length =
      vterm_output_read(terminal_->machine, answer, sizeof answer);
  return ::write(descriptor_, answer, length) >= 0;
}

template <typename Condition>
bool TerminalScreen::WaitUntil(const Condition& condition) {
  auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    // The terminal ends a moment before the program does.
    if (!TakeIn(50)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (std::chrono::steady_clock::now() > deadline) return false;
  }
  return true;
}

bool TerminalScreen::WaitFor(std::string_view text) {
  return WaitUntil(
      [&] { return Everything().find(text) != std::string::npos; });
}

bool TerminalScreen::WaitForLastLine(std::string_view line) {
  return WaitUntil([&] {
    std::string screen = Screen();
    std::string last = '\n' + std::string(line) + '\n';
    return ('\n' + screen).ends_with(last);
  });
}

int TerminalScreen::WaitForEnd() {
  int status = 0;
  pid_t ended = 0;
  bool over = WaitUntil([&] {
    ended = ended == id_ ? id_ : ::waitpid(id_, &status, WNOHANG);
    return ended == id_;
  });
  Settle();
  if (!over) return -1;
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string TerminalScreen::Screen() const {
  int rows = 0;
  int columns = 0;
  vterm_get_size(terminal_->machine, &rows, &columns);
  std::string text;
  std::size_t end = 0;  // behind the last line that holds anything
  for (int row = 0; row < rows; ++row) {
    std::string line;
    for (int column = 0; column < columns;) {
      VTermScreenCell cell;
      vterm_screen_get_cell(terminal_->screen, {row, column}, &cell);
      AppendCell(cell, &line);
      column += cell.width > 0 ? cell.width : 1;
    }
    EndLine(&line);
    text += line;
    if (line != "\n") end = text.size();
  }
  text.resize(end);
  return text;
}

std::string TerminalScreen::Everything() const {
  return terminal_->gone + Screen();
}

}  // namespace pressmark::test
