#include <memory>

#include <CLI/CLI.hpp>

#include "cli/cell_text.h"
#include "cli/commands.h"
#include "cli/question.h"

namespace pressmark::cli {

namespace {

// Clauses have no meaning here, so one that is written is a slip.
std::optional<Question> CountingQuestion(Session& session,
                                         const QuestionOptions& options,
                                         ExitStatus* exit) {
  std::optional<Question> question = ReadQuestion(session, options, exit);
  if (!question) return std::nullopt;
  QueryShape shape = question->query.Shape();
  if (shape.aggregates || shape.limited || shape.ordered || shape.selects) {
    *exit = Fail(session,
                 InvalidArgument("count takes a filter alone, without clauses; "
                                 "`pressmark query` takes them"),
                 ExitStatus::kQueryError);
    return std::nullopt;
  }
  question->query = question->query.Counted();
  return question;
}

ExitStatus RunCount(const QuestionOptions& options, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question = CountingQuestion(session, options, &exit);
  if (!question) return exit;
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<Cursor> cursor =
        question->query.Run(snapshot, question->parameters, question->options);
    std::string_view text = question->query.text();
    if (!cursor.ok()) return FailQuestion(session, text, cursor.status());
    std::string number = "0";
    if (cursor->Next())
      number = TextOf(cursor->row().front(), ListStyle::kJson).text;
    if (!cursor->status().ok()) {
      return FailQuestion(session, text, cursor->status());
    }
    session.out.Append(number + "\n");
    session.out.Flush();
    if (number == "0") SayNotes(session, *question, snapshot);
    return ExitStatus::kDone;
  });
}

}  // namespace

void AddCountCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<QuestionOptions>();
  CLI::App* command =
      app.add_subcommand("count", "print how many articles a filter finds");
  AddQuestionOptions(command, "FILTER", options.get());
  command->footer(R"(Examples:
  pressmark count '*'
  pressmark count 'date >= -30d' --tz +05:30
  pressmark count 'brand = example.org and not has topic')");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunCount(*options, session);
    };
  });
}

}  // namespace pressmark::cli
