#include "cli/pager.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/byte_writer.h"
#include "cli/files.h"

extern char** environ;

namespace pressmark::cli {

namespace {

bool IsProgram(const std::string& name) {
  const char* variable = std::getenv("PATH");
  std::string path = variable == nullptr ? "" : variable;
  for (std::size_t begin = 0; begin <= path.size();) {
    std::size_t end = std::min(path.find(':', begin), path.size());
    std::filesystem::path file = path.substr(begin, end - begin);
    if (::access((file / name).c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

// A command of the shell; empty where there is none.
std::string PagerCommand() {
  if (const char* named = std::getenv("PAGER")) return named;
  for (const char* name : {"less", "more"}) {
    if (IsProgram(name)) return name;
  }
  return {};
}

// Starts the command with what `input` reads as its standard input, and with
// signals as any program finds them.
Result<pid_t> Start(const std::string& command, int input) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t standard;
  sigemptyset(&standard);
  for (int number : {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ}) {
    sigaddset(&standard, number);
  }
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::array<std::string, 3> words = {"sh", "-c", command};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(),
                       nullptr};
  pid_t id = -1;
  int error =
      ::posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return SystemError(error, "pager");
  return id;
}

}  // namespace

Status ShowInPager(std::string_view text) {
  std::string command = PagerCommand();
  if (command.empty()) return NotFound("no pager");
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return SystemError(errno, "pager");
  Descriptor input(ends[0]);
  Descriptor output(ends[1]);
  Result<pid_t> id = Start(command, input.get());
  if (!id.ok()) return id.status();
  {
    Descriptor closed = std::move(input);
    ByteWriter writer(output.get(), "pager");
    writer.Append(text);
    // Whoever leaves the pager early has seen enough.
    writer.Flush();
    Descriptor finished = std::move(output);
  }
  int status = 0;
  while (::waitpid(*id, &status, 0) < 0 && errno == EINTR) {
  }
  constexpr int kNoSuchCommand = 127;  // sh(1)
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoSuchCommand) {
    return NotFound(command);
  }
  return {};
}

}  // namespace pressmark::cli
