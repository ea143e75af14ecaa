#ifndef PRESSMARK_TESTS_CLI_RUN_PRESSMARK_H_
#define PRESSMARK_TESTS_CLI_RUN_PRESSMARK_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <sys/types.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {

// What a run of a program left behind.
struct Finished {
  int exit = -1;   // its status, unless a signal ended it
  int signal = 0;  // that ended it
  std::string out;
  std::string err;
};

// A program that runs in a folder of its own, standard output and error in
// files beside it, so that nothing blocks.
class Process {
 public:
  struct Options {
    std::string input;  // standard input
    // Instead of the file: a command of the shell that reads standard output.
    std::string piped_into;
    std::vector<std::string> wrapper;  // a program that starts the program
    std::map<std::string, std::string> environment;  // added to ours
  };

  Process(const std::filesystem::path& folder,
          const std::vector<std::string>& arguments, const Options& options);

  pid_t id() const { return id_; }
  // Returns once SIGINT no longer ends it at once, or it has ended.
  void AwaitSignalHandlers() const;
  // What it has written to standard output by now.
  std::string OutSoFar() const;
  std::string ErrSoFar() const;  // likewise to standard error
  // Waits for its end; once only.
  Finished Wait();

 private:
  std::filesystem::path out_;
  std::filesystem::path err_;
  pid_t id_ = -1;
};

// Runs the built program in a temporary folder with articles in it. The store
// is pressmark.store there.
class PressmarkRuns : public testing::Test {
 protected:
  using Arguments = std::vector<std::string>;

  void SetUp() override;

  Finished Run(const Arguments& arguments,
               const Process::Options& options = {}) const;
  // Runs it and expects this exit status; the whole result with what it said.
  Finished Expect(int exit, const Arguments& arguments,
                  const Process::Options& options = {}) const;
  // Runs it at a terminal of 100 columns, for as long as it says something;
  // `out` is all that the terminal was sent. It shows UTF-8 and no colours,
  // unless `environment` says otherwise.
  Finished RunAtTerminal(
      const Arguments& arguments,
      const std::map<std::string, std::string>& environment = {}) const;
  // Standard output of a run that must succeed.
  std::string Output(const Arguments& arguments) const;

  std::filesystem::path Path(std::string_view name) const;
  // Makes a folder there, if there is none.
  std::filesystem::path Folder(std::string_view name) const;
  // Writes a file below the folder, and the folders above it.
  void Write(std::string_view name, std::string_view text) const;
  std::string Read(std::string_view name) const;
  // A small article.
  static std::string Article(std::string_view title,
                             std::string_view more = "");

  // The relative paths of all files below a folder, sorted.
  std::vector<std::string> FilesBelow(std::string_view name) const;
  // A member of a JSON object on one line, as text.
  static std::string Member(std::string_view json, std::string_view name);

 private:
  std::optional<test::TemporaryFolder> folder_;
  std::filesystem::path work_;
};

// Programs that a test cannot do without; skips the test where one is absent.
bool HasProgram(std::string_view name);

}  // namespace pressmark::cli

#endif  // PRESSMARK_TESTS_CLI_RUN_PRESSMARK_H_
