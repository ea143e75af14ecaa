// The articles' sources as files of a folder, each at its key.
#include <utility>
#include <variant>

#include "cli/article_tree.h"
#include "cli/export_sink.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

class TreeSink : public ExportSink {
 public:
  explicit TreeSink(std::unique_ptr<ArticleTree> tree)
      : tree_(std::move(tree)) {}

  std::string selection() const override { return "@source"; }
  void Begin(const std::vector<Column>&) override {}
  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    const auto& source = std::get<std::string_view>(cells.front().value);
    Status added = tree_->Add(key, source);
    if (added.ok()) return added;
    return added.WithContext("article " + schema::Excerpt(key));
  }
  void End(const std::optional<std::string>&) override {}
  std::string temporary() const override { return tree_->temporary().native(); }
  Status Commit() override { return tree_->Commit(); }

 private:
  std::unique_ptr<ArticleTree> tree_;
};

}  // namespace

Result<std::unique_ptr<ExportSink>> MakeTreeSink(const ExportTarget& target) {
  Result<std::unique_ptr<ArticleTree>> tree = ArticleTree::Create(target);
  if (!tree.ok()) return tree.status();
  return std::unique_ptr<ExportSink>(
      std::make_unique<TreeSink>(std::move(*tree)));
}

}  // namespace pressmark::cli
