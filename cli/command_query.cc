#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/question.h"

namespace pressmark::cli {

namespace {

struct QueryCommand {
  QuestionOptions question;
  std::string format;
  bool safe = false;
  bool zero_ended = false;
};

OutputOptions OutputOptionsOf(const QueryCommand& command) {
  OutputOptions options = OptionsForOutput(IsTerminal(STDOUT_FILENO));
  if (std::optional<Format> named = FormatNamed(command.format)) {
    options.format = *named;
  }
  options.safe = command.safe;
  options.zero_ended = command.zero_ended;
  return options;
}

ExitStatus RunQuery(const QueryCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question =
      ReadQuestion(session, command.question, &exit);
  if (!question) return exit;
  OutputOptions options = OutputOptionsOf(command);
  if (Status s = CheckOutputOptions(options); !s.ok()) {
    return Fail(session, s);
  }
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    std::unique_ptr<RowWriter> writer = MakeRowWriter(options, &session.out);
    return WriteAnswer(session, *question, snapshot, options.format,
                       writer.get(), &session.out);
  });
}

}  // namespace

void AddQueryCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<QueryCommand>();
  CLI::App* command = app.add_subcommand("query", "ask for articles");
  AddQuestionOptions(command, "EXPR", &options->question);
  command
      ->add_option("--format", options->format,
                   "a table on a terminal, else jsonl")
      ->check(CLI::IsMember(
          {"table", "json", "jsonl", "csv", "tsv", "keys", "markdown"}));
  command->add_flag("--safe-csv", options->safe,
                    "csv, tsv: ' before texts that spreadsheets would run; "
                    "changes the data");
  command->add_flag("-0,--null", options->zero_ended,
                    "keys: a NUL after each, and no line break");
  command->footer(R"(Examples:
  pressmark query 'topic = Health and date in 2021-10..2021-12 limit 20'
  pressmark query 'brand = example.org order by title select @key, title'
  pressmark query 'count by topic limit 10' --format csv
  pressmark query 'id = :id' --param id=8058 --format json)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunQuery(*options, session);
    };
  });
}

}  // namespace pressmark::cli
