#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

struct GetCommand {
  std::string key;
  std::string format = "markdown";
};

Result<std::string> ReadArticle(const GetCommand& command,
                                const Snapshot& snapshot) {
  if (command.format == "markdown") return snapshot.Source(command.key);
  Result<Article> article = snapshot.Get(command.key);
  if (!article.ok()) return article.status();
  return article->ToJson() + "\n";
}

ExitStatus RunGet(const GetCommand& command, Session& session) {
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::string> text = ReadArticle(command, snapshot);
    if (text.status().code() == StatusCode::kNotFound) {
      return Fail(session, NotFound("no article has the key " +
                                    schema::Excerpt(command.key)));
    }
    if (!text.ok()) return Fail(session, text.status());
    session.out.Append(*text);
    return ExitStatus::kDone;
  });
}

}  // namespace

void AddGetCommand(CLI::App& app, CommandBody* chosen) {
  auto options = std::make_shared<GetCommand>();
  CLI::App* command = app.add_subcommand("get", "print one article");
  command->add_option("KEY", options->key, "the article's key")->required();
  command
      ->add_option("--format", options->format,
                   "markdown: its source, byte for byte; json: what is "
                   "known of it")
      ->check(CLI::IsMember({"markdown", "json"}));
  command->footer(R"(Examples:
  pressmark get news/2021/opening.md
  pressmark get news/2021/opening.md --format json)");
  command->callback([options, chosen] {
    *chosen = [options](Session& session) { return RunGet(*options, session); };
  });
}

}  // namespace pressmark::cli
