#ifndef PRESSMARK_CLI_SESSION_H_
#define PRESSMARK_CLI_SESSION_H_

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/store.h>

#include "cli/byte_writer.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"

namespace pressmark::cli {

// What every command works with. Results go to `out`, everything else to the
// console; whoever runs the command flushes `out` and looks at its status.
struct Session {
  std::filesystem::path store_folder;
  ByteWriter& out;
  Console& console;
  // How long to wait for a store that another holds before giving it up.
  std::chrono::milliseconds wait{2'000};
  // Where WithSnapshot leaves the store it opened, and finds it the next time:
  // for commands that follow each other. Null: it is closed again.
  std::optional<Store>* kept = nullptr;
};

using CommandBody = std::function<ExitStatus(Session&)>;

// Runs a command for the session. What it wrote to `out` is out, or the reason
// why not is the exit status; no exception passes.
ExitStatus RunCommand(const CommandBody& body, Session& session);

// Says "pressmark: …" with the status's message, and gives the exit status
// that stands for it.
ExitStatus Fail(Session& session, const Status& status);
ExitStatus Fail(Session& session, const Status& status, ExitStatus exit);

// Opens the session's store, waiting while another holds it. Where that fails,
// says why and what to do, sets `exit` and returns nothing.
std::optional<Store> OpenStore(Session& session, const OpenOptions& options,
                               ExitStatus* exit);
// As OpenStore, but says nothing.
Result<Store> TryOpenStore(Session& session, const OpenOptions& options);
// What OpenStore says where it fails, and the exit status for it.
ExitStatus FailToOpen(Session& session, const Status& status);
// As OpenStore, but leaves `exit` alone where there is no store: nothing at
// the folder, an empty one, or what a killed creation left.
std::optional<Store> OpenStoreIfThere(Session& session,
                                      const OpenOptions& options,
                                      ExitStatus* exit);
// As OpenStore, for writing, but makes a store with this mapping where there
// is none.
std::optional<Store> OpenOrCreateStore(Session& session, const Mapping& mapping,
                                       ExitStatus* exit);

// Opens the store for reading and calls `use` with its present state.
ExitStatus WithSnapshot(
    Session& session,
    const std::function<ExitStatus(const Snapshot& snapshot)>& use);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SESSION_H_
