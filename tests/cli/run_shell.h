#ifndef PRESSMARK_TESTS_CLI_RUN_SHELL_H_
#define PRESSMARK_TESTS_CLI_RUN_SHELL_H_

#include <memory>
#include <string>

#include "tests/cli/run_pressmark.h"
#include "tests/support/terminal_screen.h"

namespace pressmark::cli {

// The shell at a terminal, on a store of the sample newsroom.
class ShellRuns : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Run({"import", PRESSMARK_SOURCE_ROOT "/tests/data/newsroom"});
  }

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
