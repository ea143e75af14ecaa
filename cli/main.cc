// The command line: reads it, runs the command it names, and ends with the
// status that exit_status.h gives. No exception passes here.
#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/session.h"
#include "cli/usage_error.h"
#include "schema/utf8.h"

namespace pressmark::cli {
namespace {

// CLI11 takes a list's value in brackets, [a,b], for two values. Keys and
// paths may look like that: a guard before such an argument keeps it whole.
constexpr char kGuard = '\x01';

std::vector<std::string> GuardedArguments(int count, char** arguments) {
  std::vector<std::string> guarded;
  for (int i = 1; i < count; ++i) {
    std::string argument = arguments[i];
    bool bracketed = argument.starts_with('[') && argument.ends_with(']');
    if (bracketed) argument.insert(argument.begin(), kGuard);
    guarded.push_back(std::move(argument));
  }
  return guarded;
}

constexpr char kStoreHelp[] = R"(

Every command takes --store DIR; else it is $PRESSMARK_STORE, else
./pressmark.store.)";

constexpr char kHelp[] = R"(Begin with:
  pressmark import path/to/content
  pressmark query 'date >= -30d limit 20'
  pressmark fields
`pressmark COMMAND --help` tells more, with examples.)";

std::string Unguarded(std::string argument) {
  if (argument.starts_with(kGuard)) argument.erase(0, 1);
  return argument;
}

void UnguardOptions(CLI::App* app) {
  for (CLI::Option* option : app->get_options()) {
    if (option->get_items_expected_max() > 0) option->transform(Unguarded);
  }
}

// What all commands of an application, or of a command, have in common.
void FinishCommands(CLI::App* app) {
  UnguardOptions(app);
  for (CLI::App* command : app->get_subcommands({})) {
    command->group("Commands");
    command->fallthrough();  // --store may also stand after the command
    command->footer(command->get_footer() + kStoreHelp);
    FinishCommands(command);
  }
}

void AddCommands(CLI::App& app, CommandBody* chosen) {
  AddImportCommand(app, chosen);
  AddQueryCommand(app, chosen);
  AddCountCommand(app, chosen);
  AddExplainCommand(app, chosen);
  AddGetCommand(app, chosen);
  AddPutCommand(app, chosen);
  AddDeleteCommand(app, chosen);
  AddExportCommand(app, chosen);
  AddFieldsCommand(app, chosen);
  AddIndexCommand(app, chosen);
  AddStatsCommand(app, chosen);
  AddCheckCommand(app, chosen);
  AddCompactCommand(app, chosen);
  FinishCommands(&app);
}

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

ExitStatus Execute(const CommandBody& body, const std::string& store_folder) {
  ByteWriter out(STDOUT_FILENO, "standard output");
  Console console;
  Session session{store_folder, out, console};
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
  CLI::App app("Pressmark keeps articles and answers questions about them.",
               "pressmark");
  std::string store_folder = "pressmark.store";
  app.add_option("--store", store_folder,
                 "the store's folder; ./pressmark.store unless given")
      ->envname("PRESSMARK_STORE")
      ->type_name("DIR");
  app.set_version_flag("--version", "pressmark " PRESSMARK_VERSION);
  app.require_subcommand(0, 1);
  CommandBody chosen;
  AddCommands(app, &chosen);
  app.footer(kHelp);
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
    return UsageMessage(*failed, error);
  });
  std::vector<std::string> arguments_left = GuardedArguments(count, arguments);
  std::reverse(arguments_left.begin(), arguments_left.end());
  try {
    app.parse(std::move(arguments_left));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitStatus::kDone : ExitStatus::kUsage;
  }
  if (chosen) return Execute(chosen, store_folder);
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
