// {"rows":[ROW,…],"next":TOKEN|null}, or a ROW a line. A ROW is an object of
// the names as selected; of `*` the members that the article has.
#include <set>

#include "cli/cell_text.h"
#include "cli/output.h"
#include "schema/json.h"

namespace pressmark::cli {

namespace {

class JsonWriter : public RowWriter {
 public:
  JsonWriter(bool lines, ByteWriter* out, std::string_view reserved)
      : lines_(lines), out_(out) {
    if (!reserved.empty()) names_.insert(std::string(reserved));
  }

  void Begin(const std::vector<Column>& columns) override {
    columns_ = columns;
    for (const Column& column : columns_) {
      if (!column.spread) names_.insert(column.name);
    }
    if (!lines_) out_->Append("{\"rows\":[");
  }

  Status Row(const std::vector<Cell>& cells, std::string_view) override {
    json_.clear();
    if (!lines_) json_ += first_ ? "\n" : ",\n";
    first_ = false;
    AppendRow(cells);
    if (lines_) json_ += '\n';
    out_->Append(json_);
    return {};
  }

  void End(const std::optional<std::string>& next) override {
    if (lines_) return;
    json_ = first_ ? "],\"next\":" : "\n],\"next\":";
    if (next) {
      schema::AppendJsonString(*next, &json_);
    } else {
      json_ += "null";
    }
    json_ += "}\n";
    out_->Append(json_);
  }

  bool keeps_next() const override { return !lines_; }

 private:
  void AppendRow(const std::vector<Cell>& row) {
    json_ += '{';
    separator_ = "";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].spread) {
        AppendMembers(row[i]);
        continue;
      }
      AppendName(columns_[i].name);
      AppendCellJson(row[i], &json_);
    }
    json_ += '}';
  }

  void AppendMembers(const Cell& cell) {
    const Value* members = std::get_if<Value>(&cell.value);
    if (members == nullptr) return;
    for (const Value& member : *members) {
      // A column that was asked for by name has the name.
      if (names_.contains(member.key())) continue;
      AppendName(member.key());
      schema::AppendJson(member, &json_);
    }
  }

  void AppendName(std::string_view name) {
    json_ += separator_;
    schema::AppendJsonString(name, &json_);
    json_ += ':';
    separator_ = ",";
  }

  bool lines_;
  ByteWriter* out_;
  bool first_ = true;
  std::string_view separator_;
  std::vector<Column> columns_;
  std::set<std::string, std::less<>> names_;
  std::string json_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeJsonWriter(bool lines, ByteWriter* out,
                                          std::string_view reserved) {
  return std::make_unique<JsonWriter>(lines, out, reserved);
}

}  // namespace pressmark::cli
