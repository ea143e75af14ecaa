#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/file_message.h"
#include "cli/files.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

struct PutCommand {
  std::string key;
  std::string file;
};

std::string_view Word(WriteEffect effect) {
  switch (effect) {
    case WriteEffect::kAdded:
      return "added ";
    case WriteEffect::kUnchanged:
      return "unchanged ";
    default:
      return "updated ";
  }
}

// A file that does not exist is a slip in the command; one that is too large
// or no file at all is bad data.
ExitStatus ReadFailure(Session& session, const Status& status) {
  switch (status.code()) {
    case StatusCode::kNotFound:
      return Fail(session, status, ExitStatus::kUsage);
    case StatusCode::kInvalidArgument:
      return Fail(session, status, ExitStatus::kDataError);
    default:
      return Fail(session, status);
  }
}

// The article stays with the import it came from.
Result<std::string> LabelOf(const Store& store, const std::string& key) {
  Result<Snapshot> snapshot = store.TakeSnapshot();
  if (!snapshot.ok()) return snapshot.status();
  Result<std::optional<KeyState>> state = snapshot->Find(key);
  if (!state.ok()) return state.status();
  return *state ? (*state)->label : std::string();
}

ExitStatus RunPut(const PutCommand& command, Session& session) {
  Result<std::string> source = ReadInput(command.file, Limits{}.article_bytes);
  if (!source.ok()) return ReadFailure(session, source.status());
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Store> store =
      OpenOrCreateStore(session, Mapping::BuiltIn(), &exit);
  if (!store) return exit;

  const std::string name =
      command.file == "-" ? "standard input" : command.file;
  Result<PreparedArticle> article =
      store->Prepare(command.key, std::move(*source));
  if (!article.ok()) {
    session.console.Say(FileMessage(name, article.status()));
    return ExitStatus::kDataError;
  }
  for (const Warning& warning : article->warnings()) {
    session.console.Note(FileMessage(name, warning));
  }
  Result<std::string> label = LabelOf(*store, command.key);
  if (!label.ok()) return Fail(session, label.status());
  WriteBatch batch;
  batch.Put(std::move(*article), *label);
  Result<WriteOutcome> outcome = store->Write(std::move(batch));
  if (!outcome.ok()) return Fail(session, outcome.status());
  session.out.Append(Word(outcome->effects.front()));
  session.out.Append(schema::EscapeControls(command.key) + "\n");
  if (Status s = store->Close(); !s.ok()) return Fail(session, s);
  return ExitStatus::kDone;
}

}  // namespace

void AddPutCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<PutCommand>();
  CLI::App* command =
      app.add_subcommand("put", "add an article, or replace it");
  command->add_option("KEY", options->key, "the article's key")->required();
  command
      ->add_option("FILE", options->file, "its source, or - for standard input")
      ->type_name("FILE|-")
      ->required();
  command->footer(R"(Examples:
  pressmark put news/opening.md draft.md
  generate-page | pressmark put pages/about.md -
  pressmark get a.md | sed 's/^title: .*/title: New/' | pressmark put a.md -)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) { return RunPut(*options, session); };
  });
}

}  // namespace pressmark::cli
