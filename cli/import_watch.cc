#include "cli/import_watch.h"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "cli/folder_watch.h"
#include "cli/held_folder.h"
#include "cli/interrupt.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// How long one attempt to open a store that is in use lasts; after it a signal
// is heeded. So long the last burst waits.
constexpr std::chrono::milliseconds kAttempt{2'000};

// What keeps one store in step with one folder.
class Follower {
 public:
  Follower(const ImportOptions& options, Session& session, FolderWatch watch)
      : options_(options), session_(session), watch_(std::move(watch)) {}

  // Until a signal comes, or it can go on no more.
  ExitStatus Run();

 private:
  std::string Name() const {
    return schema::EscapeControls(options_.paths.front());
  }
  // Whether the watch may go on after this; where not, `exit` says why.
  bool Take(const FolderChanges& changes, ExitStatus* exit);
  std::optional<Store> AwaitStore(ExitStatus* exit);

  const ImportOptions& options_;
  Session& session_;
  FolderWatch watch_;
  // Whether all whose files are gone are removed, but those told from now on.
  bool in_step_ = true;
  // What a burst holds is written whole before a signal ends the watch.
  InterruptHold hold_;
};

ExitStatus Follower::Run() {
  if (hold_.descriptor() < 0) {
    return Fail(session_, IoError("the system gives no more descriptors"));
  }
  session_.console.Note("watching " + Name());
  while (session_.out.ok()) {
    // What came before the signal is in this one.
    bool last = hold_.came();
    Result<FolderChanges> changes = watch_.Next(hold_.descriptor());
    if (!changes.ok()) return Fail(session_, changes.status());
    if (changes->away) {
      session_.console.Say(Name() +
                           ": it is gone; nothing is removed, and it is "
                           "watched again once it is back");
    }
    ExitStatus exit = ExitStatus::kDone;
    if (!changes->places.empty() && !Take(*changes, &exit)) return exit;
    if (last) return InterruptedStatus();
  }
  return ExitStatus::kDone;
}

bool Follower::Take(const FolderChanges& changes, ExitStatus* exit) {
  // The stopwatch is that of the work, not of the waiting for the store.
  std::optional<Store> store = AwaitStore(exit);
  if (!store) return false;
  // Not held while that waits, which would keep it from being unmounted.
  Result<HeldFolder> folder = HeldFolder::Open(options_.paths.front());
  if (!folder.ok() || folder->identity() != changes.folder) {
    watch_.Lose();
    return true;
  }
  in_step_ = in_step_ && !changes.returned;
  Importer importer(options_, session_);
  *exit = importer.Follow(std::move(*store), &*folder,
                          in_step_ ? changes.places : std::set<std::string>{""},
                          in_step_);
  in_step_ = in_step_ || !importer.held_back();
  if (!folder->InPlace()) watch_.Lose();
  return importer.finished();
}

std::optional<Store> Follower::AwaitStore(ExitStatus* exit) {
  Session patient = session_;
  patient.wait = kAttempt;
  while (true) {
    Result<Store> store = TryOpenStore(patient, {});
    if (store.ok()) return std::move(*store);
    bool busy = store.status().code() == StatusCode::kBusy;
    if (busy && !hold_.came()) continue;
    if (busy) {
      session_.console.Say(
          "the store is in use: the last changes are not written; the next "
          "import takes them");
      *exit = InterruptedStatus();
      return std::nullopt;
    }
    *exit = FailToOpen(session_, store.status());
    return std::nullopt;
  }
}

}  // namespace

ExitStatus WatchImport(const ImportOptions& options, Session& session) {
  // Before the import, so that no change falls between the two.
  Result<FolderWatch> watch =
      FolderWatch::Open(options.paths.front(), session.store_folder);
  {
    Importer importer(options, session);
    ExitStatus exit = importer.Run();
    if (!importer.finished()) return exit;
  }
  if (!watch.ok()) return Fail(session, watch.status());
  return Follower(options, session, std::move(*watch)).Run();
}

}  // namespace pressmark::cli
