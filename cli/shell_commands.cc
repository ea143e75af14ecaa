#include "cli/shell_commands.h"

#include <algorithm>
#include <utility>

#include "cli/shell_answer.h"
#include "cli/shell_run.h"
#include "cli/shell_words.h"
#include "cli/terminal_width.h"
#include "query/diagnostic.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kAny = 1'000;

ExitStatus ShellHelp(ShellState& state, Session& session,
                     const ShellWords& words);

ExitStatus ShellLast(ShellState& state, Session& session, const ShellWords&) {
  if (state.last.empty()) {
    return Fail(session, InvalidArgument("nothing was asked yet"),
                ExitStatus::kUsage);
  }
  for (std::string_view rest = state.last; !rest.empty();) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    session.console.Say("  " + schema::EscapeControls(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return Ask(state, session, state.last);
}

ExitStatus ShellMore(ShellState& state, Session& session, const ShellWords&) {
  return ShowMore(state, session);
}

ExitStatus ShellQuit(ShellState& state, Session&, const ShellWords&) {
  state.leaving = true;
  return ExitStatus::kDone;
}

ExitStatus ShellRead(ShellState& state, Session& session,
                     const ShellWords& words) {
  return RunFile(state, session, words.front());
}

}  // namespace

const std::vector<ShellCommand>& ShellCommands() {
  using Word = ShellWord;
  static const std::vector<ShellCommand> kCommands = {
      {".explain",
       "on|analyze|off",
       "show how queries would be answered, not their rows",
       Word::kChoice,
       {"on", "analyze", "off"},
       1,
       1,
       ShellExplain},
      {".export",
       "EXPR OPTIONS",
       "write articles to a file: `pressmark export`",
       Word::kFile,
       {},
       1,
       kAny,
       ShellExport},
      {".fields",
       "[PREFIX]",
       "list the fields, and the paths of front matter",
       Word::kPath,
       {},
       0,
       1,
       ShellFields},
      {".help",
       "[NAME]",
       "list the commands, or tell of one",
       Word::kCommand,
       {},
       0,
       1,
       ShellHelp},
      {".import",
       "PATH…",
       "bring articles in: `pressmark import`",
       Word::kFile,
       {},
       1,
       kAny,
       ShellImport},
      {".indexes", "", "list the indexes", Word::kNone, {}, 0, 0, ShellIndexes},
      {".last",
       "",
       "show the last query, and ask it again",
       Word::kNone,
       {},
       0,
       0,
       ShellLast},
      {".mode",
       "[MODE]",
       "how rows are written",
       Word::kChoice,
       {"auto", "csv", "json", "jsonl", "keys", "markdown", "table", "tsv"},
       0,
       1,
       ShellMode},
      {".more",
       "",
       "show the next rows of the last answer",
       Word::kNone,
       {},
       0,
       0,
       ShellMore},
      {".open",
       "[DIR]",
       "use the store in another folder",
       Word::kFile,
       {},
       0,
       1,
       ShellOpen},
      {".output",
       "[FILE [--force]]",
       "write answers to a file, or to the terminal again",
       Word::kFile,
       {},
       0,
       2,
       ShellOutput},
      {".param",
       "[NAME [VALUE…]]",
       "what stands for :NAME; no value: nothing; alone: all",
       Word::kParameter,
       {},
       0,
       kAny,
       ShellParam},
      {".quit", "", "leave; so does Ctrl-D", Word::kNone, {}, 0, 0, ShellQuit},
      {".read",
       "FILE",
       "run the queries and commands of a file",
       Word::kFile,
       {},
       1,
       1,
       ShellRead},
      {".run",
       "[NAME]",
       "ask a query that was saved, or list those",
       Word::kSavedQuery,
       {},
       0,
       1,
       ShellRun},
      {".save",
       "NAME|--drop NAME",
       "keep the last query in the store",
       Word::kSavedQuery,
       {"--drop"},
       1,
       2,
       ShellSave},
      {".set",
       "[NAME VALUE]",
       "tz OFFSET, lax on|off, limit ROWS|auto",
       Word::kChoice,
       {"lax", "limit", "tz"},
       0,
       2,
       ShellSet},
      {".show",
       "KEY",
       "show an article in the pager",
       Word::kKey,
       {},
       1,
       1,
       ShellShow},
      {".stats",
       "",
       "print how much is in the store",
       Word::kNone,
       {},
       0,
       0,
       ShellStats},
      {".timer",
       "on|off",
       "show how long an answer took",
       Word::kChoice,
       {"on", "off"},
       1,
       1,
       ShellTimer}};
  return kCommands;
}

namespace {

std::string Beginning(const ShellCommand& command) {
  std::string text(command.name);
  if (!command.usage.empty()) text.append(" ").append(command.usage);
  return text;
}

ExitStatus FailUsage(Session& session, const ShellCommand& command) {
  return Fail(session, InvalidArgument("usage: " + Beginning(command)),
              ExitStatus::kUsage);
}

ExitStatus FailUnknown(Session& session, std::string_view name) {
  std::vector<std::string> names;
  for (const ShellCommand& command : ShellCommands()) {
    names.emplace_back(command.name);
  }
  std::string_view nearest = MeantCommand(name);
  if (nearest.empty()) nearest = query::Nearest(name, names);
  std::string hint = nearest.empty()
                         ? "; .help lists the commands"
                         : "; did you mean " + std::string(nearest) + "?";
  return Fail(
      session,
      InvalidArgument("there is no command " + schema::Excerpt(name) + hint),
      ExitStatus::kUsage);
}

// A name may be given without its dot.
const ShellCommand* FindNamed(std::string name) {
  if (!name.starts_with('.')) name.insert(0, 1, '.');
  return FindShellCommand(name);
}

ExitStatus ShellHelp(ShellState&, Session& session, const ShellWords& words) {
  constexpr std::size_t kColumn = 26;
  for (const ShellCommand& command : ShellCommands()) {
    if (!words.empty() && FindNamed(words.front()) != &command) continue;
    std::string line = Beginning(command);
    std::size_t taken = DisplayWidth(line);
    line.append(taken < kColumn ? kColumn - taken : 1, ' ');
    session.out.Append(line.append(command.help) + "\n");
  }
  if (words.empty()) {
    session.out.Append(
        "Anything else is a query, such as  topic = Health count by brand\n"
        "It ends where it is complete, with ; or with an empty line.\n");
  } else if (FindNamed(words.front()) == nullptr) {
    return FailUnknown(session, words.front());
  }
  return ExitStatus::kDone;
}

}  // namespace

const ShellCommand* FindShellCommand(std::string_view name) {
  const std::vector<ShellCommand>& all = ShellCommands();
  auto found = std::find_if(all.begin(), all.end(), [&](const auto& command) {
    return command.name == name;
  });
  return found == all.end() ? nullptr : &*found;
}

std::string_view MeantCommand(std::string_view line) {
  constexpr std::pair<std::string_view, std::string_view> kMeant[] = {
      {"?", ".help"},         {"help", ".help"},      {"exit", ".quit"},
      {"quit", ".quit"},      {"\\q", ".quit"},       {".exit", ".quit"},
      {".tables", ".fields"}, {".schema", ".fields"},
  };
  for (const auto& [other, ours] : kMeant) {
    if (line == other) return ours;
  }
  return {};
}

ExitStatus RunShellCommand(ShellState& state, Session& session,
                           std::string_view line) {
  if (!MeantCommand(line).empty()) return FailUnknown(session, line);
  Result<std::vector<std::string>> words = SplitWords(line);
  if (!words.ok()) return Fail(session, words.status(), ExitStatus::kUsage);
  std::string name = words->front();
  words->erase(words->begin());
  const ShellCommand* command = FindShellCommand(name);
  if (command == nullptr) return FailUnknown(session, name);
  if (words->size() < command->fewest || words->size() > command->most) {
    return FailUsage(session, *command);
  }
  return command->run(state, session, *words);
}

}  // namespace pressmark::cli
