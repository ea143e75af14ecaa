// Walks the words before the cursor for the command and for an option whose
// value stands at the cursor. Bash parts words at '=': --format=csv is three.
#include "cli/completion.h"

namespace pressmark::cli {

namespace {

using Value = OptionModel::Value;

constexpr char kBegin[] = R"(# Completion of pressmark for bash.
_pressmark() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local command= after= ended= words= files= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ -n $after ]]; then
      [[ $word == = ]] || after=
      continue
    fi
    if [[ $word == -- ]]; then ended=1; fi
    if [[ $word == -* && -z $ended ]]; then
      case "$command $word" in
)";
constexpr char kCommands[] = R"(      esac
      continue
    fi
    case "$command/$word" in
)";
constexpr char kValues[] = R"(    esac
  done
  [[ $cur != = ]] || cur=
  if [[ -n $after ]]; then
    case "$command $after" in
)";
constexpr char kOptions[] = R"(    esac
  elif [[ $cur == -* && -z $ended ]]; then
    case $command in
)";
constexpr char kArguments[] = R"(    esac
  else
    case $command in
)";
constexpr char kEnd[] = R"(    esac
  fi
  COMPREPLY=()
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
  if [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
      COMPREPLY+=("$word")
    done < <(compgen "$files" -- "$cur")
  fi
}
complete -F _pressmark pressmark
)";

std::string Quoted(const std::string& text) { return "'" + text + "'"; }

// An option of the program may stand behind any command.
std::string Pattern(const CommandModel& command, const std::string& option) {
  return (command.name.empty() ? "*" : "") +
         Quoted(command.name + ' ' + option);
}

std::string ValueCase(const CommandModel& command, const OptionModel& option) {
  std::vector<std::string> patterns;
  for (const std::string& name : option.names) {
    patterns.push_back(Pattern(command, name));
  }
  return "      " + Join(patterns, " | ") + ") ";
}

// What sets the words, or the kind of files, that may stand there.
std::string Offer(const OptionModel& option) {
  if (!option.choices.empty()) {
    return "words=" + Quoted(Join(option.choices, " "));
  }
  if (option.value == Value::kFolder) return "files=-d";
  if (option.value == Value::kFile) return "files=-f";
  return {};
}

std::string OptionNames(const CommandModel& command) {
  std::vector<std::string> names;
  for (const OptionModel& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return Join(names, " ");
}

}  // namespace

std::string BashCompletion(const std::vector<CommandModel>& commands) {
  std::string with_value;
  std::string steps;
  std::string values;
  std::string options;
  std::string arguments;
  const std::string globals = OptionNames(commands.front());
  for (const CommandModel& command : commands) {
    for (const OptionModel& option : command.options) {
      if (option.value == Value::kNone) continue;
      std::string which = ValueCase(command, option);
      with_value += "  " + which + "after=$word ;;\n";
      std::string offer = Offer(option);
      if (!offer.empty()) values += which + offer + " ;;\n";
    }
    for (const std::string& name : command.commands) {
      std::string whole =
          (command.name.empty() ? "" : command.name + ' ') + name;
      steps += "      " + Quoted(command.name + '/' + name) +
               ") command=" + Quoted(whole) + " ;;\n";
    }
    std::string begin = "      " + Quoted(command.name) + ") ";
    std::string names = OptionNames(command);
    if (!command.name.empty()) names += ' ' + globals;
    options += begin + "words=" + Quoted(names) + " ;;\n";
    if (!command.commands.empty()) {
      arguments +=
          begin + "words=" + Quoted(Join(command.commands, " ")) + " ;;\n";
    }
    for (const OptionModel& argument : command.arguments) {
      std::string offer = Offer(argument);
      if (offer.empty()) continue;
      arguments += begin + offer + " ;;\n";
      break;
    }
  }
  return kBegin + with_value + kCommands + steps + kValues + values + kOptions +
         options + kArguments + arguments + kEnd;
}

}  // namespace pressmark::cli
