#include "cli/usage_error.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "query/diagnostic.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// The command that was named, or the command of a command; nothing where none
// was. `name` gets its whole name behind.
const CLI::App* CommandOf(const CLI::App& app, std::string* name) {
  std::vector<const CLI::App*> commands = app.get_subcommands(
      [](const CLI::App* command) { return command->parsed(); });
  if (commands.empty()) return nullptr;
  const CLI::App* command = commands.front();
  *name += ' ' + command->get_name();
  const CLI::App* part = CommandOf(*command, name);
  return part != nullptr ? part : command;
}

// "index add" of the command of a command.
std::string WholeName(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  bool part = parent != nullptr && parent->get_parent() != nullptr;
  return (part ? WholeName(*parent) + ' ' : "") + command.get_name();
}

bool HasCommands(const CLI::App& app) {
  return !app.get_subcommands(nullptr).empty();
}

std::string DidYouMean(std::string_view word,
                       const std::vector<std::string>& names) {
  std::string_view nearest = query::Nearest(word, names);
  if (nearest.empty()) return {};
  return "; did you mean " + std::string(nearest) + "?";
}

void AddOptionNames(const CLI::App& app, std::vector<std::string>* names) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names->push_back("--" + name);
    }
  }
}

std::string UnknownCommand(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  std::string all;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    names.push_back(command->get_name());
    all += (all.empty() ? "" : ", ") + command->get_name();
  }
  bool whole = app.get_parent() == nullptr;
  std::string message = "there is no command " +
                        (whole ? "" : app.get_name() + ' ') +
                        schema::Excerpt(word);
  std::string hint = DidYouMean(word, names);
  return message + (hint.empty() ? "; the commands are " + all : hint);
}

std::string UnknownOption(const CLI::App& app, const CLI::App* command,
                          const std::string& word) {
  std::vector<std::string> names;
  AddOptionNames(app, &names);
  if (command != nullptr) AddOptionNames(*command, &names);
  std::string name = word.substr(0, word.find('='));
  return WholeName(command == nullptr ? app : *command) + " has no option " +
         schema::Excerpt(name) + DidYouMean(name, names);
}

std::string OneTooMany(const CLI::App& command, const std::string& word) {
  bool asks = command.get_option_no_throw("EXPR") != nullptr ||
              command.get_option_no_throw("FILTER") != nullptr;
  return WholeName(command) + " does not take the argument " +
         schema::Excerpt(word) +
         (asks ? "; a whole expression stands in one pair of quotes" : "");
}

// What the parser could not place, in order.
std::string LeftOver(const CLI::App& app, const CLI::App* command) {
  std::vector<std::string> words = app.remaining(true);
  std::erase(words, "--");
  if (words.empty()) return "an argument too many";
  const std::string& word = words.front();
  if (word.starts_with('-') && word.size() > 1) {
    return UnknownOption(app, command, word);
  }
  if (command == nullptr) return UnknownCommand(app, word);
  return HasCommands(*command) ? UnknownCommand(*command, word)
                               : OneTooMany(*command, word);
}

// Which commands there are, where one had to follow.
std::string CommandNeeded(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return WholeName(app) + " needs a command: " + names;
}

std::string ProblemOf(const CLI::App& app, const CLI::App* command,
                      const CLI::Error& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return LeftOver(app, command);
  }
  bool required = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if (!required || command == nullptr || !HasCommands(*command)) {
    return error.what();
  }
  bool named = !app.remaining(true).empty();
  return named ? LeftOver(app, command) : CommandNeeded(*command);
}

}  // namespace

std::string UsageMessage(const CLI::App& app, const CLI::Error& error) {
  std::string name = app.get_name();
  const CLI::App* command = CommandOf(app, &name);
  std::string problem = ProblemOf(app, command, error);
  return app.get_name() + ": " + schema::EscapeControls(problem) + "\n  `" +
         name + " --help` tells more\n";
}

}  // namespace pressmark::cli
