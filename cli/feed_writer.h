#ifndef PRESSMARK_CLI_FEED_WRITER_H_
#define PRESSMARK_CLI_FEED_WRITER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/date.h>

#include "cli/byte_writer.h"

namespace pressmark::cli {

// What stands at the head of a feed.
struct FeedHead {
  std::string title;
  std::string home;  // addresses
  std::string self;  // of the feed itself; perhaps empty
  // Of what is newest in it; nothing where nothing has a date.
  std::optional<Date> updated;
};

// One article of a feed. The views live until the entry is written.
struct FeedEntry {
  std::string id;       // an address or a URN
  std::string address;  // perhaps empty; else it is the id
  std::string title;
  std::optional<Date> date;
  Date written;  // when the store last took it
  std::vector<std::string> authors;
  std::vector<std::string> topics;
  std::optional<std::string> summary;  // plain text
  std::string_view body;
  bool html = false;  // the body is; else it is Markdown
};

// Writes one feed: Begin, then Add for each entry, then End.
class FeedWriter {
 public:
  virtual ~FeedWriter() = default;

  virtual void Begin(const FeedHead& head) = 0;
  virtual void Add(const FeedEntry& entry) = 0;
  virtual void End() = 0;
};

// Each writes to `out`, which must outlive it.
std::unique_ptr<FeedWriter> MakeAtomWriter(ByteWriter* out);
std::unique_ptr<FeedWriter> MakeRssWriter(ByteWriter* out);
std::unique_ptr<FeedWriter> MakeJsonFeedWriter(ByteWriter* out);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_FEED_WRITER_H_
