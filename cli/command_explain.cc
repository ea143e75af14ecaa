#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/question.h"

namespace pressmark::cli {

namespace {

struct ExplainCommand {
  QuestionOptions question;
  bool analyze = false;
  std::string format = "text";
};

ExitStatus RunExplain(const ExplainCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question =
      ReadQuestion(session, command.question, &exit);
  if (!question) return exit;
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    const Query& query = question->query;
    Result<Explanation> plan =
        command.analyze
            ? query.Analyze(snapshot, question->parameters, question->options)
            : query.Explain(snapshot, question->parameters, question->options);
    if (!plan.ok()) {
      return FailQuestion(session, query.text(), plan.status());
    }
    bool json = command.format == "json";
    session.out.Append(json ? plan->ToJson() + "\n" : plan->ToText());
    return ExitStatus::kDone;
  });
}

}  // namespace

void AddExplainCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<ExplainCommand>();
  CLI::App* command =
      app.add_subcommand("explain", "print how a query would be answered");
  AddQuestionOptions(command, "EXPR", &options->question);
  command->add_flag("--analyze", options->analyze,
                    "answer it as well, and print what each step took");
  command->add_option("--format", options->format, "text, or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->footer(R"(Examples:
  pressmark explain 'topic = Health and has featuredImage.alt'
  pressmark explain --analyze 'date in 2021 count by topic'
  pressmark explain --format json 'title ~ "*bread*" order by title limit 5')");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunExplain(*options, session);
    };
  });
}

}  // namespace pressmark::cli
