#ifndef PRESSMARK_CLI_SEQUENCE_OPTION_H_
#define PRESSMARK_CLI_SEQUENCE_OPTION_H_

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace pressmark::cli {

// Adds an option whose value is the number of a change, which the parse fills
// in. Takes digits alone: what CLI11 takes for a number it may cut or turn
// round.
void AddSequenceOption(CLI::App* command, const std::string& name,
                       std::optional<std::uint64_t>* number,
                       const std::string& description);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SEQUENCE_OPTION_H_
