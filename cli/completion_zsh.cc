// A function for each command, which hands zsh's _arguments a specification
// of every option: '(-q --quiet)'{-q,--quiet}'[what it does]:VALUE:action'.
#include "cli/completion.h"

namespace pressmark::cli {

namespace {

using Value = OptionModel::Value;

// In a specification, which stands in single quotes.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (char c : text) {
    if (c == '\'') {
      escaped += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string Action(const OptionModel& option) {
  if (!option.choices.empty()) return "(" + Join(option.choices, " ") + ")";
  if (option.value == Value::kFolder) return "_files -/";
  if (option.value == Value::kFile) return "_files";
  return " ";
}

std::string OptionSpecification(const OptionModel& option) {
  std::string rest = "'[" + Escaped(option.description) + "]";
  if (option.value != Value::kNone) {
    rest += ":" + Escaped(option.value_name) + ":" + Action(option);
  }
  rest += "'";
  if (option.names.size() == 1) return "'" + option.names[0] + rest.substr(1);
  return "'(" + Join(option.names, " ") + ")'{" + Join(option.names, ",") +
         "}" + rest;
}

std::string ArgumentSpecification(const OptionModel& argument) {
  return "'" + std::string(argument.many ? "*" : "") + ":" +
         Escaped(argument.names[0]) + ":" + Action(argument) + "'";
}

std::string FunctionName(const std::string& command) {
  std::string name = "_pressmark";
  if (!command.empty()) name += '_' + command;
  for (char& c : name) {
    if (c == ' ' || c == '-') c = '_';
  }
  return name;
}

const CommandModel* Find(const std::vector<CommandModel>& commands,
                         const std::string& name) {
  for (const CommandModel& command : commands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::string WholeName(const CommandModel& command, const std::string& name) {
  return command.name.empty() ? name : command.name + ' ' + name;
}

std::string Function(const std::vector<CommandModel>& commands,
                     const CommandModel& command) {
  std::string text = FunctionName(command.name) +
                     "() {\n  local curcontext=\"$curcontext\" state line\n"
                     "  typeset -A opt_args\n";
  if (!command.commands.empty()) {
    text += "  local -a commands=(\n";
    for (const std::string& name : command.commands) {
      const CommandModel* own = Find(commands, WholeName(command, name));
      text += "    '" + Escaped(name) + ":" + Escaped(own->description) + "'\n";
    }
    text += "  )\n";
  }
  text += "  _arguments -C";
  auto add = [&text](const std::string& specification) {
    text += " \\\n    " + specification;
  };
  for (const OptionModel& option : command.options) {
    add(OptionSpecification(option));
  }
  if (!command.name.empty()) {
    for (const OptionModel& option : commands.front().options) {
      // Every command has its own --help.
      if (option.names.back() != "--help") add(OptionSpecification(option));
    }
  }
  for (const OptionModel& argument : command.arguments) {
    add(ArgumentSpecification(argument));
  }
  if (command.commands.empty()) return text + "\n}\n\n";
  add("'1:command:->command'");
  add("'*::argument:->argument'");
  text +=
      "\n  case $state in\n"
      "    command) _describe -t commands command commands ;;\n"
      "    argument)\n      case $words[1] in\n";
  for (const std::string& name : command.commands) {
    text += "        " + name + ") " + FunctionName(WholeName(command, name)) +
            " ;;\n";
  }
  return text + "      esac ;;\n  esac\n}\n\n";
}

}  // namespace

std::string ZshCompletion(const std::vector<CommandModel>& commands) {
  std::string text =
      "#compdef pressmark\n# Completion of pressmark for zsh.\n\n";
  for (const CommandModel& command : commands) {
    text += Function(commands, command);
  }
  // Read as a function of its own by compinit, or by `source`.
  return text +
         "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
         "  _pressmark \"$@\"\nelse\n  compdef _pressmark pressmark\nfi\n";
}

}  // namespace pressmark::cli
