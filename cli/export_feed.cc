// Feeds of the articles of an answer, in its order: Atom, RSS, JSON Feed.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/cell_text.h"
#include "cli/export_file.h"
#include "cli/export_run.h"
#include "cli/export_sink.h"
#include "cli/feed_options.h"
#include "cli/feed_text.h"
#include "cli/feed_writer.h"

namespace pressmark::cli {

namespace {

// Cells of the selection. Behind them come the path of the address or the names
// of its pattern, and then that of the summary.
enum FeedCell : std::size_t {
  kTitle,
  kDate,
  kAuthor,
  kTopic,
  kWritten,
  kBody,
  kAddress,
};
constexpr std::string_view kSelection =
    "title, date, author, topic, @imported, @body";

std::optional<Date> DateOf(const Cell& cell) {
  const auto* date = std::get_if<Date>(&cell.value);
  return date == nullptr ? std::optional<Date>() : *date;
}

// The first value as text; nothing where there is none.
std::optional<std::string> FirstText(const Cell& cell) {
  if (const auto* list = std::get_if<std::vector<Cell>>(&cell.value)) {
    return list->empty() ? std::nullopt : FirstText(list->front());
  }
  CellText text = TextOf(cell, ListStyle::kJoined);
  if (text.kind == CellText::Kind::kMissing) return std::nullopt;
  return std::move(text.text);
}

std::vector<std::string> TextsOf(const Cell& cell) {
  std::vector<std::string> texts;
  if (const auto* list = std::get_if<std::vector<Cell>>(&cell.value)) {
    for (const Cell& item : *list)
      texts.push_back(TextOf(item, ListStyle::kJoined).text);
    return texts;
  }
  if (std::optional<std::string> text = FirstText(cell)) {
    texts.push_back(*std::move(text));
  }
  return texts;
}

bool IsHtml(std::string_view key) { return key.ends_with(".html"); }

class FeedSink : public ExportSink {
 public:
  FeedSink(ExportFile file, std::unique_ptr<FeedWriter> writer, FeedHead head,
           FeedOptions options, AddressPattern pattern, std::string store_id)
      : file_(std::move(file)),
        writer_(std::move(writer)),
        head_(std::move(head)),
        options_(std::move(options)),
        pattern_(std::move(pattern)),
        store_id_(std::move(store_id)) {}

  std::string selection() const override {
    std::string selection(kSelection);
    std::size_t number = 0;
    auto add = [&](const std::string& path) {
      selection += ", " + path + " as c" + std::to_string(number++);
    };
    if (!options_.link.empty()) add(options_.link);
    for (const std::string& name : pattern_.names) add(name);
    if (!options_.summary.empty()) add(options_.summary);
    return selection;
  }

  void Begin(const std::vector<Column>&) override { writer_->Begin(head_); }

  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    FeedEntry entry;
    entry.address = AddressOfRow(cells);
    entry.id = entry.address.empty()
                   ? UrnOf(store_id_ + std::string(1, '\0') + std::string(key))
                   : entry.address;
    entry.title = FirstText(cells[kTitle]).value_or(std::string(key));
    entry.date = DateOf(cells[kDate]);
    entry.written = DateOf(cells[kWritten]).value_or(Date());
    entry.authors = TextsOf(cells[kAuthor]);
    entry.topics = TextsOf(cells[kTopic]);
    if (!options_.summary.empty()) entry.summary = FirstText(cells.back());
    entry.body = std::get<std::string_view>(cells[kBody].value);
    entry.html = IsHtml(key);
    writer_->Add(entry);
    return file_.status();
  }

  void End(const std::optional<std::string>&) override { writer_->End(); }
  bool keeps_next() const override { return true; }
  Status Commit() override { return file_.Commit(); }

 private:
  // Empty where the article has none.
  std::string AddressOfRow(const std::vector<Cell>& cells) const {
    if (!options_.link.empty()) {
      std::string link = FirstText(cells[kAddress]).value_or("");
      return IsWebAddress(link) ? AddressOf(link) : "";
    }
    if (pattern_.names.empty()) return "";
    std::string address = pattern_.texts.front();
    for (std::size_t i = 0; i < pattern_.names.size(); ++i) {
      std::optional<std::string> value = FirstText(cells[kAddress + i]);
      if (!value) return "";
      address += AddressPartOf(*value) + pattern_.texts[i + 1];
    }
    return AddressOf(address);
  }

  ExportFile file_;
  std::unique_ptr<FeedWriter> writer_;
  FeedHead head_;
  FeedOptions options_;
  AddressPattern pattern_;
  std::string store_id_;
};

// The newest date of the answer; of an article without a date, where `written`,
// the moment that the store took it.
Result<std::optional<Date>> NewestOf(const Question& question,
                                     const Snapshot& snapshot, bool written) {
  Result<Question> asked =
      WithColumns(written ? "date, @imported" : "date", question);
  if (!asked.ok()) return asked.status();
  Result<Cursor> cursor =
      asked->query.Run(snapshot, asked->parameters, asked->options);
  if (!cursor.ok()) return cursor.status();
  std::optional<Date> newest;
  while (cursor->Next()) {
    std::optional<Date> date = DateOf(cursor->row().front());
    if (!date) date = DateOf(cursor->row().back());
    if (!date) continue;
    bool newer = !newest || date->microseconds > newest->microseconds;
    if (newer) newest = date;
  }
  if (!cursor->status().ok()) return cursor->status();
  return newest;
}

std::unique_ptr<FeedWriter> WriterOf(std::string_view format, ByteWriter* out) {
  if (format == "atom") return MakeAtomWriter(out);
  if (format == "rss") return MakeRssWriter(out);
  return MakeJsonFeedWriter(out);
}

}  // namespace

bool IsFeedFormat(std::string_view format) {
  return format == "atom" || format == "rss" || format == "jsonfeed";
}

Result<std::unique_ptr<ExportSink>> MakeFeedSink(
    const ExportOptions& options, const std::optional<ExportTarget>& target,
    const Question& question, const Snapshot& snapshot, ByteWriter* out) {
  if (Status s = CheckFeedOptions(options.feed); !s.ok()) return s;
  Result<FeedOptions> feed = WithKnownPaths(options.feed, snapshot);
  if (!feed.ok()) return feed.status();
  Result<AddressPattern> pattern = CutPattern(feed->pattern);
  if (!pattern.ok()) return pattern.status();
  FeedHead head{feed->title, AddressOf(feed->home), AddressOf(feed->self), {}};
  // What an answer holds is known at its end, and a feed begins with it. JSON
  // Feed has no such date.
  if (options.format != "jsonfeed") {
    auto newest = NewestOf(question, snapshot, options.format == "atom");
    if (!newest.ok()) return newest.status();
    head.updated = *newest;
  }
  Result<ExportFile> file = ExportFile::Create(target, out);
  if (!file.ok()) return file.status();
  auto writer = WriterOf(options.format, &file->writer());
  return std::unique_ptr<ExportSink>(std::make_unique<FeedSink>(
      std::move(*file), std::move(writer), std::move(head), std::move(*feed),
      std::move(*pattern), snapshot.identity().store_id));
}

}  // namespace pressmark::cli
