#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/question.h"

namespace pressmark::cli {

namespace {

struct ExplainCommand {
  QuestionOptions question;
  bool run = false;
};

// Runs the query, drops its rows and tells what it took.
ExitStatus Measure(Session& session, const Question& question,
                   const Snapshot& snapshot) {
  Result<Cursor> cursor =
      question.query.Run(snapshot, question.parameters, question.options);
  std::string_view text = question.query.text();
  if (!cursor.ok()) return FailQuestion(session, text, cursor.status());
  while (cursor->Next()) {
  }
  if (!cursor->status().ok()) {
    return FailQuestion(session, text, cursor->status());
  }
  QueryStatistics statistics = cursor->statistics();
  session.out.Append(
      "actual: " + std::to_string(statistics.posting_blocks) +
      " posting blocks, " + std::to_string(statistics.records) +
      " articles read, " + std::to_string(statistics.records_rejected) +
      " of them dropped, " + std::to_string(statistics.rows) + " rows\n");
  return ExitStatus::kDone;
}

ExitStatus RunExplain(const ExplainCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question =
      ReadQuestion(session, command.question, &exit);
  if (!question) return exit;
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::string> plan = question->query.Explain(
        snapshot, question->parameters, question->options);
    if (!plan.ok()) {
      return FailQuestion(session, question->query.text(), plan.status());
    }
    session.out.Append(*plan);
    if (!plan->ends_with('\n')) session.out.Append("\n");
    if (!command.run) return ExitStatus::kDone;
    return Measure(session, *question, snapshot);
  });
}

}  // namespace

void AddExplainCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<ExplainCommand>();
  CLI::App* command =
      app.add_subcommand("explain", "print how a query would be answered");
  AddQuestionOptions(command, "EXPR", &options->question);
  command->add_flag("--run", options->run,
                    "answer it as well, and print what that took");
  command->footer(R"(Examples:
  pressmark explain 'topic = Health and has featuredImage.alt'
  pressmark explain --run 'date in 2021 count by topic')");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunExplain(*options, session);
    };
  });
}

}  // namespace pressmark::cli
