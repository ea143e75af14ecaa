#ifndef PRESSMARK_TESTS_CLI_RUN_SHELL_H_
#define PRESSMARK_TESTS_CLI_RUN_SHELL_H_

#include <filesystem>
#include <memory>
#include <string>

#include "tests/cli/run_pressmark.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/terminal_screen.h"

namespace pressmark::cli {

// On a store of the sample newsroom, made once and copied for each test.
class NewsroomRuns : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    static const test::TemporaryFolder kept;
    const std::filesystem::path made = kept.path() / "store";
    if (!std::filesystem::exists(made)) {
      Expect(4, {"--store", made.native(), "import",
                 PRESSMARK_SOURCE_ROOT "/tests/data/newsroom"});
    }
    std::filesystem::copy(made, Path("pressmark.store"),
                          std::filesystem::copy_options::recursive);
  }
};

// The shell at a terminal.
class ShellRuns : public NewsroomRuns {
 protected:
  // Starts it, and waits for its prompt. History, configuration and pager are
  // the test's own.
  std::unique_ptr<test::TerminalScreen> StartShell(
      test::TerminalScreen::Options options = {},
      const Arguments& arguments = {"shell"}) const {
    Arguments words = {PRESSMARK_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    options.environment.insert({{"TERM", "xterm"},
                                {"HOME", Path("home").native()},
                                {"PRESSMARK_HISTORY", Path("history").native()},
                                {"PAGER", "cat"},
                                {"NO_COLOR", ""}});
    auto screen =
        std::make_unique<test::TerminalScreen>(Path("."), words, options);
    EXPECT_TRUE(screen->WaitForLastLine("pressmark>")) << screen->Everything();
    return screen;
  }
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_TESTS_CLI_RUN_SHELL_H_
