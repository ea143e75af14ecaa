#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/json_object.h"

namespace pressmark::cli {

namespace {

std::string StatisticsJson(const StoreStatistics& statistics) {
  JsonArray families;
  for (const StoreStatistics::Family& family : statistics.families) {
    JsonObject object;
    object.Add("name", family.name);
    object.Add("keys", family.keys);
    object.Add("bytes", family.bytes);
    families.AddJson(object.Take());
  }
  JsonObject object;
  object.Add("articles", statistics.articles);
  object.Add("sequence", statistics.sequence);
  object.Add("source_bytes", statistics.source_bytes);
  object.Add("disk_bytes", statistics.disk_bytes);
  object.Add("known_paths", statistics.known_paths);
  object.Add("store_id", statistics.store_id);
  object.Add("incarnation", statistics.incarnation);
  object.AddJson("families", families.Take());
  return object.Take() + "\n";
}

std::string Line(std::string name, std::string_view value) {
  constexpr std::size_t kColumn = 22;
  if (name.size() < kColumn) name.append(kColumn - name.size(), ' ');
  return name.append(value) + "\n";
}

std::string StatisticsText(const StoreStatistics& statistics) {
  std::string text;
  text += Line("articles", std::to_string(statistics.articles));
  text += Line("bytes of sources", std::to_string(statistics.source_bytes));
  text += Line("bytes on disk", std::to_string(statistics.disk_bytes));
  text += Line("last change", std::to_string(statistics.sequence));
  text += Line("known paths", std::to_string(statistics.known_paths));
  text += Line("store id", statistics.store_id);
  text += Line("incarnation", std::to_string(statistics.incarnation));
  for (const StoreStatistics::Family& family : statistics.families) {
    text += Line("  " + family.name, std::to_string(family.bytes) +
                                         " bytes, about " +
                                         std::to_string(family.keys) + " keys");
  }
  return text;
}

ExitStatus RunStats(bool json, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  OpenOptions options;
  options.mode = OpenMode::kRead;
  std::optional<Store> store = OpenStore(session, options, &exit);
  if (!store) return exit;
  Result<StoreStatistics> statistics = store->Statistics();
  if (!statistics.ok()) return Fail(session, statistics.status());
  session.out.Append(json ? StatisticsJson(*statistics)
                          : StatisticsText(*statistics));
  return ExitStatus::kDone;
}

}  // namespace

void AddStatsCommand(CLI::App& app, CommandBody* chosen) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("stats", "print how much is in the store");
  command->add_flag("--json", *json, "as one JSON object");
  command->footer(R"(Examples:
  pressmark stats
  pressmark stats --json | jq .articles
  pressmark stats --store /srv/site.store)");
  command->callback([json, chosen] {
    *chosen = [json](Session& session) { return RunStats(*json, session); };
  });
}

}  // namespace pressmark::cli
