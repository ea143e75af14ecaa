// The command line: reads it, runs the command it names, and ends with the
// status that exit_status.h gives. No exception passes here.
#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/command_line.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/session.h"
#include "schema/utf8.h"

namespace pressmark::cli {
namespace {

// What the run wrote to standard output is out, or the reason why not is the
// exit status.
ExitStatus FinishOutput(Session& session, ExitStatus exit) {
  session.out.Flush();
  if (session.out.ok()) return exit;
  if (session.out.reader_gone()) return ExitStatus::kReaderGone;
  if (session.out.status().code() == StatusCode::kInterrupted) {
    return InterruptedStatus();
  }
  return Fail(session, session.out.status());
}

ExitStatus Execute(const CommandBody& body, const GlobalOptions& globals) {
  ByteWriter out(STDOUT_FILENO, "standard output");
  Console console(globals.quiet);
  Session session{globals.store_folder, out, console};
  if (auto wait = ParseSeconds(globals.wait)) session.wait = *wait;
  ExitStatus exit = ExitStatus::kInternal;
  try {
    exit = body(session);
  } catch (const std::bad_alloc&) {
    exit = Fail(session, Internal("out of memory"));
  } catch (const std::exception& error) {
    exit = Fail(session, Internal(error.what()));
  }
  return FinishOutput(session, exit);
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
  bool person = IsTerminal(STDOUT_FILENO);
  (person ? std::cout : std::cerr) << app.help();
  return person ? ExitStatus::kDone : ExitStatus::kUsage;
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
