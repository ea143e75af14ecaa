#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace pressmark::cli {

namespace {

ExitStatus RunCompact(Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Store> store = OpenStore(session, {}, &exit);
  if (!store) return exit;
  Result<StoreStatistics> before = store->Statistics();
  if (!before.ok()) return Fail(session, before.status());
  if (Status s = store->Compact(); !s.ok()) return Fail(session, s);
  Result<StoreStatistics> after = store->Statistics();
  if (!after.ok()) return Fail(session, after.status());
  session.console.Say("compacted from " + std::to_string(before->disk_bytes) +
                      " to " + std::to_string(after->disk_bytes) + " bytes");
  if (Status s = store->Close(); !s.ok()) return Fail(session, s);
  return ExitStatus::kDone;
}

}  // namespace

void AddCompactCommand(CLI::App& app, CommandBody* chosen) {
  CLI::App* command = app.add_subcommand(
      "compact", "rewrite the store's files without what is dead");
  command->footer(R"(Example:
  pressmark compact --store /srv/site.store)");
  command->callback([chosen] { *chosen = RunCompact; });
}

}  // namespace pressmark::cli
