// RSS 2.0, as the RSS Advisory Board tells it. What it has no element for
// stands in those of others that every reader knows: dc:creator, as its own
// author is a mail address, content:encoded and atom:link. Its texts are HTML.
#include "cli/feed_writer.h"
#include "cli/xml_text.h"

namespace pressmark::cli {

namespace {

class RssWriter : public FeedWriter {
 public:
  explicit RssWriter(ByteWriter* out) : out_(out) {}

  void Begin(const FeedHead& head) override {
    xml_.Line("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml_.Line(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
    xml_.Line("<channel>");
    xml_.Element("title", head.title);
    xml_.Element("link", head.home);
    xml_.Element("description", HtmlOf(head.title));
    if (head.updated) {
      xml_.Element("lastBuildDate", Rfc822(*head.updated));
    }
    xml_.Element("generator", "Pressmark");
    if (!head.self.empty()) {
      xml_.Empty("atom:link", {{"rel", "self"},
                               {"type", "application/rss+xml"},
                               {"href", head.self}});
    }
    out_->Append(xml_.Take());
  }

  void Add(const FeedEntry& entry) override {
    xml_.Line("<item>");
    xml_.Element("title", entry.title);
    if (!entry.address.empty()) xml_.Element("link", entry.address);
    xml_.Element("guid", entry.id,
                 {{"isPermaLink", entry.address.empty() ? "false" : "true"}});
    if (entry.date) xml_.Element("pubDate", Rfc822(*entry.date));
    for (const std::string& author : entry.authors) {
      xml_.Element("dc:creator", author);
    }
    for (const std::string& topic : entry.topics) {
      xml_.Element("category", topic);
    }
    if (entry.summary) {
      xml_.Element("description", HtmlOf(*entry.summary));
    } else if (!entry.html) {
      xml_.Element("description", HtmlOf(entry.body));
    }
    if (entry.html) {
      xml_.Element("content:encoded", entry.body);
    } else if (entry.summary) {
      xml_.Element("content:encoded", HtmlOf(entry.body));
    }
    xml_.Line("</item>");
    out_->Append(xml_.Take());
  }

  void End() override { out_->Append("</channel>\n</rss>\n"); }

 private:
  ByteWriter* out_;
  XmlText xml_;
};

}  // namespace

std::unique_ptr<FeedWriter> MakeRssWriter(ByteWriter* out) {
  return std::make_unique<RssWriter>(out);
}

}  // namespace pressmark::cli
