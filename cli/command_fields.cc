#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/json_object.h"
#include "cli/text_table.h"
#include "engine/reader.h"

namespace pressmark::cli {

namespace {

// `link.brand`, or `host of link.href`.
std::string PathText(const FieldPath& path) {
  std::string text = path.host ? "host of " : "";
  std::string_view separator;
  for (const std::string& segment : path.segments) {
    text += separator;
    text += segment;
    separator = ".";
  }
  return text;
}

// The order of all articles is that of their dates: an index of its own.
bool IsIndexed(const Snapshot& snapshot, const FieldDefinition& field) {
  if (field.name == "date") return true;
  std::optional<std::uint16_t> number = snapshot.mapping().Find(field.name);
  const auto& indexes = snapshot.reader()->indexes();
  return std::any_of(indexes.begin(), indexes.end(), [&](const auto& index) {
    return index.field && index.field == number;
  });
}

std::vector<FieldDefinition> FieldsFrom(const Snapshot& snapshot,
                                        std::string_view prefix) {
  std::vector<FieldDefinition> fields = snapshot.mapping().fields();
  std::erase_if(fields, [&](const auto& field) {
    return !field.name.starts_with(prefix);
  });
  return fields;
}

std::string FieldsJson(const Snapshot& snapshot, std::string_view prefix) {
  JsonArray fields;
  for (const FieldDefinition& field : FieldsFrom(snapshot, prefix)) {
    JsonArray paths;
    for (const FieldPath& path : field.paths) paths.Add(PathText(path));
    JsonObject object;
    object.Add("name", field.name);
    object.Add("kind", FieldKindName(field.kind));
    object.AddJson("many", field.many ? "true" : "false");
    object.AddJson("indexed", IsIndexed(snapshot, field) ? "true" : "false");
    object.AddJson("paths", paths.Take());
    fields.AddJson(object.Take());
  }
  return fields.Take();
}

std::string PathsJson(const std::vector<KnownPath>& known) {
  JsonArray paths;
  for (const KnownPath& path : known) {
    JsonObject object;
    object.Add("path", path.path);
    object.Add("texts", path.texts);
    object.Add("numbers", path.numbers);
    object.Add("bools", path.bools);
    object.Add("nulls", path.nulls);
    object.Add("lists", path.lists);
    object.Add("mappings", path.mappings);
    paths.AddJson(object.Take());
  }
  return paths.Take();
}

CellText Text(std::string text) {
  return {CellText::Kind::kText, std::move(text)};
}

// Zeros would hide the numbers that say something.
CellText Number(std::uint64_t number) {
  if (number == 0) return {};
  return {CellText::Kind::kNumber, std::to_string(number)};
}

std::string FieldsTable(const Snapshot& snapshot, std::string_view prefix,
                        std::size_t width) {
  std::vector<TextTable::Row> rows;
  for (const FieldDefinition& field : FieldsFrom(snapshot, prefix)) {
    std::string paths;
    for (const FieldPath& path : field.paths) {
      paths += (paths.empty() ? "" : ", ") + PathText(path);
    }
    rows.push_back(
        {Text(field.name), Text(std::string(FieldKindName(field.kind))),
         Text(field.many ? "many" : ""),
         Text(IsIndexed(snapshot, field) ? "indexed" : ""), Text(paths)});
  }
  return RenderTable({"field", "kind", "many", "index", "paths"}, rows, width);
}

std::string PathsTable(const std::vector<KnownPath>& known, std::size_t width) {
  std::vector<TextTable::Row> rows;
  for (const KnownPath& path : known) {
    rows.push_back({Text(path.path), Number(path.texts), Number(path.numbers),
                    Number(path.bools), Number(path.nulls), Number(path.lists),
                    Number(path.mappings)});
  }
  return RenderTable(
      {"path", "texts", "numbers", "bools", "nulls", "lists", "mappings"}, rows,
      width);
}

struct FieldsCommand {
  std::string prefix;
  bool json = false;
};

ExitStatus RunFields(const FieldsCommand& command, Session& session) {
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::vector<KnownPath>> known = snapshot.KnownPaths();
    if (!known.ok()) return Fail(session, known.status());
    std::erase_if(*known, [&](const KnownPath& path) {
      return !path.path.starts_with(command.prefix);
    });
    if (command.json) {
      JsonObject object;
      object.AddJson("fields", FieldsJson(snapshot, command.prefix));
      object.AddJson("paths", PathsJson(*known));
      session.out.Append(object.Take() + "\n");
      return ExitStatus::kDone;
    }
    std::size_t width = OutputWidth();
    session.out.Append(FieldsTable(snapshot, command.prefix, width));
    session.out.Append("\n");
    session.out.Append(PathsTable(*known, width));
    return ExitStatus::kDone;
  });
}

}  // namespace

void AddFieldsCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<FieldsCommand>();
  CLI::App* command = app.add_subcommand(
      "fields", "list the fields, and every path seen in front matter");
  command->add_option("PREFIX", options->prefix,
                      "only those whose names begin so");
  command->add_flag("--json", options->json, "as one JSON object");
  command->footer(R"(Examples:
  pressmark fields
  pressmark fields link.
  pressmark fields --json | jq -r '.paths[].path')");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunFields(*options, session);
    };
  });
}

}  // namespace pressmark::cli
