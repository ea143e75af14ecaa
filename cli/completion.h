#ifndef PRESSMARK_CLI_COMPLETION_H_
#define PRESSMARK_CLI_COMPLETION_H_

#include <string>
#include <vector>

#include "cli/command_model.h"

// Scripts that a shell reads to complete a command line, and the manual page.
namespace pressmark::cli {

std::string BashCompletion(const std::vector<CommandModel>& commands);
std::string ZshCompletion(const std::vector<CommandModel>& commands);
std::string FishCompletion(const std::vector<CommandModel>& commands);

// The page of section 1, in the man(7) format.
std::string ManualPage(const std::vector<CommandModel>& commands);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COMPLETION_H_
