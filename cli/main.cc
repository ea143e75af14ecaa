// The command line: reads it, runs the command it names, and ends with the
// status that exit_status.h gives. No exception passes here.
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/session.h"
#include "schema/utf8.h"

namespace pressmark::cli {
namespace {

ExitStatus Execute(const CommandBody& body, const GlobalOptions& globals) {
  ByteWriter out(STDOUT_FILENO, "standard output");
  Console console(globals.quiet);
  Session session{globals.store_folder, out, console};
  if (auto wait = ParseSeconds(globals.wait)) session.wait = *wait;
  return RunCommand(body, session);
}

ExitStatus Run(int count, char** arguments) {
  CLI::App app;
  GlobalOptions globals;
  CommandBody chosen;
  DefineCommandLine(&app, &globals, &chosen);
  try {
    ParseCommandLine(&app, {arguments + std::min(count, 1), arguments + count});
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitStatus::kDone : ExitStatus::kUsage;
  }
  if (chosen) return Execute(chosen, globals);
  // A person at a terminal is asked what for.
  bool person = IsTerminal(STDIN_FILENO) && IsTerminal(STDOUT_FILENO);
  if (person) return Execute(RunShell, globals);
  std::cerr << app.help();
  return ExitStatus::kUsage;
}

ExitStatus RunGuarded(int count, char** arguments) {
  HoldStandardDescriptors();
  CatchSignals();
  try {
    return Run(count, arguments);
  } catch (const std::exception& error) {
    Console().Say(std::string("pressmark: ") +
                  schema::EscapeControls(error.what()));
  }
  return ExitStatus::kInternal;
}

}  // namespace
}  // namespace pressmark::cli

int main(int count, char** arguments) {
  using pressmark::cli::ExitStatus;
  ExitStatus exit = pressmark::cli::RunGuarded(count, arguments);
  if (exit == ExitStatus::kReaderGone) pressmark::cli::DieByBrokenPipe();
  return static_cast<int>(exit);
}
