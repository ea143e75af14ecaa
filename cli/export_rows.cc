// The formats of `query`, in a file or on standard output.
#include <utility>

#include "cli/export_file.h"
#include "cli/export_sink.h"

namespace pressmark::cli {

namespace {

class RowsSink : public ExportSink {
 public:
  RowsSink(ExportFile file, const OutputOptions& options)
      : file_(std::move(file)),
        rows_(MakeRowWriter(options, &file_.writer())) {}

  void Begin(const std::vector<Column>& columns) override {
    rows_->Begin(columns);
  }
  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    if (Status s = rows_->Row(cells, key); !s.ok()) return s;
    return file_.status();
  }
  void End(const std::optional<std::string>& next) override {
    rows_->End(next);
  }
  bool keeps_next() const override { return rows_->keeps_next(); }
  Status Commit() override { return file_.Commit(); }

 private:
  ExportFile file_;
  std::unique_ptr<RowWriter> rows_;
};

}  // namespace

Result<std::unique_ptr<ExportSink>> MakeRowsSink(
    const OutputOptions& options, const std::optional<ExportTarget>& target,
    ByteWriter* out) {
  Result<ExportFile> file = ExportFile::Create(target, out);
  if (!file.ok()) return file.status();
  return std::unique_ptr<ExportSink>(
      std::make_unique<RowsSink>(std::move(*file), options));
}

}  // namespace pressmark::cli
