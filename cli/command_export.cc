#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/article_tree.h"
#include "cli/atomic_file.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/question.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

struct ExportCommand {
  QuestionOptions question;
  std::string format;
  std::string path;
  bool force = false;
  bool safe = false;
};

OutputOptions OutputOptionsOf(const ExportCommand& command) {
  OutputOptions options;
  options.format = *FormatNamed(command.format);
  options.safe = command.safe;
  return options;
}

ExitStatus WriteTo(ByteWriter* out, const ExportCommand& command,
                   const Question& question, const Snapshot& snapshot,
                   Session& session) {
  OutputOptions options = OutputOptionsOf(command);
  std::unique_ptr<RowWriter> writer = MakeRowWriter(options, out);
  return WriteAnswer(session, question, snapshot, options.format, writer.get(),
                     out);
}

ExitStatus ExportFile(const ExportTarget& target, const ExportCommand& command,
                      const Question& question, const Snapshot& snapshot,
                      Session& session) {
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(target);
  if (!file.ok()) return Fail(session, file.status());
  ExitStatus exit =
      WriteTo(&(*file)->writer(), command, question, snapshot, session);
  if (exit != ExitStatus::kDone) return exit;
  if (Status s = (*file)->Commit(); !s.ok()) return Fail(session, s);
  return ExitStatus::kDone;
}

// Writes the source of every article of the answer; those that cannot have a
// file are named and counted.
ExitStatus FillTree(ArticleTree* tree, const Question& question,
                    const Snapshot& snapshot, Session& session,
                    std::uint64_t* refused) {
  std::string_view text = question.query.text();
  Result<Cursor> cursor =
      question.query.Run(snapshot, question.parameters, question.options);
  if (!cursor.ok()) return FailQuestion(session, text, cursor.status());
  while (cursor->Next()) {
    if (cursor->key().empty()) {
      return Fail(session,
                  InvalidArgument("an export to markdown takes articles, no "
                                  "aggregates"),
                  ExitStatus::kQueryError);
    }
    Result<std::string> source = snapshot.Source(cursor->key());
    if (!source.ok()) return Fail(session, source.status());
    Status added = tree->Add(cursor->key(), *source);
    if (added.ok()) continue;
    added = added.WithContext("article " + schema::Excerpt(cursor->key()));
    if (added.code() != StatusCode::kInvalidArgument) {
      return Fail(session, added);
    }
    session.console.Say("left out: " + added.ToString());
    ++*refused;
  }
  if (!cursor->status().ok()) {
    return FailQuestion(session, text, cursor->status());
  }
  if (std::optional<std::string> next = cursor->next_page()) {
    session.console.Say("next: " + *next);
  }
  return ExitStatus::kDone;
}

ExitStatus ExportTree(const ExportTarget& target, const Question& question,
                      const Snapshot& snapshot, Session& session) {
  Result<std::unique_ptr<ArticleTree>> tree = ArticleTree::Create(target);
  if (!tree.ok()) return Fail(session, tree.status());
  std::uint64_t refused = 0;
  ExitStatus exit =
      FillTree(tree->get(), question, snapshot, session, &refused);
  if (exit != ExitStatus::kDone) return exit;
  if (Status s = (*tree)->Commit(); !s.ok()) return Fail(session, s);
  return refused == 0 ? ExitStatus::kDone : ExitStatus::kDataError;
}

// A target that cannot be is told before the store is opened and asked.
Status CheckTarget(const ExportTarget& target, bool tree) {
  return tree ? CheckFolderTarget(target) : CheckFileTarget(target);
}

ExitStatus RunExport(const ExportCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question =
      ReadQuestion(session, command.question, &exit);
  if (!question) return exit;
  bool tree = command.format == "markdown";
  if (command.path == "-" && tree) {
    return Fail(session,
                InvalidArgument("markdown is a folder of files and cannot go "
                                "to standard output; name a folder"),
                ExitStatus::kUsage);
  }
  if (command.path == "-") {
    return WithSnapshot(session, [&](const Snapshot& snapshot) {
      return WriteTo(&session.out, command, *question, snapshot, session);
    });
  }
  Replace replace = command.force ? Replace::kYes : Replace::kNo;
  Result<ExportTarget> target =
      ResolveTarget(command.path, session.store_folder, replace);
  if (!target.ok()) return Fail(session, target.status(), ExitStatus::kUsage);
  if (Status s = CheckTarget(*target, tree); !s.ok()) return Fail(session, s);
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    if (tree) return ExportTree(*target, *question, snapshot, session);
    return ExportFile(*target, command, *question, snapshot, session);
  });
}

}  // namespace

void AddExportCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<ExportCommand>();
  CLI::App* command = app.add_subcommand(
      "export", "write articles to a file, or to a folder of their sources");
  AddQuestionOptions(command, "EXPR", &options->question);
  command
      ->add_option("--format", options->format,
                   "markdown writes each article's source, byte for byte, "
                   "to PATH/KEY")
      ->required()
      ->check(CLI::IsMember({"jsonl", "json", "csv", "tsv", "markdown"}));
  command
      ->add_option("-o,--output", options->path,
                   "what is written: complete or not there at all; - is "
                   "standard output")
      ->required()
      ->type_name("PATH|-");
  command->add_flag("--force", options->force,
                    "replace the file, or the folder of articles, that is "
                    "there");
  command->add_flag("--safe-csv", options->safe,
                    "csv, tsv: ' before texts that spreadsheets would run; "
                    "changes the data");
  command->footer(R"(Examples:
  pressmark export 'date in 2021' --format csv -o 2021.csv
  pressmark export '*' --format markdown -o content
  pressmark export '* select *' --format jsonl -o - | gzip > all.jsonl.gz)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunExport(*options, session);
    };
  });
}

}  // namespace pressmark::cli
