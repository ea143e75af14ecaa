#include "cli/usage_error.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "query/diagnostic.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// The command that was named; nothing where none was.
const CLI::App* CommandOf(const CLI::App& app) {
  std::vector<const CLI::App*> commands = app.get_subcommands(
      [](const CLI::App* command) { return command->parsed(); });
  return commands.empty() ? nullptr : commands.front();
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
  std::string message = "there is no command " + schema::Excerpt(word);
  std::string hint = DidYouMean(word, names);
  return message + (hint.empty() ? "; the commands are " + all : hint);
}

std::string UnknownOption(const CLI::App& app, const CLI::App* command,
                          const std::string& word) {
  std::vector<std::string> names;
  AddOptionNames(app, &names);
  if (command != nullptr) AddOptionNames(*command, &names);
  std::string name = word.substr(0, word.find('='));
  return (command == nullptr ? app : *command).get_name() + " has no option " +
         schema::Excerpt(name) + DidYouMean(name, names);
}

std::string OneTooMany(const CLI::App& command, const std::string& word) {
  bool asks = command.get_option_no_throw("EXPR") != nullptr ||
              command.get_option_no_throw("FILTER") != nullptr;
  return command.get_name() + " does not take the argument " +
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
  return command == nullptr ? UnknownCommand(app, word)
                            : OneTooMany(*command, word);
}

}  // namespace

std::string UsageMessage(const CLI::App& app, const CLI::Error& error) {
  const CLI::App* command = CommandOf(app);
  std::string name = app.get_name();
  if (command != nullptr) name += ' ' + command->get_name();
  bool left_over = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  std::string problem = left_over ? LeftOver(app, command) : error.what();
  return app.get_name() + ": " + schema::EscapeControls(problem) + "\n  `" +
         name + " --help` tells more\n";
}

}  // namespace pressmark::cli
