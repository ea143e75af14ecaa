#include "cli/command_model.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <CLI/CLI.hpp>

namespace pressmark::cli {

namespace {

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream{std::string(text)};
  for (std::string part; std::getline(stream, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

// CLI11 tells what a value may be behind its name: "TEXT:{csv,tsv}".
std::string TypeName(const CLI::Option& option) {
  std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

std::vector<std::string> Choices(const CLI::Option& option) {
  std::string type = option.get_type_name();
  std::size_t begin = type.find(":{");
  std::size_t end = type.find('}', begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return Split(type.substr(begin + 2, end - begin - 2), ',');
}

OptionModel::Value ValueOf(const CLI::Option& option) {
  using Value = OptionModel::Value;
  if (option.get_items_expected_max() == 0) return Value::kNone;
  for (const std::string& part : Split(TypeName(option), '|')) {
    if (part == "FILE" || part == "PATH") return Value::kFile;
    if (part == "DIR") return Value::kFolder;
  }
  return Value::kText;
}

OptionModel ModelOf(const CLI::Option& option) {
  OptionModel model;
  model.value = ValueOf(option);
  model.value_name = ValueName(option);
  model.choices = Choices(option);
  model.description = option.get_description();
  model.environment = option.get_envname();
  model.required = option.get_required();
  model.many =
      option.get_expected_max() >= CLI::detail::expected_max_vector_size;
  if (option.get_positional()) {
    model.names.push_back(option.get_name(true, false));
    return model;
  }
  for (const std::string& name : option.get_snames()) {
    model.names.push_back("-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    model.names.push_back("--" + name);
  }
  return model;
}

// A footer is notes, a line "Examples:", and examples up to an empty line.
void ReadFooter(const std::string& footer, CommandModel* model) {
  std::istringstream lines(footer);
  bool examples = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "Examples:") {
      examples = true;
    } else if (!examples) {
      model->notes += line + "\n";
    } else if (line.starts_with("  ")) {
      model->examples.push_back(line.substr(2));
    } else {
      return;
    }
  }
}

void AddModels(const CLI::App& app, const std::string& name,
               std::vector<CommandModel>* models) {
  CommandModel model;
  model.name = name;
  model.description = app.get_description();
  ReadFooter(app.get_footer(), &model);
  for (const CLI::Option* option : app.get_options({})) {
    if (option->get_group().empty()) continue;
    auto& options = option->get_positional() ? model.arguments : model.options;
    options.push_back(ModelOf(*option));
  }
  std::vector<const CLI::App*> commands = app.get_subcommands(
      [](const CLI::App* command) { return !command->get_group().empty(); });
  for (const CLI::App* command : commands) {
    model.commands.push_back(command->get_name());
  }
  models->push_back(std::move(model));
  for (const CLI::App* command : commands) {
    AddModels(*command, (name.empty() ? "" : name + ' ') + command->get_name(),
              models);
  }
}

}  // namespace

std::vector<CommandModel> ModelOf(const CLI::App& app) {
  std::vector<CommandModel> models;
  AddModels(app, "", &models);
  return models;
}

std::string ValueName(const CLI::Option& option) {
  if (option.get_positional() || option.get_items_expected_max() == 0)
    return {};
  std::vector<std::string> choices = Choices(option);
  return choices.empty() ? TypeName(option) : Join(choices, "|");
}

std::string Join(const std::vector<std::string>& texts,
                 std::string_view between) {
  std::string joined;
  for (const std::string& text : texts) {
    if (&text != &texts.front()) joined += between;
    joined += text;
  }
  return joined;
}

}  // namespace pressmark::cli
