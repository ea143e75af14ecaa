#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/command_model.h"
#include "cli/commands.h"
#include "cli/completion.h"

namespace pressmark::cli {

namespace {

std::string Completion(const std::string& shell,
                       const std::vector<CommandModel>& commands) {
  if (shell == "bash") return BashCompletion(commands);
  if (shell == "zsh") return ZshCompletion(commands);
  return FishCompletion(commands);
}

}  // namespace

void AddCompletionCommand(CLI::App& app, CommandBody* chosen) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "completion", "print what a shell reads to complete command lines");
  command->add_option("SHELL", *shell, "for which shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer(R"(`cmake --install` puts all three where the shells look.
Examples:
  source <(pressmark completion bash)
  pressmark completion zsh > ~/.zfunc/_pressmark
  pressmark completion fish > ~/.config/fish/completions/pressmark.fish)");
  command->callback([&app, shell, chosen] {
    *chosen = [&app, shell](Session& session) {
      session.out.Append(Completion(*shell, ModelOf(app)));
      return ExitStatus::kDone;
    };
  });
}

void AddManualCommand(CLI::App& app, CommandBody* chosen) {
  CLI::App* command =
      app.add_subcommand("manual", "print the manual page, for man(1)");
  command->footer(R"(`cmake --install` puts it where man looks.
Examples:
  pressmark manual | man -l -
  pressmark manual | mandoc -T html > pressmark.html
  pressmark manual > /usr/local/share/man/man1/pressmark.1)");
  command->callback([&app, chosen] {
    *chosen = [&app](Session& session) {
      session.out.Append(ManualPage(ModelOf(app)));
      return ExitStatus::kDone;
    };
  });
}

}  // namespace pressmark::cli
