#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/article_tree.h"
#include "cli/commands.h"
#include "cli/import_watch.h"
#include "cli/importer.h"
#include "cli/name_list.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr unsigned kMostThreads = 64;

// A prefix that no export could write would be a trap.
std::string CheckPrefix(const std::string& prefix) {
  if (schema::FindInvalidUtf8(prefix)) return "a prefix must be UTF-8";
  Status status = CheckArticlePath(prefix);
  if (status.ok()) return {};
  return "a prefix must be a plain relative path such as sites/news";
}

struct ImportCommand {
  NameList paths;
  ImportOptions options;
};

ExitStatus RunImport(ImportCommand command, Session& session) {
  ImportOptions& options = command.options;
  if (command.paths.reads_input() && options.mapping_file == "-") {
    return Fail(session,
                InvalidArgument("standard input cannot be both the paths and "
                                "the mapping"));
  }
  Result<std::vector<std::string>> paths = ReadNames(command.paths);
  if (!paths.ok()) return Fail(session, paths.status());
  options.paths = std::move(*paths);
  if (options.watch) {
    options.prune = true;
    return WatchImport(options, session);
  }
  return Importer(options, session).Run();
}

void AddOptions(CLI::App* command, ImportOptions* options) {
  command
      ->add_option("--mapping", options->mapping_file,
                   "which front matter paths fill which field; kept in the "
                   "store; - is standard input")
      ->type_name("FILE|-");
  command
      ->add_flag("--remap", options->remap,
                 "derive all articles anew where the mapping is another")
      ->needs("--mapping");
  command
      ->add_option("--as", options->prefix,
                   "stands before every key, and tells apart what several "
                   "imports brought")
      ->type_name("PREFIX")
      ->check(CheckPrefix);
  command->add_flag("--prune", options->prune,
                    "remove articles of this import whose file is gone");
  command->add_flag(
      "--force", options->force,
      "with --prune or --watch: even if that is more than half of them");
  command->add_flag("--watch", options->watch,
                    "prune, and go on: keep the store in step with the folder "
                    "until a signal ends it");
  command->add_flag("--dry-run", options->dry_run, "only say what would happen")
      ->excludes("--watch");
  command->add_flag("--strict", options->strict,
                    "stop at the first refused file");
  CLI::Option* acknowledge =
      command->add_flag("--ack", options->acknowledge,
                        "print `ack KEY` once an article is durable");
  command->add_flag("--json", options->json, "print the summary as JSON")
      ->excludes(acknowledge);
  command->add_flag("--verbose", options->verbose, "show every warning");
  command
      ->add_option("--jobs", options->threads,
                   "threads that read and parse; all processors unless given")
      ->type_name("N")
      ->check(CLI::Range(1u, kMostThreads));
}

}  // namespace

void AddImportCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<ImportCommand>();
  options->options.threads =
      std::clamp(std::thread::hardware_concurrency(), 1u, kMostThreads);
  CLI::App* command =
      app.add_subcommand("import", "bring articles into the store");
  AddNameList(command, "PATH", "folders and files", &options->paths);
  command->get_option("PATH")->required()->type_name("PATH|-");
  AddOptions(command, &options->options);
  command->footer(
      R"(Takes *.md, *.markdown and *.html below folders, but nothing hidden and
no links; makes the store where there is none. Unchanged files are passed over.
Examples:
  pressmark import content
  pressmark import ../blog/content --as blog --prune
  pressmark import content --watch
  pressmark import content --mapping fields.yaml --remap
  find sites -type d -name content -print0 | pressmark import -0 -)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) {
      return RunImport(*options, session);
    };
  });
}

}  // namespace pressmark::cli
