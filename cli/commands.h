#ifndef PRESSMARK_CLI_COMMANDS_H_
#define PRESSMARK_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "cli/session.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

// The commands. Each adds itself to the application, in its own file, and
// puts into `chosen` what is to run where the command line names it.
namespace pressmark::cli {

void AddImportCommand(CLI::App& app, CommandBody* chosen);
void AddQueryCommand(CLI::App& app, CommandBody* chosen);
void AddCountCommand(CLI::App& app, CommandBody* chosen);
void AddExplainCommand(CLI::App& app, CommandBody* chosen);
void AddGetCommand(CLI::App& app, CommandBody* chosen);
void AddPutCommand(CLI::App& app, CommandBody* chosen);
void AddDeleteCommand(CLI::App& app, CommandBody* chosen);
void AddExportCommand(CLI::App& app, CommandBody* chosen);
void AddChangesCommand(CLI::App& app, CommandBody* chosen);
void AddFieldsCommand(CLI::App& app, CommandBody* chosen);
void AddIndexCommand(CLI::App& app, CommandBody* chosen);
void AddStatsCommand(CLI::App& app, CommandBody* chosen);
void AddCheckCommand(CLI::App& app, CommandBody* chosen);
void AddCompactCommand(CLI::App& app, CommandBody* chosen);
void AddCompletionCommand(CLI::App& app, CommandBody* chosen);
void AddManualCommand(CLI::App& app, CommandBody* chosen);
void AddShellCommand(CLI::App& app, CommandBody* chosen);

// What `shell` runs, and what starts at a terminal where no command is named.
ExitStatus RunShell(Session& session);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COMMANDS_H_
