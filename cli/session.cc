#include "cli/session.h"

#include <string>
#include <utility>

#include "cli/interrupt.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

std::string_view Advice(StatusCode code) {
  switch (code) {
    case StatusCode::kNotFound:
      return "\n  make a store with `pressmark import PATH`, or name another "
             "with --store DIR";
    case StatusCode::kBusy:
      return "\n  wait until the other process has ended, or end it";
    case StatusCode::kUnsupportedFormat:
      return "\n  nothing in it was changed; name another store with "
             "--store DIR";
    case StatusCode::kCorruption:
      return "\n  nothing in it was changed; `pressmark check --accept-loss` "
             "opens a store that lost writes with what is left";
    default:
      return "";
  }
}

// A store may have come from anywhere: a command must not end by what is in it.
Result<Store> OpenFolder(const Session& session, OpenOptions options) {
  options.verify_records = true;
  return Store::Open(session.store_folder, options);
}

ExitStatus FailToOpen(Session& session, const Status& status,
                      std::string_view advice) {
  session.console.Say(
      "pressmark: " + schema::EscapeControls(status.ToString()) +
      std::string(advice));
  switch (status.code()) {
    case StatusCode::kIoError:
    case StatusCode::kNoSpace:
      return ExitStatus::kIoError;
    case StatusCode::kInternal:
      return ExitStatus::kInternal;
    default:
      return ExitStatus::kCannotOpen;
  }
}

}  // namespace

ExitStatus Fail(Session& session, const Status& status) {
  bool signalled =
      status.code() == StatusCode::kInterrupted && InterruptRequested();
  return Fail(session, status,
              signalled ? InterruptedStatus() : ExitStatusOf(status));
}

ExitStatus Fail(Session& session, const Status& status, ExitStatus exit) {
  session.console.Say("pressmark: " +
                      schema::EscapeControls(status.ToString()));
  return exit;
}

std::optional<Store> OpenStore(Session& session, const OpenOptions& options,
                               ExitStatus* exit) {
  Result<Store> store = OpenFolder(session, options);
  if (store.ok()) return std::move(*store);
  *exit = FailToOpen(session, store.status(), Advice(store.status().code()));
  return std::nullopt;
}

std::optional<Store> OpenStoreIfThere(Session& session,
                                      const OpenOptions& options,
                                      ExitStatus* exit) {
  Result<Store> store = OpenFolder(session, options);
  if (store.ok()) return std::move(*store);
  if (store.status().code() != StatusCode::kNotFound) {
    *exit = FailToOpen(session, store.status(), Advice(store.status().code()));
  }
  return std::nullopt;
}

std::optional<Store> OpenOrCreateStore(Session& session, const Mapping& mapping,
                                       ExitStatus* exit) {
  std::optional<Store> store = OpenStoreIfThere(session, {}, exit);
  if (store || *exit != ExitStatus::kDone) return store;
  Result<Store> created = Store::Create(session.store_folder, mapping);
  if (created.ok()) return std::move(*created);
  *exit = FailToOpen(session, created.status(), "");
  return std::nullopt;
}

ExitStatus WithSnapshot(
    Session& session,
    const std::function<ExitStatus(const Snapshot& snapshot)>& use) {
  ExitStatus exit = ExitStatus::kDone;
  OpenOptions options;
  options.mode = OpenMode::kRead;
  std::optional<Store> store = OpenStore(session, options, &exit);
  if (!store) return exit;
  Result<Snapshot> snapshot = store->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session, snapshot.status());
  return use(*snapshot);
}

}  // namespace pressmark::cli
