// A line for each option and command, which holds where the words before the
// cursor name that command; a function finds it.
#include "cli/completion.h"

namespace pressmark::cli {

namespace {

using Value = OptionModel::Value;

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

// The function that prints the command of a command line, as "index add".
std::string CommandFunction(const std::vector<CommandModel>& commands) {
  std::string text = R"(function __pressmark_command
    set -l command ''
    set -l after 0
    for word in (commandline -opc)[2..-1]
        if test $after = 1
            set after 0
            continue
        end
        switch "$command/$word"
)";
  for (const CommandModel& command : commands) {
    for (const OptionModel& option : command.options) {
      if (option.value == Value::kNone) continue;
      for (const std::string& name : option.names) {
        text +=
            "            case " +
            Quoted((command.name.empty() ? "*" : command.name) + "/" + name) +
            "\n                set after 1\n";
      }
    }
    for (const std::string& name : command.commands) {
      std::string whole =
          (command.name.empty() ? "" : command.name + ' ') + name;
      text += "            case " + Quoted(command.name + '/' + name) +
              "\n                set command " + Quoted(whole) + "\n";
    }
  }
  return text + "        end\n    end\n    echo $command\nend\n\n";
}

// The names as `complete` takes them: "-s q -l quiet".
std::string Names(const OptionModel& option) {
  std::string text;
  for (const std::string& name : option.names) {
    bool whole = name.starts_with("--");
    text += whole ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return text;
}

std::string Values(const OptionModel& option) {
  if (!option.choices.empty()) {
    return " -x -a " + Quoted(Join(option.choices, " "));
  }
  switch (option.value) {
    case Value::kNone:
      return {};
    case Value::kText:
      return " -x";
    case Value::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case Value::kFile:
      return " -r -F";
  }
  return {};
}

std::string Line(const std::string& command) {
  return "complete -c pressmark -n " +
         Quoted("test \"$(__pressmark_command)\" = \"" + command + "\"");
}

}  // namespace

std::string FishCompletion(const std::vector<CommandModel>& commands) {
  std::string text = "# Completion of pressmark for fish.\n\n" +
                     CommandFunction(commands) + "complete -c pressmark -f\n";
  for (const CommandModel& command : commands) {
    // An option of the program may stand behind any command.
    std::string begin = command.name.empty()
                            ? std::string("complete -c pressmark")
                            : Line(command.name);
    for (const OptionModel& option : command.options) {
      text += begin + Names(option) + Values(option) + " -d " +
              Quoted(option.description) + "\n";
    }
    for (const OptionModel& argument : command.arguments) {
      std::string values = Values(argument);
      if (values == " -x") continue;
      text += Line(command.name) + (values == " -r -F" ? " -F" : values) + "\n";
    }
    if (command.name.empty()) continue;
    std::size_t space = command.name.rfind(' ');
    bool part = space != std::string::npos;
    text += Line(part ? command.name.substr(0, space) : "") + " -a " +
            Quoted(part ? command.name.substr(space + 1) : command.name) +
            " -d " + Quoted(command.description) + "\n";
  }
  return text;
}

}  // namespace pressmark::cli
