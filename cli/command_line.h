#ifndef PRESSMARK_CLI_COMMAND_LINE_H_
#define PRESSMARK_CLI_COMMAND_LINE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

// The one definition of the command line: what is parsed, what --help says,
// and what completions and the manual page are made from.
namespace pressmark::cli {

// What may stand before or after every command.
struct GlobalOptions {
  std::string store_folder = "pressmark.store";
  bool quiet = false;
  std::string wait;  // seconds, as written; empty: the session's default
};

// Gives an application named `pressmark` all options and commands. Parsing
// fills `globals` and puts what is to run into `chosen`, which stays empty
// where no command is named. All three must outlive the parsed application.
void DefineCommandLine(CLI::App* app, GlobalOptions* globals,
                       CommandBody* chosen);

// Parses what follows the program's name. Throws CLI::ParseError, as CLI11
// does.
void ParseCommandLine(CLI::App* app, std::vector<std::string> arguments);

// "2", "0.5": a number of seconds up to a million; nothing for other texts.
std::optional<std::chrono::milliseconds> ParseSeconds(std::string_view text);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COMMAND_LINE_H_
