#ifndef PRESSMARK_CLI_SHELL_STATE_H_
#define PRESSMARK_CLI_SHELL_STATE_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/store.h>

#include "cli/files.h"
#include "cli/question.h"
#include "cli/session.h"
#include "cli/shell_settings.h"
#include "cli/terminal.h"

namespace pressmark::cli {

// The rest of an answer of which a page was shown.
struct RowsBehind {
  Question question;
  // Stands at a row that was not shown.
  Cursor cursor;
  std::uint64_t shown = 0;
  std::optional<std::uint64_t> total;  // where that was found in time
};

// What the shell remembers between two statements.
struct ShellState {
  explicit ShellState(const Session& session)
      : folder(session.store_folder),
        wait(session.wait),
        console(session.console) {}

  std::filesystem::path folder;  // of the store
  std::chrono::milliseconds wait;
  Console& console;
  bool at_terminal = false;  // whether a person types
  ShellSettings settings;
  std::optional<Store> store;      // open for reading, until it is let go
  std::optional<RowsBehind> rows;  // behind .more
  std::string last;                // the last query
  Descriptor output;               // of .output; invalid: standard output
  std::string output_name;
  bool leaving = false;
  int files = 0;  // that are being read, one within the other
};

// Whether answers go to a terminal.
bool AnswersToTerminal(const ShellState& state);

// Closes the store, so that others can write it, and with it what is behind
// .more.
void LetGo(ShellState& state);

// The store's present state, for what is only offered to a person: says
// nothing and does not wait where it cannot be had.
std::optional<Snapshot> QuietSnapshot(ShellState& state);

// Runs a command of the command line on the shell's store. `words` are its name
// and what follows.
ExitStatus RunWords(ShellState& state, Session& session,
                    std::vector<std::string> words);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_STATE_H_
