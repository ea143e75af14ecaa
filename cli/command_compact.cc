#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/sequence_option.h"

namespace pressmark::cli {

namespace {

ExitStatus RunCompact(std::optional<std::uint64_t> forget_before,
                      Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Store> store = OpenStore(session, {}, &exit);
  if (!store) return exit;
  Result<StoreStatistics> before = store->Statistics();
  if (!before.ok()) return Fail(session, before.status());
  Status compacted = forget_before ? store->ForgetChangesBefore(*forget_before)
                                   : store->Compact();
  if (!compacted.ok()) return Fail(session, compacted);
  Result<StoreStatistics> after = store->Statistics();
  if (!after.ok()) return Fail(session, after.status());
  session.console.Note("compacted from " + std::to_string(before->disk_bytes) +
                       " to " + std::to_string(after->disk_bytes) + " bytes");
  if (Status s = store->Close(); !s.ok()) return Fail(session, s);
  return ExitStatus::kDone;
}

}  // namespace

void AddCompactCommand(CLI::App& app, CommandBody* chosen) {
  CLI::App* command = app.add_subcommand(
      "compact", "rewrite the store's files without what is dead");
  auto forget_before = std::make_shared<std::optional<std::uint64_t>>();
  AddSequenceOption(command, "--forget-before", forget_before.get(),
                    "forget first which articles were removed before the "
                    "change of this number; `changes` then takes none below "
                    "the one before it");
  command->footer(R"(Examples:
  pressmark compact --store /srv/site.store
  pressmark compact --wait 600 --quiet
  pressmark compact --forget-before 4712)");
  command->callback([forget_before, chosen] {
    *chosen = [forget_before](Session& session) {
      return RunCompact(*forget_before, session);
    };
  });
}

}  // namespace pressmark::cli
