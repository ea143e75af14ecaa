#ifndef PRESSMARK_CLI_USAGE_ERROR_H_
#define PRESSMARK_CLI_USAGE_ERROR_H_

#include <string>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace pressmark::cli {

// What is wrong with a command line, for a person: what was found, what it may
// have meant, and where to read on. `app` is the whole application after the
// parse that failed with `error`.
std::string UsageMessage(const CLI::App& app, const CLI::Error& error);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_USAGE_ERROR_H_
