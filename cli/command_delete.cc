#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/name_list.h"
#include "cli/question.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kBatchDeletes = 1'000;

struct DeleteCommand {
  NameList keys;
  QuestionOptions where;
  bool dry_run = false;
};

// Deletes keys in batches, or only counts those that are there.
class Deletion {
 public:
  Deletion(Store& store, Snapshot snapshot, bool dry_run)
      : store_(store), snapshot_(std::move(snapshot)), dry_run_(dry_run) {}

  Status Add(std::string key, bool* present) {
    Result<std::optional<KeyState>> state = snapshot_.Find(key);
    if (!state.ok()) return state.status();
    *present = state->has_value();
    if (!*present) return {};
    if (dry_run_) {
      ++count_;
      return {};
    }
    batch_.Delete(std::move(key));
    return batch_.size() < kBatchDeletes ? Status() : Finish();
  }

  Status Finish() {
    if (batch_.empty()) return {};
    Result<WriteOutcome> outcome =
        store_.Write(std::exchange(batch_, WriteBatch()));
    if (!outcome.ok()) return outcome.status();
    for (WriteEffect effect : outcome->effects) {
      if (effect == WriteEffect::kRemoved) ++count_;
    }
    return {};
  }

  std::uint64_t count() const { return count_; }

 private:
  Store& store_;
  Snapshot snapshot_;
  bool dry_run_;
  WriteBatch batch_;
  std::uint64_t count_ = 0;
};

ExitStatus DeleteKeys(Session& session, const std::set<std::string>& keys,
                      Deletion* deletion) {
  for (const std::string& key : keys) {
    bool present = false;
    if (Status s = deletion->Add(key, &present); !s.ok()) {
      return Fail(session, s);
    }
    if (!present) {
      session.console.Note("no article has the key " + schema::Excerpt(key));
    }
  }
  return ExitStatus::kDone;
}

ExitStatus DeleteWhere(Session& session, const Question& question,
                       const Snapshot& snapshot, Deletion* deletion) {
  std::string_view text = question.query.text();
  Result<Cursor> cursor =
      question.query.Run(snapshot, question.parameters, question.options);
  if (!cursor.ok()) return FailQuestion(session, text, cursor.status());
  while (cursor->Next()) {
    if (cursor->key().empty()) {
      return Fail(session,
                  InvalidArgument("--where takes a filter, no aggregates"),
                  ExitStatus::kQueryError);
    }
    bool present = false;
    Status s = deletion->Add(std::string(cursor->key()), &present);
    if (!s.ok()) return Fail(session, s);
  }
  if (cursor->status().ok()) return ExitStatus::kDone;
  return FailQuestion(session, text, cursor->status());
}

ExitStatus RunDelete(const DeleteCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question;
  std::set<std::string> keys;
  if (command.keys.names.empty()) {
    question = ReadQuestion(session, command.where, &exit);
    if (!question) return exit;
  } else {
    Result<std::vector<std::string>> names = ReadNames(command.keys);
    if (!names.ok()) return Fail(session, names.status());
    keys.insert(names->begin(), names->end());
  }
  OpenOptions options;
  if (command.dry_run) options.mode = OpenMode::kRead;
  std::optional<Store> store = OpenStore(session, options, &exit);
  if (!store) return exit;
  Result<Snapshot> snapshot = store->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session, snapshot.status());

  Deletion deletion(*store, *snapshot, command.dry_run);
  exit = question ? DeleteWhere(session, *question, *snapshot, &deletion)
                  : DeleteKeys(session, keys, &deletion);
  if (exit == ExitStatus::kDone) {
    if (Status s = deletion.Finish(); !s.ok()) exit = Fail(session, s);
  }
  session.out.Append(command.dry_run ? "would delete " : "deleted ");
  session.out.Append(std::to_string(deletion.count()) + "\n");
  if (Status s = store->Close(); !s.ok()) return Fail(session, s);
  return exit;
}

}  // namespace

void AddDeleteCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<DeleteCommand>();
  CLI::App* command = app.add_subcommand("delete", "remove articles");
  AddNameList(command, "KEY", "the articles' keys", &options->keys);
  CLI::Option* keys = command->get_option("KEY");
  AddQuestionOptions(command, "--where", &options->where);
  command->get_option("--where")
      ->description("those that a filter finds")
      ->type_name("FILTER")
      ->excludes(keys);
  command->get_option("--file")->excludes(keys);
  command->get_option("--saved")->excludes(keys);
  command->get_option("--null")->needs(keys);
  command->add_flag("--dry-run", options->dry_run,
                    "only print how many it would remove");
  command->footer(R"(Examples:
  pressmark delete news/2021/opening.md
  pressmark delete --where 'date < 2010 and brand = example.org' --dry-run
  pressmark query 'not has title' --format keys -0 | pressmark delete -0 -)");
  command->callback([options, command, chosen] {
    bool asks = command->count("--where") + command->count("--file") +
                    command->count("--saved") >
                0;
    if (options->keys.names.empty() && !asks) {
      throw CLI::RequiredError("KEY or --where FILTER");
    }
    *chosen = [options](Session& session) {
      return RunDelete(*options, session);
    };
  });
}

}  // namespace pressmark::cli
