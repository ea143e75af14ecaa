// Holds the README to its word: what its blocks of ```console show is what the
// program prints on a terminal of 80 columns.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"
#include "tests/support/terminal_screen.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

struct Shown {
  int line = 0;
  std::string command;
  std::string output;
};

// The commands of all console blocks, each with what stands below it.
std::vector<Shown> ReadConsoleBlocks(const fs::path& page) {
  std::vector<Shown> shown;
  std::ifstream file(page);
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      shown.push_back({number, line.substr(2), {}});
    } else if (inside && !shown.empty()) {
      shown.back().output += line + "\n";
    }
  }
  return shown;
}

// What a program wrote as it stands on the screen at the end: without carriage
// returns, and without the lines that it erased (ESC [ K) for others.
std::string OnScreen(std::string written) {
  written = std::regex_replace(written, std::regex("\r\n"), "\n");
  return std::regex_replace(written, std::regex("[^\n]*\r(\x1b\\[K)?"), "");
}

std::string RunOnTerminal(const std::string& command, const fs::path& folder) {
  winsize size = {};
  size.ws_col = 80;
  size.ws_row = 25;
  int terminal = -1;
  pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::setenv("NO_COLOR", "1", 1);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  std::string written;
  char bytes[4096];
  for (ssize_t got; (got = ::read(terminal, bytes, sizeof bytes)) > 0;) {
    written.append(bytes, static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(child, &status, 0);
  return OnScreen(std::move(written));
}

// Without what differs from run to run.
std::string Settled(const std::string& text) {
  return std::regex_replace(text, std::regex("in [0-9.]+ (m?s)"), "in 0 $1");
}

// A dialogue with the shell: what stands behind its prompts is typed, and the
// rest is what it answers. The screen at the end, without the last prompt.
std::string TalkToShell(const Shown& shown, const fs::path& folder) {
  test::TerminalScreen::Options options;
  options.rows = 25;
  options.environment = {{"TERM", "xterm"},
                         {"LC_ALL", "C.UTF-8"},
                         {"NO_COLOR", "1"},
                         {"HOME", folder.native()},
                         {"PRESSMARK_HISTORY", (folder / "history").native()}};
  test::TerminalScreen screen(folder, {"sh", "-c", "exec " + shown.command},
                              options);
  std::istringstream lines(shown.output);
  for (std::string line; std::getline(lines, line);) {
    for (std::string prompt : {"pressmark>", "      ...>"}) {
      if (!line.starts_with(prompt + " ")) continue;
      EXPECT_TRUE(screen.WaitForLastLine(prompt)) << screen.Everything();
      screen.Type(line.substr(prompt.size() + 1));
      EXPECT_TRUE(screen.WaitForLastLine(line)) << screen.Everything();
      screen.Type("\r");
    }
  }
  EXPECT_TRUE(screen.WaitForLastLine("pressmark>")) << screen.Everything();
  std::string all = screen.Everything();
  screen.Type("\x04");  // Ctrl-D
  EXPECT_EQ(screen.WaitForEnd(), 0);
  return all.substr(0, all.rfind("pressmark>"));
}

std::string Printed(const Shown& shown, const fs::path& folder) {
  if (shown.command == "pressmark shell") return TalkToShell(shown, folder);
  return RunOnTerminal(shown.command, folder);
}

TEST(Readme, TheTourPrintsWhatItShows) {
  const fs::path root = PRESSMARK_SOURCE_ROOT;
  test::TemporaryFolder folder;
  // The tour is taken in the checkout; its store must not be left there.
  fs::create_directory_symlink(root / "tests", folder.path() / "tests");
  const char* path = std::getenv("PATH");
  std::string programs = fs::path(PRESSMARK_PROGRAM).parent_path();
  ::setenv("PATH", (programs + ":" + (path != nullptr ? path : "")).c_str(), 1);
  ::unsetenv("PRESSMARK_STORE");
  std::vector<Shown> tour = ReadConsoleBlocks(root / "README.md");
  EXPECT_GT(tour.size(), 5u);
  for (const Shown& shown : tour) {
    EXPECT_EQ(Settled(Printed(shown, folder.path())), Settled(shown.output))
        << "README.md:" << shown.line << ": " << shown.command;
  }
}

// Whatever a page links to within the repository is there.
TEST(Readme, LinksLeadSomewhere) {
  const fs::path root = PRESSMARK_SOURCE_ROOT;
  const std::regex link(R"(\]\(([^)#:]+)\))");
  int seen = 0;
  for (const char* folder : {"", "schema", "engine", "query", "cli", "tests"}) {
    const fs::path page = root / folder / "README.md";
    std::ifstream file(page);
    ASSERT_TRUE(file) << page;
    for (std::string line; std::getline(file, line);) {
      for (std::sregex_iterator found(line.begin(), line.end(), link), end;
           found != end; ++found) {
        ++seen;
        EXPECT_TRUE(fs::exists(page.parent_path() / (*found)[1].str()))
            << page << ": " << line;
      }
    }
  }
  EXPECT_GT(seen, 5);
}

}  // namespace
}  // namespace pressmark
