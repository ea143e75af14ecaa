#include "cli/shell_state.h"

#include <sstream>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/command_line.h"

namespace pressmark::cli {

bool AnswersToTerminal(const ShellState& state) {
  return !state.output.valid() && IsTerminal(STDOUT_FILENO);
}

void LetGo(ShellState& state) {
  state.rows.reset();
  state.store.reset();
}

std::optional<Snapshot> QuietSnapshot(ShellState& state) {
  if (!state.store) {
    OpenOptions options;
    options.mode = OpenMode::kRead;
    options.verify_records = true;
    Result<Store> store = Store::Open(state.folder, options);
    if (!store.ok()) return std::nullopt;
    state.store = std::move(*store);
  }
  Result<Snapshot> snapshot = state.store->TakeSnapshot();
  if (!snapshot.ok()) return std::nullopt;
  return std::move(*snapshot);
}

ExitStatus RunWords(ShellState& state, Session& session,
                    std::vector<std::string> words) {
  words.insert(words.begin(), {"--store", state.folder.native()});
  CLI::App app;
  GlobalOptions globals;
  CommandBody chosen;
  DefineCommandLine(&app, &globals, &chosen);
  try {
    ParseCommandLine(&app, std::move(words));
  } catch (const CLI::ParseError& error) {
    std::ostringstream help;
    std::ostringstream complaint;
    int exit = app.exit(error, help, complaint);
    session.out.Append(help.str());
    if (exit == 0) return ExitStatus::kDone;
    session.console.Say(complaint.str());
    return ExitStatus::kUsage;
  }
  return chosen(session);
}

}  // namespace pressmark::cli
