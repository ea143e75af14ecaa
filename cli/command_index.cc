#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/json_object.h"
#include "cli/text_table.h"
#include "engine/path_text.h"
#include "engine/reader.h"
#include "query/diagnostic.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

struct IndexCommand {
  std::string path;
  std::string kind;  // empty: not told
  bool json = false;

  std::optional<FieldKind> field_kind() const {
    return FieldKindFromName(kind);
  }
};

bool IsSame(const IndexState& left, const IndexState& right) {
  return left.path == right.path && left.kind == right.kind;
}

// Opens the store for writing and calls `use` with it and its indexes.
ExitStatus WithIndexes(
    Session& session,
    const std::function<ExitStatus(Store*, const std::vector<IndexState>&)>&
        use) {
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Store> store = OpenStore(session, {}, &exit);
  if (!store) return exit;
  Result<std::vector<IndexState>> indexes = store->Indexes();
  if (!indexes.ok()) return Fail(session, indexes.status());
  exit = use(&*store, *indexes);
  if (exit != ExitStatus::kDone) return exit;
  if (Status s = store->Close(); !s.ok()) return Fail(session, s);
  return exit;
}

// "did you mean …?" of a path that no article ever had; empty where some had,
// and where there is nothing to go by.
Result<std::string> HintFor(const Store& store, const std::string& path) {
  Result<engine::ParsedPath> parsed = engine::ParsePathText(path);
  if (!parsed.ok()) return std::string();
  std::string text = engine::PathText(parsed->names);
  bool field = !parsed->dotted && store.mapping().Find(text);
  Result<Snapshot> snapshot = store.TakeSnapshot();
  if (!snapshot.ok()) return snapshot.status();
  if (field || snapshot->article_count() == 0) return std::string();
  Result<bool> known = snapshot->reader()->IsKnownPath(text);
  if (!known.ok()) return known.status();
  if (*known) return std::string();
  Result<std::vector<KnownPath>> paths = snapshot->KnownPaths();
  if (!paths.ok()) return paths.status();
  std::vector<std::string> names;
  for (const KnownPath& one : *paths) names.push_back(one.path);
  std::string nearest(query::Nearest(text, names));
  return "no article ever had the path " + schema::Excerpt(text) +
         (nearest.empty() ? "" : "; did you mean " + nearest + "?");
}

// "link.href: 120 of 300 articles".
std::string ProgressText(const std::vector<IndexState>& indexes) {
  for (const IndexState& index : indexes) {
    if (index.ready) continue;
    return index.path + ": " + std::to_string(index.articles_done) + " of " +
           std::to_string(index.articles) + " articles";
  }
  return "finishing";
}

Status Await(Store* store, Session& session) {
  Status status = store->AwaitIndexes([&](const auto& indexes) {
    if (session.console.progress_due()) {
      session.console.ShowProgress(
          schema::EscapeControls(ProgressText(indexes)));
    }
    return !InterruptRequested();
  });
  session.console.ClearProgress();
  return status;
}

// What to do about an index that is not ready.
std::string_view AdviceOn(StatusCode code) {
  switch (code) {
    case StatusCode::kInterrupted:
      return "it is built further whenever the store is open for writing, and "
             "`pressmark index add` waits for it";
    case StatusCode::kCorruption:
      return "`pressmark check` tells what is damaged";
    default:
      return "once that is mended `pressmark index add` goes on";
  }
}

ExitStatus FailToBuild(Session& session, const Status& status) {
  ExitStatus exit = Fail(session, status);
  session.console.Say("  the index is not used before it is ready; " +
                      std::string(AdviceOn(status.code())));
  return exit;
}

// A line of what was done. A path may hold anything.
void Print(Session& session, std::string_view line) {
  session.out.Append(schema::EscapeControls(line) + '\n');
}

ExitStatus RunAdd(const IndexCommand& command, Session& session) {
  return WithIndexes(session, [&](Store* store, const auto& before) {
    Status added = store->AddIndex(command.path, command.field_kind());
    if (!added.ok()) return Fail(session, added);
    Result<std::string> hint = HintFor(*store, command.path);
    if (!hint.ok()) return Fail(session, hint.status());
    if (!hint->empty()) {
      session.console.Note("warning: " + schema::EscapeControls(*hint) +
                           "\n  the index is kept all the same; `pressmark "
                           "index drop` takes it away");
    }
    Status built = Await(store, session);
    if (!built.ok()) return FailToBuild(session, built);
    Result<std::vector<IndexState>> after = store->Indexes();
    if (!after.ok()) return Fail(session, after.status());
    bool changed = false;
    for (const IndexState& index : *after) {
      auto there = std::find_if(
          before.begin(), before.end(),
          [&](const IndexState& other) { return IsSame(other, index); });
      if (there != before.end() && there->ready) continue;
      changed = true;
      Print(session, "added " + index.path + " (" +
                         std::string(FieldKindName(index.kind)) + ")");
    }
    if (!changed) Print(session, "unchanged " + command.path);
    return ExitStatus::kDone;
  });
}

