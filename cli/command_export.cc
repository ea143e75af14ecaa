#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/export_changes.h"
#include "cli/export_origin.h"
#include "cli/export_run.h"
#include "cli/export_sink.h"
#include "cli/export_target.h"
#include "cli/question.h"

namespace pressmark::cli {

namespace {

struct ExportCommand {
  QuestionOptions question;
  ExportOptions options;
  std::string path;
  std::optional<std::string> state;
  bool force = false;
};

// Where it goes; nothing for standard output. A target that cannot be is told
// before the store is opened and asked.
Result<std::optional<ExportTarget>> TargetOf(const ExportCommand& command,
                                             const Session& session) {
  bool folder = IsFolderFormat(command.options.format);
  if (command.path == "-") {
    if (IsStreamFormat(command.options.format)) {
      return std::optional<ExportTarget>();
    }
    return InvalidArgument(command.options.format + " is a " +
                           (folder ? "folder of files" : "database") +
                           " and cannot go to standard output; name a " +
                           (folder ? "folder" : "file"));
  }
  Replace replace = command.force ? Replace::kYes : Replace::kNo;
  Result<ExportTarget> target =
      ResolveTarget(command.path, session.store_folder, replace);
  if (!target.ok()) return target.status();
  Status s = folder ? CheckFolderTarget(*target) : CheckFileTarget(*target);
  if (!s.ok()) return s;
  return std::optional<ExportTarget>(std::move(*target));
}

// Options that a format has no use for are a slip.
Status CheckOptions(const ExportOptions& options) {
  if (IsFeedFormat(options.format)) return CheckFeedOptions(options.feed);
  if (options.feed.empty()) return {};
  return InvalidArgument("--format " + options.format +
                         " is no feed: leave out --feed-title and the like");
}

ExitStatus Export(const ExportCommand& command,
                  const std::optional<ExportTarget>& target,
                  const Question& asked, const Snapshot& snapshot,
                  Session& session) {
  ExportOptions options = command.options;
  options.asked = AskedText(
      OriginOf(snapshot, asked, command.question, options.format, ""));
  Result<std::unique_ptr<ExportSink>> sink =
      MakeExportSink(options, target, asked, snapshot, &session.out);
  if (!sink.ok()) {
    return FailQuestion(session, asked.query.text(), sink.status());
  }
  Result<Question> question = QuestionFor(**sink, asked);
  if (!question.ok())
    return FailQuestion(session, asked.query.text(), question.status());
  std::uint64_t left_out = 0;
  ExitStatus exit =
      ExportAnswer(session, *question, snapshot, sink->get(), &left_out);
  if (exit != ExitStatus::kDone) return exit;
  if (Status s = (*sink)->Commit(); !s.ok()) return Fail(session, s);
  return left_out == 0 ? ExitStatus::kDone : ExitStatus::kDataError;
}

ExitStatus RunExport(const ExportCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question =
      ReadQuestion(session, command.question, &exit);
  if (!question) return exit;
  if (Status s = CheckOptions(command.options); !s.ok()) {
    return Fail(session, s);
  }
  if (command.state) {
    return ExportChanges({command.question, command.options, command.path,
                          *command.state, command.force},
                         *question, session);
  }
  Result<std::optional<ExportTarget>> target = TargetOf(command, session);
  if (!target.ok()) {
    return target.status().code() == StatusCode::kNotFound
               ? Fail(session, target.status(), ExitStatus::kUsage)
               : Fail(session, target.status());
  }
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    return Export(command, *target, *question, snapshot, session);
  });
}

}  // namespace

void AddExportCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<ExportCommand>();
  CLI::App* command = app.add_subcommand(
      "export", "write articles to a file, or to a folder of their sources");
  AddQuestionOptions(command, "EXPR", &options->question);
  command
      ->add_option("--format", options->options.format,
                   "markdown writes each article's source, byte for byte, "
                   "to PATH/KEY; sqlite a database of articles, topics and "
                   "authors; atom, rss and jsonfeed a feed")
      ->required()
      ->check(CLI::IsMember(ExportFormats()));
  command
      ->add_option("-o,--output", options->path,
                   "what is written: complete or not there at all; - is "
                   "standard output")
      ->required()
      ->type_name("PATH|-");
  command->add_flag("--force", options->force,
                    "replace the file, or the folder of articles, that is "
                    "there");
  command
      ->add_option("--state", options->state,
                   "jsonl, markdown, sqlite: write only what changed since "
                   "the last run, which this file remembers")
      ->type_name("FILE");
  command->add_flag("--safe-csv", options->options.safe,
                    "csv, tsv: ' before texts that spreadsheets would run; "
                    "changes the data");
  AddFeedOptions(command, &options->options.feed);
  command->footer(R"(Examples:
  pressmark export 'date in 2021' --format csv -o 2021.csv
  pressmark export '*' --format markdown -o content
  pressmark export '* select *' --format jsonl -o - | gzip > all.jsonl.gz
  pressmark export '*' --format sqlite -o site.db --state site.state)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunExport(*options, session);
    };
  });
}

}  // namespace pressmark::cli
