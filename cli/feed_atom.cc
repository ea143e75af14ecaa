// Atom, RFC 4287. An entry without a date was updated when the store took it,
// since every entry has to say; who wrote those without an author is the feed.
#include "cli/feed_writer.h"
#include "cli/xml_text.h"

namespace pressmark::cli {

namespace {

// What the feed says where it has no entry.
constexpr std::string_view kNever = "1970-01-01T00:00:00Z";

class AtomWriter : public FeedWriter {
 public:
  explicit AtomWriter(ByteWriter* out) : out_(out) {}

  void Begin(const FeedHead& head) override {
    xml_.Line("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml_.Line("<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    xml_.Element("id", head.self.empty() ? head.home : head.self);
    xml_.Element("title", head.title);
    xml_.Element("updated", head.updated ? Rfc3339(*head.updated) : kNever);
    AddAuthor(head.title);
    xml_.Empty("link", {{"rel", "alternate"}, {"href", head.home}});
    if (!head.self.empty()) {
      xml_.Empty("link", {{"rel", "self"},
                          {"type", "application/atom+xml"},
                          {"href", head.self}});
    }
    xml_.Element("generator", "Pressmark");
    out_->Append(xml_.Take());
  }

  void Add(const FeedEntry& entry) override {
    xml_.Line("<entry>");
    xml_.Element("id", entry.id);
    xml_.Element("title", entry.title);
    if (entry.date) xml_.Element("published", Rfc3339(*entry.date));
    xml_.Element("updated", Rfc3339(entry.date.value_or(entry.written)));
    if (!entry.address.empty()) {
      xml_.Empty("link", {{"rel", "alternate"}, {"href", entry.address}});
    }
    for (const std::string& author : entry.authors) AddAuthor(author);
    for (const std::string& topic : entry.topics) {
      xml_.Empty("category", {{"term", topic}});
    }
    if (entry.summary) xml_.Element("summary", *entry.summary);
    xml_.Element("content", entry.body,
                 {{"type", entry.html ? "html" : "text"}});
    xml_.Line("</entry>");
    out_->Append(xml_.Take());
  }

  void End() override { out_->Append("</feed>\n"); }

 private:
  void AddAuthor(std::string_view name) {
    xml_.Line("<author>");
    xml_.Element("name", name);
    xml_.Line("</author>");
  }

  ByteWriter* out_;
  XmlText xml_;
};

}  // namespace

std::unique_ptr<FeedWriter> MakeAtomWriter(ByteWriter* out) {
  return std::make_unique<AtomWriter>(out);
}

}  // namespace pressmark::cli