ExitStatus RunDrop(const IndexCommand& command, Session& session) {
  return WithIndexes(session, [&](Store* store, const auto&) {
    Status dropped = store->DropIndex(command.path, command.field_kind());
    if (!dropped.ok()) {
      ExitStatus exit = Fail(session, dropped);
      session.console.Say("  `pressmark index list` shows what there is");
      return exit;
    }
    Print(session, "dropped " + command.path);
    Result<std::vector<IndexState>> left = store->Indexes();
    if (!left.ok()) return Fail(session, left.status());
    // What else there is to build is not this command's to wait for; the next
    // that writes the store deletes what is left.
    bool ready = std::all_of(left->begin(), left->end(),
                             [](const auto& index) { return index.ready; });
    if (!ready) return ExitStatus::kDone;
    Status done = Await(store, session);
    return done.ok() ? ExitStatus::kDone : Fail(session, done);
  });
}

std::string ListJson(const std::vector<IndexState>& indexes) {
  JsonArray array;
  for (const IndexState& index : indexes) {
    JsonObject object;
    object.Add("path", index.path);
    object.Add("kind", FieldKindName(index.kind));
    object.Add("origin", IndexOriginName(index.origin));
    object.AddJson("ready", index.ready ? "true" : "false");
    object.Add("articles_done", index.articles_done);
    object.Add("articles", index.articles);
    array.AddJson(object.Take());
  }
  JsonObject object;
  object.AddJson("indexes", array.Take());
  return object.Take() + "\n";
}

std::string StateText(const IndexState& index) {
  if (index.ready) return "ready";
  return std::to_string(index.articles_done) + " of " +
         std::to_string(index.articles) + " articles";
}

std::string ListTable(const std::vector<IndexState>& indexes,
                      std::size_t width) {
  std::vector<TextTable::Row> rows;
  for (const IndexState& index : indexes) {
    TextTable::Row& row = rows.emplace_back();
    for (std::string text :
         {index.path, std::string(FieldKindName(index.kind)),
          std::string(IndexOriginName(index.origin)), StateText(index)}) {
      row.push_back({CellText::Kind::kText, std::move(text)});
    }
  }
  return RenderTable({"index", "kind", "from", "state"}, rows, width);
}

// Opened for reading, so that what is being built is told and not built.
ExitStatus RunList(const IndexCommand& command, Session& session) {
  ExitStatus exit = ExitStatus::kDone;
  OpenOptions options;
  options.mode = OpenMode::kRead;
  std::optional<Store> store = OpenStore(session, options, &exit);
  if (!store) return exit;
  Result<std::vector<IndexState>> indexes = store->Indexes();
  if (!indexes.ok()) return Fail(session, indexes.status());
  session.out.Append(command.json ? ListJson(*indexes)
                                  : ListTable(*indexes, OutputWidth()));
  return ExitStatus::kDone;
}

using Runner = ExitStatus (*)(const IndexCommand&, Session&);

CLI::App* AddPart(CLI::App* group, const char* name, const char* does,
                  Runner run, const std::shared_ptr<IndexCommand>& options,
                  CommandBody* chosen) {
  CLI::App* command = group->add_subcommand(name, does);
  command->callback([options, run, chosen] {
    *chosen = [options, run](Session& session) {
      return run(*options, session);
    };
  });
  return command;
}

void AddPathAndKind(CLI::App* command,
                    const std::shared_ptr<IndexCommand>& options) {
  command
      ->add_option("PATH", options->path,
                   "a field, or a path of the front matter, as in a query")
      ->required();
  command
      ->add_option("--kind", options->kind,
                   "of a path: how its values are kept; text unless given. "
                   "folded takes upper and lower case for one, date takes "
                   "texts that are dates for dates")
      ->check(CLI::IsMember({"text", "folded", "number", "date", "bool"}));
}

}  // namespace

void AddIndexCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<IndexCommand>();
  CLI::App* group = app.add_subcommand(
      "index", "add, drop and list the indexes that queries use");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  pressmark index list
  pressmark index add link.href
  pressmark index drop link.href)");

  CLI::App* add =
      AddPart(group, "add", "put an index on a field or path, and build it",
              RunAdd, options, chosen);
  AddPathAndKind(add, options);
  add->footer(R"(Waits until the index is ready. Interrupted, it goes on from
there the next time; queries do without it until then.
Examples:
  pressmark index add author
  pressmark index add link.href
  pressmark index add 'htmlMetaData."og:type"' --kind folded)");

  CLI::App* drop = AddPart(group, "drop", "take an index away that was added",
                           RunDrop, options, chosen);
  AddPathAndKind(drop, options);
  drop->footer(R"(Articles stay as they are, and so do answers. An index that
the mapping declares goes with `import --mapping FILE --remap`.
Examples:
  pressmark index drop author
  pressmark index drop link.href
  pressmark index drop review.rating --kind number)");

  CLI::App* list = AddPart(group, "list", "list the indexes and their state",
                           RunList, options, chosen);
  list->add_flag("--json", options->json, "as one JSON object");
  list->footer(R"(Examples:
  pressmark index list
  pressmark index list --json | jq -r '.indexes[].path'
  pressmark index list --store /srv/site.store)");
}

}  // namespace pressmark::cli
