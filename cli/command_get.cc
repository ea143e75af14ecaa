#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/name_list.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

struct GetCommand {
  NameList keys;
  std::string format = "markdown";
};

Result<std::string> ReadArticle(const GetCommand& command,
                                const Snapshot& snapshot,
                                const std::string& key) {
  if (command.format == "markdown") return snapshot.Source(key);
  Result<Article> article = snapshot.Get(key);
  if (!article.ok()) return article.status();
  return article->ToJson() + "\n";
}

ExitStatus RunGet(const GetCommand& command, Session& session) {
  Result<std::vector<std::string>> keys = ReadNames(command.keys);
  if (!keys.ok()) return Fail(session, keys.status());
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    ExitStatus exit = ExitStatus::kDone;
    for (const std::string& key : *keys) {
      Result<std::string> text = ReadArticle(command, snapshot, key);
      if (text.status().code() == StatusCode::kNotFound) {
        exit = Fail(session,
                    NotFound("no article has the key " + schema::Excerpt(key)));
      } else if (!text.ok()) {
        return Fail(session, text.status());
      } else {
        session.out.Append(*text);
      }
      if (InterruptRequested() || !session.out.ok()) break;
    }
    return InterruptRequested() ? InterruptedStatus() : exit;
  });
}

}  // namespace

void AddGetCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<GetCommand>();
  CLI::App* command = app.add_subcommand("get", "print articles");
  AddNameList(command, "KEY", "the articles' keys", &options->keys);
  command->get_option("KEY")->required();
  command
      ->add_option("--format", options->format,
                   "markdown: its source, byte for byte; json: what is "
                   "known of it")
      ->check(CLI::IsMember({"markdown", "json"}));
  command->footer(R"(Examples:
  pressmark get news/2021/opening.md
  pressmark get news/2021/opening.md --format json
  pressmark query 'topic = Tea' --format keys -0 | pressmark get -0 - | wc -w)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) { return RunGet(*options, session); };
  });
}

}  // namespace pressmark::cli
