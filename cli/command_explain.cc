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
  bool text = false;
};

ExitStatus RunExplain(const ExplainCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question =
      ReadQuestion(session, command.question, &exit);
  if (!question) return exit;
  if (command.text) {
    session.out.Append(question->query.ToText() + "\n");
    return ExitStatus::kDone;
  }
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
    const std::optional<StepCost>& answer = plan->steps.front().actual;
    if (answer && answer->articles == 0) {
      session.out.Flush();
      SayNotes(session, *question, snapshot);
    }
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
  command
      ->add_flag("--text", options->text,
                 "print the query itself, in its shortest form; no store is "
                 "read")
      ->excludes("--analyze")
      ->excludes("--format");
  command->footer(R"(Examples:
  pressmark explain 'topic = Health and has featuredImage.alt'
  pressmark explain --analyze 'date in 2021 count by topic'
  pressmark explain --format json 'title ~ "*bread*" order by title limit 5'
  pressmark explain --text 'TOPIC in (Health)  AND not (has brand)')");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunExplain(*options, session);
    };
  });
}

}  // namespace pressmark::cli
