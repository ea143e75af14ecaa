#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace pressmark::cli {

void AddShellCommand(CLI::App& app, CommandBody* chosen) {
  CLI::App* command = app.add_subcommand(
      "shell",
      "ask at a prompt; also what `pressmark` alone starts at a "
      "terminal");
  command->footer(
      R"(Reads queries, and commands that begin with a dot; .help lists those. Where
standard input is no terminal there is no prompt, and the exit status is that of
the first statement that failed.
Examples:
  pressmark shell
  pressmark shell --store blog.store
  echo 'topic = Health count' | pressmark shell)");
  command->callback([chosen] { *chosen = RunShell; });
}

}  // namespace pressmark::cli
