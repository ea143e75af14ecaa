#ifndef PRESSMARK_CLI_COMMAND_MODEL_H_
#define PRESSMARK_CLI_COMMAND_MODEL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

// The definition of the command line as plain values, for what is made from
// it. Nothing is known here of any single command.
namespace pressmark::cli {

// An option, or an argument that stands by itself.
struct OptionModel {
  // What may stand there, as far as a shell can tell.
  enum class Value : std::uint8_t { kNone, kText, kFolder, kFile };

  std::vector<std::string> names;  // "-q", "--quiet"; of an argument its name
  Value value = Value::kNone;      // none: a flag
  std::string value_name;          // "FILE|-"; empty for an argument
  std::vector<std::string> choices;
  std::string description;
  std::string environment;  // the variable that stands for it
  bool required = false;
  bool many = false;
};

// A command, or the program itself, or the command of a command.
struct CommandModel {
  std::string name;  // "index add"; of the program ""
  std::string description;
  std::string notes;                  // what is to be said besides
  std::vector<std::string> examples;  // lines
  std::vector<OptionModel> arguments;
  std::vector<OptionModel> options;
  std::vector<std::string> commands;  // the names of its own, without its name
};

// The program first, then every command, each before its own commands.
std::vector<CommandModel> ModelOf(const CLI::App& app);

// "FILE|-" of what --help shows behind an option's names, and "a|b" where a
// choice of words is all it takes; empty for flags and arguments.
std::string ValueName(const CLI::Option& option);

// The texts with something between them.
std::string Join(const std::vector<std::string>& texts,
                 std::string_view between);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COMMAND_MODEL_H_
