#ifndef PRESSMARK_CLI_COUNTED_SINK_H_
#define PRESSMARK_CLI_COUNTED_SINK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/article_tree.h"
#include "cli/export_sink.h"

namespace pressmark::cli {

// Counts what goes into a sink, and notices an article that is left out because
// another has its name: which of the two is there then depends on the order.
class CountedSink : public ExportSink {
 public:
  explicit CountedSink(std::unique_ptr<ExportSink> sink)
      : sink_(std::move(sink)) {}

  std::uint64_t rows() const { return rows_; }
  std::uint64_t removed() const { return removed_; }
  bool contended() const { return contended_; }

  std::string selection() const override { return sink_->selection(); }
  void Begin(const std::vector<Column>& columns) override {
    if (!begun_) sink_->Begin(columns);
    begun_ = true;
  }
  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    Status taken = sink_->Row(cells, key);
    rows_ += taken.ok() ? 1 : 0;
    contended_ = contended_ || (taken.code() == StatusCode::kInvalidArgument &&
                                CheckArticlePath(key).ok());
    return taken;
  }
  void End(const std::optional<std::string>& next) override {
    sink_->End(next);
  }
  Status Remove(std::string_view key) override {
    ++removed_;
    return sink_->Remove(key);
  }
  // Takes a file away that is written again.
  Status MakeWay(std::string_view key) { return sink_->Remove(key); }
  // All rows follow, once more.
  void StartAnew() {
    rows_ = 0;
    contended_ = false;
  }
  std::string temporary() const override { return sink_->temporary(); }
  Status Commit() override { return sink_->Commit(); }

 private:
  std::unique_ptr<ExportSink> sink_;
  std::uint64_t rows_ = 0;
  std::uint64_t removed_ = 0;
  bool contended_ = false;
  bool begun_ = false;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_COUNTED_SINK_H_
