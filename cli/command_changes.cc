#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/sequence_option.h"
#include "cli/store_watch.h"

namespace pressmark::cli {

namespace {

struct ChangesCommand {
  std::optional<std::uint64_t> since;
  bool follow = false;
  std::string format = "jsonl";
  bool zero_ended = false;
};

OutputOptions OutputOptionsOf(const ChangesCommand& command) {
  OutputOptions options;
  options.format = *FormatNamed(command.format);
  options.zero_ended = command.zero_ended;
  options.terminal = IsTerminal(STDOUT_FILENO);
  return options;
}

// A writer may hold the store for as long as it likes.
constexpr std::chrono::hours kForever{24 * 365};
// How long a signal may go unseen, and a change where the system tells of none.
constexpr std::chrono::seconds kGlance{1};

// Prints what changed, as a question's answer is printed.
class ChangeFeed {
 public:
  ChangeFeed(const ChangesCommand& command, ByteWriter* out)
      : out_(out),
        flushed_(command.follow),
        since_(command.since),
        writer_(MakeRowWriter(OutputOptionsOf(command), out)) {}

  // What changed up to this state and was not printed yet.
  Status Print(const Snapshot& snapshot) {
    if (Status s = CheckIdentity(snapshot); !s.ok()) return s;
    Result<ChangeCursor> cursor =
        since_ ? snapshot.Changes(*since_) : snapshot.Changes();
    if (!cursor.ok()) return cursor.status();
    if (!begun_) writer_->Begin(Columns());
    begun_ = true;
    while (out_->ok() && !InterruptRequested() && cursor->Next()) {
      Status s = PrintOne(cursor->change());
      if (!s.ok()) return s;
      since_ = cursor->change().sequence;
    }
    if (!cursor->status().ok() || InterruptRequested()) return cursor->status();
    since_ = snapshot.sequence();
    return {};
  }

 private:
  static std::vector<Column> Columns() {
    std::vector<Column> columns(3);
    columns[0].name = "sequence";
    columns[1].name = "change";
    columns[2].name = "key";
    return columns;
  }

  // Numbers of another store, or of one whose history is another, go on with
  // nothing.
  Status CheckIdentity(const Snapshot& snapshot) {
    StoreIdentity identity = snapshot.identity();
    if (!identity_) identity_ = identity;
    if (*identity_ == identity) return {};
    bool lost = identity_->store_id == identity.store_id;
    return InvalidArgument(
        lost ? "the store has lost changes that were told, and its numbers "
               "mean others; begin anew, without --since"
             : "another store has taken the place of the one that was "
               "followed; begin anew, without --since");
  }

  Status PrintOne(const Change& change) {
    std::vector<Cell> row(3);
    row[0].value = static_cast<std::int64_t>(change.sequence);
    row[1].value = ChangeKindName(change.kind);
    row[2].value = std::string_view(change.key);
    Status s = writer_->Row(row, change.key);
    if (flushed_) out_->Flush();
    return s;
  }

  ByteWriter* out_;
  bool flushed_;
  std::optional<std::uint64_t> since_;
  std::unique_ptr<RowWriter> writer_;
  std::optional<StoreIdentity> identity_;
  bool begun_ = false;
};

ExitStatus PrintPresent(ChangeFeed* feed, Session& session) {
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    if (Status s = feed->Print(snapshot); !s.ok()) {
      session.out.Flush();
      return Fail(session, s);
    }
    return InterruptRequested() ? InterruptedStatus() : ExitStatus::kDone;
  });
}

// Whoever holds a store keeps writers out of it: it is held to read what is
// new, and let go.
ExitStatus Follow(ChangeFeed* feed, Session& session) {
  session.wait = kForever;
  while (true) {
    // From before the reading: what is written after that is not missed.
    StoreWatch watch(session.store_folder, STDOUT_FILENO);
    ExitStatus exit = PrintPresent(feed, session);
    session.console.ClearProgress();
    if (exit != ExitStatus::kDone || !session.out.ok()) return exit;
    StoreWatch::Seen seen = StoreWatch::Seen::kNothing;
    while (seen == StoreWatch::Seen::kNothing) {
      seen = watch.Wait(kGlance);
      if (InterruptRequested()) return InterruptedStatus();
    }
    if (seen == StoreWatch::Seen::kReaderGone) return ExitStatus::kReaderGone;
  }
}

ExitStatus RunChanges(const ChangesCommand& command, Session& session) {
  if (Status s = CheckOutputOptions(OutputOptionsOf(command)); !s.ok()) {
    return Fail(session, s);
  }
  ChangeFeed feed(command, &session.out);
  return command.follow ? Follow(&feed, session) : PrintPresent(&feed, session);
}

}  // namespace

void AddChangesCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<ChangesCommand>();
  CLI::App* command = app.add_subcommand(
      "changes", "print what was added, updated and removed, in that order");
  AddSequenceOption(command, "--since", &options->since,
                    "only what came after the change of this number; the whole "
                    "store unless given");
  command->add_flag("--follow", options->follow,
                    "go on with what is written from now on, until it is "
                    "interrupted");
  command->add_option("--format", options->format, "jsonl unless given")
      ->check(CLI::IsMember({"jsonl", "csv", "tsv", "keys"}));
  command->add_flag("-0,--null", options->zero_ended,
                    "keys: a NUL after each, and no line break");
  command->footer(R"(Examples:
  pressmark changes
  pressmark changes --since 4711 --format tsv
  pressmark changes --since 4711 --follow | while read -r line; do …; done)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunChanges(*options, session);
    };
  });
}

}  // namespace pressmark::cli
