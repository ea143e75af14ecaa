// The prompt: reads statements from a person at a terminal, or from what
// standard input is, and runs them.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

#include <unistd.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/line_editor.h"
#include "cli/line_source.h"
#include "cli/shell_completion.h"
#include "cli/shell_history.h"
#include "cli/shell_run.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr LineEditor::Prompts kPrompts = {"pressmark> ", "      ...> "};
// So long rows stay behind .more, and the store open for them.
constexpr std::chrono::minutes kRowsKept{5};

std::string ArticlesText(std::uint64_t articles) {
  return std::to_string(articles) + (articles == 1 ? " article" : " articles");
}

void Greet(ShellState& state) {
  std::string text = "Pressmark " PRESSMARK_VERSION ", " +
                     schema::EscapeControls(state.folder.native());
  std::optional<Snapshot> snapshot = QuietSnapshot(state);
  if (snapshot) text += ": " + ArticlesText(snapshot->article_count());
  text += "; .help tells what there is";
  state.console.Note(text);
}

// A person at a terminal.
class Conversation {
 public:
  explicit Conversation(ShellState* state)
      : state_(*state),
        history_(ShellHistory::DefaultPath()),
        editor_({[this](std::string_view text, std::size_t cursor) {
                   return CompleteShellText(state_, text, cursor);
                 },
                 [this] { Idle(); }, [this] { LetGoBeforeAStop(); }}) {}

  ExitStatus Run() {
    OutliveInterrupts();
    Recall();
    Greet(state_);
    ExitStatus exit = ExitStatus::kDone;
    while (!state_.leaving && exit == ExitStatus::kDone) exit = Turn();
    return exit;
  }

 private:
  // Reads a line and runs what ended with it; another status than kDone ends
  // the shell.
  ExitStatus Turn() {
    const std::string begun = statements_.unfinished();
    std::string text = begun;
    LineEditor::Outcome outcome = editor_.Read(kPrompts, &text);
    asked_at_ = std::chrono::steady_clock::now();
    ForgetInterrupt();
    bool sent = outcome == LineEditor::Outcome::kText && !InterruptRequested();
    if (!sent && !begun.empty()) Remember(begun);
    if (InterruptRequested()) return InterruptedStatus();
    if (outcome == LineEditor::Outcome::kEnd) state_.leaving = true;
    if (outcome != LineEditor::Outcome::kText) {
      statements_.ForgetUnfinished();
      return ExitStatus::kDone;
    }
    std::string_view added = text;
    if (!begun.empty() && text.starts_with(begun + '\n')) {
      added.remove_prefix(begun.size() + 1);
    } else {
      statements_.ForgetUnfinished();  // it came back into the line
    }
    Feed(added);
    ExitStatus exit = RunAll();
    ForgetInterrupt();
    if (InterruptRequested()) return InterruptedStatus();
    return exit == ExitStatus::kReaderGone ? exit : ExitStatus::kDone;
  }

  void Feed(std::string_view text) {
    for (;;) {
      std::size_t end = std::min(text.find('\n'), text.size());
      statements_.AddLine(text.substr(0, end));
      if (end == text.size()) break;
      text.remove_prefix(end + 1);
    }
    more_waits_ = editor_.input_waiting();
    if (!more_waits_) statements_.Settle();
  }

  ExitStatus RunAll() {
    for (const Statement& statement : statements_.ended()) {
      Remember(statement.text);
    }
    bool alone = !statements_.ended().empty() && !more_waits_;
    ExitStatus exit = RunEnded(state_, &statements_, "");
    if (alone) editor_.TakeTypedAhead();
    statements_.ForgetEnded();  // where the user interrupted
    return exit;
  }

  void Recall() {
    Result<std::vector<std::string>> entries = history_.Load();
    if (!entries.ok()) return Complain(entries.status());
    for (const std::string& entry : *entries) editor_.Remember(entry);
  }

  void Remember(const std::string& entry) {
    if (entry.starts_with(' ')) return;
    editor_.Remember(entry);
    Status status = history_.Append(entry);
    if (!status.ok()) Complain(status);
  }

  void Complain(const Status& status) {
    state_.console.Say("note: the history is not kept: " +
                       schema::EscapeControls(status.ToString()));
  }

  // Nobody types: others may write the store.
  void Idle() {
    auto idle = std::chrono::steady_clock::now() - asked_at_;
    if (!state_.rows || idle >= kRowsKept) LetGo(state_);
  }

  // Nobody knows for how long.
  void LetGoBeforeAStop() {
    if (state_.rows) state_.console.Note("the rows behind .more are let go");
    LetGo(state_);
  }

  ShellState& state_;
  ShellHistory history_;
  LineEditor editor_;
  StatementReader statements_;
  bool more_waits_ = false;  // of what the last line was pasted with
  std::chrono::steady_clock::time_point asked_at_;
};

// A file or a pipe: no prompt, and the status of the first that failed.
ExitStatus RunScript(ShellState& state) {
  LineSource lines(STDIN_FILENO);
  StatementReader statements;
  ExitStatus first = ExitStatus::kDone;
  bool more = true;
  while (more && !state.leaving && !InterruptRequested()) {
    Result<std::optional<std::string>> line = lines.Next();
    more = line.ok() && line->has_value();
    if (more) statements.AddLine(**line);
    if (!more) statements.Finish();
    ExitStatus exit = RunEnded(state, &statements, "standard input");
    if (!line.ok() && !InterruptRequested()) {
      state.console.Say("pressmark: " + line.status().ToString());
      exit = ExitStatus::kUsage;
    }
    if (first == ExitStatus::kDone) first = exit;
  }
  return InterruptRequested() ? InterruptedStatus() : first;
}

}  // namespace

ExitStatus RunShell(Session& session) {
  ShellState state(session);
  state.at_terminal = IsTerminal(STDIN_FILENO) && IsTerminal(STDOUT_FILENO);
  if (state.at_terminal) return Conversation(&state).Run();
  return RunScript(state);
}

}  // namespace pressmark::cli
