#include <memory>

#include <CLI/CLI.hpp>

#include "cli/cell_text.h"
#include "cli/commands.h"
#include "cli/question.h"

namespace pressmark::cli {

namespace {

// Each clause may stand once, so these let no other stand in the filter; they
// change nothing. On a line of their own: the filter may end in a comment.
constexpr std::string_view kCounting =
    "\norder by count limit 1 offset 0 count";

// The filter's own syntax is reported on its own text, so what is added to it
// comes second.
std::optional<Question> CountingQuestion(Session& session,
                                         const QuestionOptions& options,
                                         ExitStatus* exit) {
  std::optional<Question> question = ReadQuestion(session, options, exit);
  if (!question) return std::nullopt;
  Limits limits;
  limits.query_bytes += kCounting.size();
  Result<Query> counting = Query::Parse(
      std::string(question->query.text()).append(kCounting), limits);
  if (!counting.ok()) {
    *exit = Fail(session,
                 InvalidArgument("count takes a filter alone, without clauses; "
                                 "`pressmark query` takes them"),
                 ExitStatus::kQueryError);
    return std::nullopt;
  }
  question->query = std::move(*counting);
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
  pressmark count 'brand = example.org and not has topic')");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunCount(*options, session);
    };
  });
}

}  // namespace pressmark::cli
