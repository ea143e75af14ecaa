// JSON Feed 1.1 (jsonfeed.org/version/1.1), an item a line.
#include "cli/feed_text.h"
#include "cli/feed_writer.h"
#include "cli/json_object.h"

namespace pressmark::cli {

namespace {

class JsonFeedWriter : public FeedWriter {
 public:
  explicit JsonFeedWriter(ByteWriter* out) : out_(out) {}

  void Begin(const FeedHead& head) override {
    JsonObject object;
    object.Add("version", "https://jsonfeed.org/version/1.1");
    object.Add("title", head.title);
    object.Add("home_page_url", head.home);
    if (!head.self.empty()) object.Add("feed_url", head.self);
    std::string json = object.Take();
    json.back() = ',';
    out_->Append(json + "\"items\":[");
  }

  void Add(const FeedEntry& entry) override {
    JsonObject object;
    object.Add("id", entry.id);
    if (!entry.address.empty()) object.Add("url", entry.address);
    object.Add("title", entry.title);
    object.Add(entry.html ? "content_html" : "content_text", entry.body);
    if (entry.summary) object.Add("summary", *entry.summary);
    if (entry.date) object.Add("date_published", Rfc3339(*entry.date));
    JsonArray authors;
    for (const std::string& author : entry.authors) {
      JsonObject name;
      name.Add("name", author);
      authors.AddJson(name.Take());
    }
    JsonArray tags;
    for (const std::string& topic : entry.topics) tags.Add(topic);
    if (!entry.authors.empty()) object.AddJson("authors", authors.Take());
    if (!entry.topics.empty()) object.AddJson("tags", tags.Take());
    out_->Append(first_ ? "\n" : ",\n");
    first_ = false;
    out_->Append(object.Take());
  }

  void End() override { out_->Append(first_ ? "]}\n" : "\n]}\n"); }

 private:
  ByteWriter* out_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<FeedWriter> MakeJsonFeedWriter(ByteWriter* out) {
  return std::make_unique<JsonFeedWriter>(out);
}

}  // namespace pressmark::cli
