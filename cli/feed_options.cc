#include "cli/feed_options.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/feed_text.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// A path as one column; a query says what else is wrong with it.
bool IsOnePath(std::string_view text) {
  return !text.empty() &&
         text.find_first_of(" \t\r\n,()*") == std::string_view::npos;
}

Status CheckAddress(std::string_view option, const std::string& address) {
  if (IsWebAddress(address)) return {};
  return InvalidArgument(std::string(option) + " " + schema::Excerpt(address) +
                         ": expected an address such as "
                         "https://site.example/");
}

Status CheckPath(std::string_view option, const std::string& path) {
  if (path.empty() || IsOnePath(path)) return {};
  return InvalidArgument(std::string(option) + " " + schema::Excerpt(path) +
                         ": expected a path such as link.href");
}

}  // namespace

bool FeedOptions::empty() const {
  return title.empty() && home.empty() && self.empty() && link.empty() &&
         pattern.empty() && summary.empty();
}

void AddFeedOptions(CLI::App* command, FeedOptions* options) {
  command->add_option("--feed-title", options->title, "of a feed")
      ->type_name("TEXT");
  command
      ->add_option("--feed-url", options->home,
                   "address of the site that a feed is of")
      ->type_name("URL");
  command->add_option("--feed-self", options->self, "address of a feed itself")
      ->type_name("URL");
  CLI::Option* link =
      command
          ->add_option("--link", options->link,
                       "feeds: where articles have their address; link.href "
                       "unless given")
          ->type_name("PATH");
  command
      ->add_option("--link-template", options->pattern,
                   "feeds: what their address is made of, such as "
                   "'https://site.example/{slug}/'")
      ->type_name("TEXT")
      ->excludes(link);
  command
      ->add_option("--summary", options->summary,
                   "feeds: where articles have their summary; summary or "
                   "description unless given")
      ->type_name("PATH");
}

Status CheckFeedOptions(const FeedOptions& options) {
  if (options.title.empty() || options.home.empty()) {
    return InvalidArgument("a feed wants --feed-title and --feed-url");
  }
  Status s = CheckAddress("--feed-url", options.home);
  if (s.ok() && !options.self.empty()) {
    s = CheckAddress("--feed-self", options.self);
  }
  if (s.ok()) s = CheckPath("--link", options.link);
  if (s.ok()) s = CheckPath("--summary", options.summary);
  if (!s.ok() || options.pattern.empty()) return s;
  Result<AddressPattern> pattern = CutPattern(options.pattern);
  if (!pattern.ok()) return pattern.status();
  for (const std::string& name : pattern->names) {
    if (!IsOnePath(name)) return CheckPath("--link-template", name + " ");
  }
  return CheckAddress(
      "--link-template",
      pattern->texts.front() + (pattern->names.empty() ? "" : "x"));
}

Result<FeedOptions> WithKnownPaths(FeedOptions options,
                                   const Snapshot& snapshot) {
  Result<std::vector<KnownPath>> paths = snapshot.KnownPaths();
  if (!paths.ok()) return paths.status();
  auto known = [&paths](std::string_view path) {
    return std::any_of(
        paths->begin(), paths->end(),
        [path](const KnownPath& other) { return other.path == path; });
  };
  if (options.link.empty() && options.pattern.empty() && known("link.href")) {
    options.link = "link.href";
  }
  for (std::string_view path : {"summary", "description"}) {
    if (options.summary.empty() && known(path)) {
      // The front matter's own, whatever field has that name.
      options.summary = "." + std::string(path);
    }
  }
  return options;
}

Result<AddressPattern> CutPattern(std::string_view pattern) {
  AddressPattern cut;
  std::string_view rest = pattern;
  while (true) {
    std::size_t open = rest.find_first_of("{}");
    cut.texts.emplace_back(rest.substr(0, open));
    if (open == std::string_view::npos) return cut;
    std::size_t close = rest.find_first_of("{}", open + 1);
    bool paired = rest[open] == '{' && close != std::string_view::npos &&
                  rest[close] == '}';
    if (!paired) {
      return InvalidArgument("--link-template " + schema::Excerpt(pattern) +
                             ": expected {path} with both braces");
    }
    cut.names.emplace_back(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
}

}  // namespace pressmark::cli
