#ifndef PRESSMARK_CLI_FEED_OPTIONS_H_
#define PRESSMARK_CLI_FEED_OPTIONS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/snapshot.h>

namespace CLI {
class App;
}  // namespace CLI

namespace pressmark::cli {

// What a feed says of itself, and where its articles have what it wants.
struct FeedOptions {
  std::string title;
  std::string home;     // address of the site
  std::string self;     // address of the feed; perhaps empty
  std::string link;     // path of an article's address
  std::string pattern;  // or what it is made of: https://a.example/{slug}/
  std::string summary;  // path

  bool empty() const;
};

// Adds --feed-title and the like.
void AddFeedOptions(CLI::App* command, FeedOptions* options);

// Whether a feed can be made by them: a title, addresses that are some, and
// paths that are single ones. Else kInvalidArgument, naming the option.
Status CheckFeedOptions(const FeedOptions& options);

// The options with paths that articles of the store are known to have, where
// they name none: `link.href`; `summary`, else `description`.
Result<FeedOptions> WithKnownPaths(FeedOptions options,
                                   const Snapshot& snapshot);

// A pattern cut into what stands as it is and the names of `{name}`, in turn:
// texts has one more than names. kInvalidArgument where a brace is left over.
struct AddressPattern {
  std::vector<std::string> texts;
  std::vector<std::string> names;
};
Result<AddressPattern> CutPattern(std::string_view pattern);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_FEED_OPTIONS_H_
