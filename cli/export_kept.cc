#include "cli/export_kept.h"

#include <utility>
#include <variant>

#include "cli/article_mirror.h"
#include "cli/atomic_file.h"
#include "schema/json.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::string_view kKey = "@key";
constexpr std::string_view kDeleted = "@deleted";

class DeltaSink : public ExportSink {
 public:
  explicit DeltaSink(std::unique_ptr<AtomicFile> file)
      : file_(std::move(file)),
        rows_(MakeJsonWriter(true, &file_->writer(), kDeleted)) {}

  void Begin(const std::vector<Column>& columns) override {
    std::vector<Column> written(1);
    written.front().name = kKey;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name == kKey && !columns[i].spread) continue;
      places_.push_back(i);
      written.push_back(columns[i]);
    }
    rows_->Begin(written);
  }

  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    std::vector<Cell> row(1);
    row.front().value = key;
    for (std::size_t place : places_) row.push_back(cells[place]);
    if (Status s = rows_->Row(row, key); !s.ok()) return s;
    return file_->writer().status();
  }

  void End(const std::optional<std::string>&) override {}

  Status Remove(std::string_view key) override {
    std::string line = "{\"@key\":";
    schema::AppendJsonString(key, &line);
    file_->writer().Append(line + ",\"@deleted\":true}\n");
    return file_->writer().status();
  }

  std::string temporary() const override { return file_->temporary().native(); }
  Status Commit() override { return file_->Commit(); }

 private:
  std::unique_ptr<AtomicFile> file_;
  std::unique_ptr<RowWriter> rows_;
  std::vector<std::size_t> places_;  // of the columns but the key
};

class MirrorSink : public ExportSink {
 public:
  explicit MirrorSink(ArticleMirror mirror) : mirror_(std::move(mirror)) {}

  std::string selection() const override { return "@source"; }
  void Begin(const std::vector<Column>&) override {}
  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    const auto& source = std::get<std::string_view>(cells.front().value);
    Status put = mirror_.Put(key, source);
    if (put.ok()) return put;
    return put.WithContext("article " + schema::Excerpt(key));
  }
  void End(const std::optional<std::string>&) override {}
  Status Remove(std::string_view key) override {
    Status removed = mirror_.Remove(key);
    if (removed.ok()) return removed;
    return removed.WithContext("article " + schema::Excerpt(key));
  }
  Status Commit() override { return mirror_.Sync(); }

 private:
  ArticleMirror mirror_;
};

}  // namespace

Result<std::unique_ptr<ExportSink>> MakeDeltaSink(const ExportTarget& target) {
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(target);
  if (!file.ok()) return file.status();
  return std::unique_ptr<ExportSink>(
      std::make_unique<DeltaSink>(std::move(*file)));
}

Result<std::unique_ptr<ExportSink>> MakeMirrorSink(const ExportTarget& target) {
  Result<ArticleMirror> mirror = ArticleMirror::Open(target.path);
  if (!mirror.ok()) return mirror.status();
  return std::unique_ptr<ExportSink>(
      std::make_unique<MirrorSink>(*std::move(mirror)));
}

}  // namespace pressmark::cli
