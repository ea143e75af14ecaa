#include "cli/shell_run.h"

#include <algorithm>

#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/shell_answer.h"
#include "cli/shell_commands.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kFileBytes = std::size_t{16} << 20;
constexpr int kNestedFiles = 10;

}  // namespace

ExitStatus RunStatement(ShellState& state, const Statement& statement) {
  bool file = state.output.valid();
  ByteWriter out(file ? state.output.get() : STDOUT_FILENO,
                 file ? state.output_name : "standard output");
  Session session{state.folder, out, state.console};
  session.wait = state.wait;
  session.kept = &state.store;
  return RunCommand(
      [&](Session& running) {
        if (statement.is_command()) {
          return RunShellCommand(state, running, statement.text);
        }
        return Ask(state, running, statement.text);
      },
      session);
}

ExitStatus RunEnded(ShellState& state, StatementReader* statements,
                    std::string_view place) {
  ExitStatus first = ExitStatus::kDone;
  while (!state.leaving) {
    std::optional<Statement> statement = statements->Take();
    if (!statement) break;
    ExitStatus exit = RunStatement(state, *statement);
    if (exit == ExitStatus::kReaderGone) {
      state.leaving = true;
      return exit;
    }
    if (InterruptRequested()) return InterruptedStatus();
    if (exit == ExitStatus::kDone) continue;
    if (first == ExitStatus::kDone) first = exit;
    if (place.empty()) continue;
    state.console.Say("  at " + schema::EscapeControls(place) + ":" +
                      std::to_string(statement->line));
  }
  return first;
}

ExitStatus RunFile(ShellState& state, Session& session,
                   const std::string& path) {
  if (state.files == kNestedFiles) {
    return Fail(session,
                LimitExceeded("files read each other more than " +
                              std::to_string(kNestedFiles) + " deep"),
                ExitStatus::kUsage);
  }
  Result<std::string> text = ReadRegularFile(path, kFileBytes);
  if (!text.ok()) return Fail(session, text.status(), ExitStatus::kUsage);
  session.out.Flush();
  StatementReader statements;
  std::string_view rest = *text;
  ExitStatus first = ExitStatus::kDone;
  ++state.files;
  while (!rest.empty() && !state.leaving && !InterruptRequested()) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    statements.AddLine(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (rest.empty()) statements.Finish();
    ExitStatus exit = RunEnded(state, &statements, path);
    if (first == ExitStatus::kDone) first = exit;
  }
  --state.files;
  if (InterruptRequested()) return Fail(session, Interrupted("interrupted"));
  return first;
}

}  // namespace pressmark::cli
