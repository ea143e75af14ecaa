// man(7): a line that begins with a dot or an apostrophe is a request, and a
// backslash begins an escape.
#include <array>
#include <string_view>

#include "cli/completion.h"
#include "cli/exit_status.h"

namespace pressmark::cli {

namespace {

using Value = OptionModel::Value;

// Of this page's own words.
constexpr char kDate[] = "2026-11-30";

constexpr char kEverywhere[] = R"(The store is the folder that --store names.
import and put make it where it is absent; every other command says how and
leaves the place alone. Any number of readers may have a store open at once, or
one writer alone; --wait tells how long a command waits for the others.

Data goes to standard output, all else to standard error. A file named - is
standard input. What a query may say is told in query/README.md of the
sources.)";

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    bool line_begins = escaped.empty() || escaped.back() == '\n';
    if (line_begins && (c == '.' || c == '\'')) escaped += "\\&";
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Bold(std::string_view text) {
  return "\\fB" + Escaped(text) + "\\fR";
}
std::string Italic(std::string_view text) {
  return "\\fI" + Escaped(text) + "\\fR";
}

// Paragraphs, parted by empty lines.
std::string Paragraphs(std::string_view text) {
  std::string page;
  while (!text.empty()) {
    std::size_t end = text.find("\n\n");
    std::string_view paragraph = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    while (paragraph.ends_with('\n')) paragraph.remove_suffix(1);
    if (!paragraph.empty()) page += ".PP\n" + Escaped(paragraph) + "\n";
  }
  return page;
}

std::string Entry(const std::string& head, std::string_view body) {
  return ".TP\n" + head + "\n" + Escaped(body) + "\n";
}

std::string OptionEntry(const OptionModel& option) {
  std::string head;
  for (const std::string& name : option.names) {
    if (!head.empty()) head += ", ";
    head += Bold(name);
  }
  if (!option.value_name.empty()) head += " " + Italic(option.value_name);
  std::string body = option.description;
  if (option.required && option.value != Value::kNone) body += "; required";
  return Entry(head, body);
}

std::string ArgumentEntry(const OptionModel& argument) {
  std::string body = argument.description;
  if (!argument.choices.empty()) body += ": " + Join(argument.choices, ", ");
  return Entry(Italic(argument.names[0]) + (argument.many ? " ..." : ""), body);
}

std::string Examples(const CommandModel& command) {
  if (command.examples.empty()) return {};
  return ".PP\n.EX\n" + Escaped(Join(command.examples, "\n")) + "\n.EE\n";
}

std::string Synopsis(const CommandModel& command) {
  std::string line = Bold("pressmark " + command.name);
  if (!command.options.empty()) line += " [" + Italic("options") + "]";
  for (const OptionModel& argument : command.arguments) {
    std::string name =
        Italic(argument.names[0]) + (argument.many ? " ..." : "");
    line += argument.required ? " " + name : " [" + name + "]";
  }
  if (!command.commands.empty()) line += " " + Italic("command") + " ...";
  return line;
}

std::string Section(const CommandModel& command) {
  std::string page = ".SS " + Escaped("pressmark " + command.name) + "\n" +
                     Synopsis(command) + "\n.PP\n" +
                     Escaped(command.description) + ".\n" +
                     Paragraphs(command.notes);
  for (const OptionModel& argument : command.arguments) {
    page += ArgumentEntry(argument);
  }
  for (const OptionModel& option : command.options) {
    page += OptionEntry(option);
  }
  return page + Examples(command);
}

std::string Environment(const std::vector<CommandModel>& commands) {
  std::string page = ".SH ENVIRONMENT\n";
  for (const CommandModel& command : commands) {
    for (const OptionModel& option : command.options) {
      if (option.environment.empty()) continue;
      page += Entry(Bold(option.environment),
                    "what " + option.names.back() +
                        " is where it is not given: " + option.description);
    }
  }
  return page + Entry(Bold("COLUMNS"),
                      "the width of tables where standard output is no "
                      "terminal; else 120");
}

std::string ExitStatuses() {
  std::string page = ".SH EXIT STATUS\n";
  for (const ExitMeaning& meaning : ExitMeanings()) {
    page += Entry(Bold(std::to_string(static_cast<int>(meaning.status))),
                  meaning.text);
  }
  return page;
}

}  // namespace

std::string ManualPage(const std::vector<CommandModel>& commands) {
  const CommandModel& program = commands.front();
  std::string page = std::string(".TH PRESSMARK 1 ") + kDate +
                     " \"pressmark " PRESSMARK_VERSION
                     "\"\n.SH NAME\npressmark \\- keeps articles and answers "
                     "questions about them\n.SH SYNOPSIS\n" +
                     Bold("pressmark") + " [" + Italic("options") + "] " +
                     Italic("command") + " ...\n.SH DESCRIPTION\n" +
                     Escaped(program.description) + "\n" +
                     Paragraphs(kEverywhere) + ".SH OPTIONS\n" +
                     "They stand before the command or behind it.\n";
  for (const OptionModel& option : program.options) {
    page += OptionEntry(option);
  }
  page += ".SH COMMANDS\n";
  for (const CommandModel& command : commands) {
    if (&command != &program) page += Section(command);
  }
  return page + ExitStatuses() + Environment(commands) +
         ".SH EXAMPLES\nThose of every command are with it above.\n" +
         Examples(program);
}

}  // namespace pressmark::cli
