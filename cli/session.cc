#include "cli/session.h"

#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <thread>
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
      return "\n  wait until the other process has ended, or end it; "
             "--wait SECONDS waits longer";
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

// The locks of a store know no queue: it is asked for again and again, first
// soon, for most commands take some milliseconds, then less often.
constexpr std::chrono::milliseconds kFirstPause{1};
constexpr std::chrono::milliseconds kLongestPause{50};

// Calls `open` again while another holds the store, until the session waits no
// longer. kInterrupted where the user does not.
Result<Store> WhileBusy(Session& session,
                        const std::function<Result<Store>()>& open) {
  auto end = std::chrono::steady_clock::now() + session.wait;
  std::chrono::milliseconds pause = kFirstPause;
  while (true) {
    Result<Store> store = open();
    bool busy = !store.ok() && store.status().code() == StatusCode::kBusy;
    if (!busy || std::chrono::steady_clock::now() >= end) {
      session.console.ClearProgress();
      return store;
    }
    session.console.ShowProgress("waiting for the store, which is in use");
    std::this_thread::sleep_for(pause);
    if (InterruptRequested()) {
      return Interrupted("interrupted while waiting for the store");
    }
    pause = std::min(pause * 2, kLongestPause);
  }
}

// A store may have come from anywhere: a command must not end by what is in it.
Result<Store> OpenOnce(const Session& session, OpenOptions options) {
  options.verify_records = true;
  return Store::Open(session.store_folder, options);
}

// Where another makes the store in between, it is there to be opened.
Result<Store> OpenOrCreateOnce(const Session& session, const Mapping& mapping,
                               bool* creating) {
  Result<Store> store = OpenOnce(session, {});
  *creating = store.status().code() == StatusCode::kNotFound;
  if (!*creating) return store;
  Result<Store> created = Store::Create(session.store_folder, mapping);
  *creating = created.status().code() != StatusCode::kAlreadyExists;
  return *creating ? std::move(created) : OpenOnce(session, {});
}

ExitStatus FailToOpen(Session& session, const Status& status,
                      std::string_view advice) {
  if (status.code() == StatusCode::kInterrupted) return Fail(session, status);
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

// What the run wrote is out, or the reason why not is the exit status.
ExitStatus FinishOutput(Session& session, ExitStatus exit) {
  session.out.Flush();
  if (session.out.ok()) return exit;
  if (session.out.reader_gone()) return ExitStatus::kReaderGone;
  if (session.out.status().code() == StatusCode::kInterrupted) {
    return InterruptedStatus();
  }
  return Fail(session, session.out.status());
}

}  // namespace

Result<Store> TryOpenStore(Session& session, const OpenOptions& options) {
  return WhileBusy(session, [&] { return OpenOnce(session, options); });
}

ExitStatus FailToOpen(Session& session, const Status& status) {
  return FailToOpen(session, status, Advice(status.code()));
}

ExitStatus RunCommand(const CommandBody& body, Session& session) {
  ExitStatus exit = ExitStatus::kInternal;
  try {
    exit = body(session);
  } catch (const std::bad_alloc&) {
    exit = Fail(session, Internal("out of memory"));
  } catch (const std::exception& error) {
    exit = Fail(session, Internal(error.what()));
  }
  return FinishOutput(session, exit);
}

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
  Result<Store> store = TryOpenStore(session, options);
  if (store.ok()) return std::move(*store);
  *exit = FailToOpen(session, store.status());
  return std::nullopt;
}

std::optional<Store> OpenStoreIfThere(Session& session,
                                      const OpenOptions& options,
                                      ExitStatus* exit) {
  Result<Store> store = TryOpenStore(session, options);
  if (store.ok()) return std::move(*store);
  if (store.status().code() != StatusCode::kNotFound) {
    *exit = FailToOpen(session, store.status());
  }
  return std::nullopt;
}

std::optional<Store> OpenOrCreateStore(Session& session, const Mapping& mapping,
                                       ExitStatus* exit) {
  bool creating = false;
  Result<Store> store = WhileBusy(
      session, [&] { return OpenOrCreateOnce(session, mapping, &creating); });
  if (store.ok()) return std::move(*store);
  StatusCode code = store.status().code();
  bool advise = !creating || code == StatusCode::kBusy;
  *exit = FailToOpen(session, store.status(), advise ? Advice(code) : "");
  return std::nullopt;
}

ExitStatus WithSnapshot(
    Session& session,
    const std::function<ExitStatus(const Snapshot& snapshot)>& use) {
  ExitStatus exit = ExitStatus::kDone;
  OpenOptions options;
  options.mode = OpenMode::kRead;
  std::optional<Store> opened;
  std::optional<Store>* store =
      session.kept != nullptr ? session.kept : &opened;
  if (!*store) *store = OpenStore(session, options, &exit);
  if (!*store) return exit;
  Result<Snapshot> snapshot = (*store)->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session, snapshot.status());
  return use(*snapshot);
}

}  // namespace pressmark::cli
