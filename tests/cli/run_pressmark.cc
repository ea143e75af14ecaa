#include "tests/cli/run_pressmark.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <pty.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace pressmark::cli {

namespace fs = std::filesystem;

namespace {

std::string ReadWhole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteWhole(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> EnvironmentWith(
    const std::map<std::string, std::string>& added) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view text = *entry;
    if (text.starts_with("PRESSMARK_STORE=")) continue;
    environment.emplace_back(text);
  }
  for (const auto& [name, value] : added) {
    environment.push_back(name + "=" + value);
  }
  return environment;
}

// The command as the shell sees it, standard output going into `command`; the
// status is that of the program.
std::vector<std::string> Piped(const std::vector<std::string>& arguments,
                               const std::string& command) {
  std::vector<std::string> piped = {
      "/bin/bash", "-c", "\"$@\" | { " + command + "; }; exit ${PIPESTATUS[0]}",
      "bash"};
  piped.insert(piped.end(), arguments.begin(), arguments.end());
  return piped;
}

}  // namespace

Process::Process(const fs::path& folder,
                 const std::vector<std::string>& arguments,
                 const Options& options)
    : out_(folder.native() + ".out"), err_(folder.native() + ".err") {
  fs::path in = folder.native() + ".in";
  WriteWhole(in, options.input);
  std::vector<std::string> words = options.wrapper;
  words.push_back(PRESSMARK_PROGRAM);
  words.insert(words.end(), arguments.begin(), arguments.end());
  if (!options.piped_into.empty()) words = Piped(words, options.piped_into);
  std::vector<std::string> environment = EnvironmentWith(options.environment);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
  int writing = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, 1, out_.c_str(), writing, 0666);
  posix_spawn_file_actions_addopen(&actions, 2, err_.c_str(), writing, 0666);
  int error =
      posix_spawnp(&id_, words[0].c_str(), &actions, nullptr,
                   Pointers(words).data(), Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) id_ = -1;
}

void Process::AwaitSignalHandlers() const {
  std::string status = "/proc/" + std::to_string(id_) + "/status";
  while (true) {
    std::string text = ReadWhole(status);
    std::size_t caught = text.find("SigCgt:\t");
    if (caught == std::string::npos) return;
    std::uint64_t mask = std::strtoull(
        text.c_str() + caught + std::strlen("SigCgt:\t"), nullptr, 16);
    if ((mask & (std::uint64_t{1} << (SIGINT - 1))) != 0) return;
    if (text.find("State:\tZ") != std::string::npos) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

std::string Process::OutSoFar() const { return ReadWhole(out_); }

std::string Process::ErrSoFar() const { return ReadWhole(err_); }

Finished Process::Wait() {
  Finished finished;
  int status = 0;
  if (id_ < 0 || ::waitpid(id_, &status, 0) != id_) return finished;
  if (WIFEXITED(status)) finished.exit = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
  finished.out = ReadWhole(out_);
  finished.err = ReadWhole(err_);
  return finished;
}

void PressmarkRuns::SetUp() {
  folder_.emplace();
  work_ = folder_->path() / "work";
  ASSERT_TRUE(fs::create_directory(work_));
}

Finished PressmarkRuns::Run(const Arguments& arguments,
                            const Process::Options& options) const {
  return Process(work_, arguments, options).Wait();
}

Finished PressmarkRuns::Expect(int exit, const Arguments& arguments,
                               const Process::Options& options) const {
  Finished finished = Run(arguments, options);
  EXPECT_EQ(finished.exit, exit)
      << testing::PrintToString(arguments) << "\nsignal " << finished.signal
      << "\nstdout: " << finished.out << "\nstderr: " << finished.err;
  return finished;
}

Finished PressmarkRuns::RunAtTerminal(
    const Arguments& arguments,
    const std::map<std::string, std::string>& environment) const {
  std::vector<std::string> words = {PRESSMARK_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers = Pointers(words);
  Finished finished;
  winsize size = {30, 100, 0, 0};
  int terminal = -1;
  pid_t id = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (id == 0) {
    if (::chdir(work_.c_str()) != 0) _exit(127);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::setenv("TERM", "xterm", 1);
    ::setenv("NO_COLOR", "1", 1);
    for (const auto& [name, value] : environment) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
    ::execv(PRESSMARK_PROGRAM, pointers.data());
    _exit(127);
  }
  if (id < 0) return finished;
  char bytes[4096];
  // At the end of the program the terminal gives EIO.
  for (ssize_t got; (got = ::read(terminal, bytes, sizeof bytes)) > 0;) {
    finished.out.append(bytes, static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(id, &status, 0);
  if (WIFEXITED(status)) finished.exit = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
  return finished;
}

std::string PressmarkRuns::Output(const Arguments& arguments) const {
  return Expect(0, arguments).out;
}

fs::path PressmarkRuns::Path(std::string_view name) const {
  return work_ / name;
}

fs::path PressmarkRuns::Folder(std::string_view name) const {
  fs::create_directories(Path(name));
  return Path(name);
}

void PressmarkRuns::Write(std::string_view name, std::string_view text) const {
  fs::create_directories(Path(name).parent_path());
  WriteWhole(Path(name), text);
}

std::string PressmarkRuns::Read(std::string_view name) const {
  return ReadWhole(Path(name));
}

std::string PressmarkRuns::Article(std::string_view title,
                                   std::string_view more) {
  std::string text = "---\ntitle: ";
  text += title;
  text += '\n';
  text += more;
  return text + "---\nThe body of " + std::string(title) + ".\n";
}

std::vector<std::string> PressmarkRuns::FilesBelow(
    std::string_view name) const {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(Path(name))) {
    if (entry.is_directory()) continue;
    files.push_back(entry.path().lexically_relative(Path(name)).native());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string PressmarkRuns::Member(std::string_view json,
                                  std::string_view name) {
  std::string quoted = '"' + std::string(name) + "\":";
  std::size_t start = json.find(quoted);
  if (start == std::string_view::npos) return "absent";
  start += quoted.size();
  return std::string(
      json.substr(start, json.find_first_of(",}\n", start) - start));
}

bool HasProgram(std::string_view name) {
  std::string path = std::getenv("PATH") ? std::getenv("PATH") : "";
  for (std::size_t start = 0; start <= path.size();) {
    std::size_t end = std::min(path.find(':', start), path.size());
    fs::path file = fs::path(path.substr(start, end - start)) / name;
    if (::access(file.c_str(), X_OK) == 0) return true;
    start = end + 1;
  }
  return false;
}

}  // namespace pressmark::cli
