#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

struct CheckCommand {
  bool rebuild = false;
  bool accept_loss = false;
};

void Tell(const CheckReport& report, Console& console) {
  std::string text = "checked " + std::to_string(report.articles) +
                     " articles, " + std::to_string(report.terms) +
                     " terms and " + std::to_string(report.postings) +
                     " postings: ";
  if (report.problem_count == 0) return console.Note(text + "no damage");
  console.Say(text + std::to_string(report.problem_count) +
              " problems; `pressmark check --rebuild` derives the indexes "
              "anew");
}

ExitStatus RunCheck(const CheckCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  OpenOptions options;
  options.accept_loss = command.accept_loss;
  bool writes = command.rebuild || command.accept_loss;
  options.mode = writes ? OpenMode::kWrite : OpenMode::kRead;
  std::optional<Store> store = OpenStore(session, options, &exit);
  if (!store) return exit;
  if (command.rebuild) {
    if (Status s = store->Rebuild(); !s.ok()) return Fail(session, s);
  }
  Result<CheckReport> report = store->Check();
  if (!report.ok()) return Fail(session, report.status());
  for (const std::string& problem : report->problems) {
    session.out.Append(schema::EscapeControls(problem) + "\n");
  }
  std::uint64_t listed = report->problems.size();
  if (report->problem_count > listed) {
    session.out.Append(std::to_string(report->problem_count - listed) +
                       " more\n");
  }
  Tell(*report, session.console);
  if (Status s = store->Close(); !s.ok()) return Fail(session, s);
  return report->problem_count == 0 ? ExitStatus::kDone : ExitStatus::kNotFound;
}

}  // namespace

void AddCheckCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<CheckCommand>();
  CLI::App* command = app.add_subcommand(
      "check", "verify every checksum and hold all that is stored together");
  command->add_flag("--rebuild", options->rebuild,
                    "first derive every record and index anew from the "
                    "sources");
  command->add_flag("--accept-loss", options->accept_loss,
                    "open a store that lost acknowledged writes, with what "
                    "is left");
  command->footer(
      R"(Prints a line for each problem; exit status 1 where there are any.
Examples:
  pressmark check
  pressmark check --rebuild
  pressmark check --store /srv/site.store --quiet)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunCheck(*options, session);
    };
  });
}

}  // namespace pressmark::cli
