#include "cli/command_line.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/command_model.h"
#include "cli/commands.h"
#include "cli/usage_error.h"

namespace pressmark::cli {

namespace {

// CLI11 takes a list's value in brackets, [a,b], for two values. Keys and
// paths may look like that: a guard before such an argument keeps it whole.
constexpr char kGuard = '\x01';

constexpr char kGlobalHelp[] = R"(

Every command takes --store DIR; else it is $PRESSMARK_STORE, else
./pressmark.store.)";

constexpr char kHelp[] = R"(Examples:
  pressmark import path/to/content
  pressmark query 'date >= -30d limit 20'
  pressmark fields
`pressmark COMMAND --help` tells more, with examples.)";

// What stands behind an option's names: what it takes, and no more than that.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_positional()) return {};
    std::string value = ValueName(*option);
    if (!value.empty()) value.insert(0, " ");
    return value + (option->get_required() ? " (required)" : "");
  }
};

std::string Unguarded(std::string argument) {
  if (argument.starts_with(kGuard)) argument.erase(0, 1);
  return argument;
}

void UnguardOptions(CLI::App* app) {
  for (CLI::Option* option : app->get_options()) {
    if (option->get_items_expected_max() > 0) option->transform(Unguarded);
  }
}

// What all commands of an application, or of a command, have in common.
void FinishCommands(CLI::App* app) {
  UnguardOptions(app);
  for (CLI::App* command : app->get_subcommands({})) {
    command->group("Commands");
    command->fallthrough();  // --store may also stand after the command
    command->footer(command->get_footer() + kGlobalHelp);
    FinishCommands(command);
  }
}

void AddGlobalOptions(CLI::App* app, GlobalOptions* globals) {
  app->add_option("--store", globals->store_folder,
                  "the store's folder; ./pressmark.store unless given")
      ->envname("PRESSMARK_STORE")
      ->type_name("DIR");
  app->add_option("--wait", globals->wait,
                  "how long to wait for a store that another command holds; "
                  "2 unless given, 0 not at all")
      ->type_name("SECONDS")
      ->check([](const std::string& text) -> std::string {
        if (ParseSeconds(Unguarded(text))) return {};
        return "--wait: expected a number of seconds";
      });
  app->add_flag("-q,--quiet", globals->quiet,
                "say what went wrong and nothing else");
}

void AddCommands(CLI::App& app, CommandBody* chosen) {
  AddImportCommand(app, chosen);
  AddQueryCommand(app, chosen);
  AddCountCommand(app, chosen);
  AddExplainCommand(app, chosen);
  AddGetCommand(app, chosen);
  AddPutCommand(app, chosen);
  AddDeleteCommand(app, chosen);
  AddExportCommand(app, chosen);
  AddChangesCommand(app, chosen);
  AddFieldsCommand(app, chosen);
  AddIndexCommand(app, chosen);
  AddStatsCommand(app, chosen);
  AddCheckCommand(app, chosen);
  AddCompactCommand(app, chosen);
  AddCompletionCommand(app, chosen);
  AddManualCommand(app, chosen);
  AddShellCommand(app, chosen);
}

}  // namespace

std::optional<std::chrono::milliseconds> ParseSeconds(std::string_view text) {
  constexpr double kMost = 1e6;
  double seconds = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(),
                                      seconds, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  if (!(seconds >= 0 && seconds <= kMost)) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1'000));
}

void DefineCommandLine(CLI::App* app, GlobalOptions* globals,
                       CommandBody* chosen) {
  auto formatter = std::make_shared<HelpFormatter>();
  formatter->label("SUBCOMMAND", "COMMAND");
  app->formatter(formatter);
  app->name("pressmark");
  app->set_help_flag("-h,--help", "print this help");
  app->description(
      "Pressmark keeps articles and answers questions about them.");
  AddGlobalOptions(app, globals);
  app->set_version_flag("--version", "pressmark " PRESSMARK_VERSION,
                        "print the version");
  app->require_subcommand(0, 1);
  AddCommands(*app, chosen);
  FinishCommands(app);
  app->footer(kHelp);
  app->failure_message([](const CLI::App* failed, const CLI::Error& error) {
    return UsageMessage(*failed, error);
  });
}

void ParseCommandLine(CLI::App* app, std::vector<std::string> arguments) {
  for (std::string& argument : arguments) {
    bool bracketed = argument.starts_with('[') && argument.ends_with(']');
    if (bracketed) argument.insert(argument.begin(), kGuard);
  }
  std::reverse(arguments.begin(), arguments.end());
  app->parse(std::move(arguments));
}

}  // namespace pressmark::cli
