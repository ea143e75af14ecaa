#ifndef PRESSMARK_CLI_SHELL_COMMANDS_H_
#define PRESSMARK_CLI_SHELL_COMMANDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell_state.h"

namespace pressmark::cli {

// What stands behind the name of a dot command, for Tab.
enum class ShellWord : std::uint8_t {
  kNone,
  kChoice,   // one of ShellCommand::choices
  kCommand,  // the name of a dot command
  kFile,
  kKey,        // of an article
  kPath,       // of the front matter, or a field
  kParameter,  // that was set
  kSavedQuery,
};

using ShellWords = std::vector<std::string>;

// A command of the shell. .help and Tab come from the table of them.
struct ShellCommand {
  std::string_view name;   // ".mode"
  std::string_view usage;  // what may stand behind it
  std::string_view help;   // what it does, on a line
  ShellWord word = ShellWord::kNone;
  std::vector<std::string> choices;
  std::size_t fewest = 0;  // words
  std::size_t most = 0;
  ExitStatus (*run)(ShellState& state, Session& session,
                    const ShellWords& words) = nullptr;
};

// All of them, by name.
const std::vector<ShellCommand>& ShellCommands();
// The one of that name; null where there is none.
const ShellCommand* FindShellCommand(std::string_view name);
// The command of ours that is meant by a line of other shells, such as quit;
// empty where it is none of those.
std::string_view MeantCommand(std::string_view line);

// Runs a line that begins with a dot.
ExitStatus RunShellCommand(ShellState& state, Session& session,
                           std::string_view line);

// The commands that settle how queries are asked and shown.
ExitStatus ShellMode(ShellState&, Session&, const ShellWords&);
ExitStatus ShellSet(ShellState&, Session&, const ShellWords&);
ExitStatus ShellParam(ShellState&, Session&, const ShellWords&);
ExitStatus ShellExplain(ShellState&, Session&, const ShellWords&);
ExitStatus ShellTimer(ShellState&, Session&, const ShellWords&);
ExitStatus ShellOutput(ShellState&, Session&, const ShellWords&);
// Those that read or write a store.
ExitStatus ShellOpen(ShellState&, Session&, const ShellWords&);
ExitStatus ShellImport(ShellState&, Session&, const ShellWords&);
ExitStatus ShellExport(ShellState&, Session&, const ShellWords&);
ExitStatus ShellFields(ShellState&, Session&, const ShellWords&);
ExitStatus ShellIndexes(ShellState&, Session&, const ShellWords&);
ExitStatus ShellStats(ShellState&, Session&, const ShellWords&);
ExitStatus ShellShow(ShellState&, Session&, const ShellWords&);
ExitStatus ShellSave(ShellState&, Session&, const ShellWords&);
ExitStatus ShellRun(ShellState&, Session&, const ShellWords&);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_COMMANDS_H_
