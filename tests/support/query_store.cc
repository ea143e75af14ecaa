#include "tests/support/query_store.h"

#include <cstdint>
#include <utility>
#include <variant>

#include "tests/support/naive_values.h"
#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"

namespace pressmark::test {

namespace {

OpenOptions OptionsWith(const Limits& limits) {
  OpenOptions options;
  options.limits = limits;
  return options;
}

WriteOptions Unsynced() {
  WriteOptions options;
  options.sync = false;
  return options;
}

struct CellPrinter {
  std::string operator()(std::monostate) const { return "-"; }
  std::string operator()(const Value& value) const {
    if (value.kind() == ValueKind::kNull) return "-";
    if (value.is_scalar()) return std::string(value.text());
    return NaiveText(value);
  }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const {
    return std::to_string(value);
  }
  std::string operator()(double value) const {
    NaiveValue number;
    number.kind = NaiveValue::Kind::kNumber;
    number.number = value;
    return NaiveText(number);
  }
  std::string operator()(std::string_view value) const {
    return std::string(value);
  }
  std::string operator()(const Date& value) const { return FormatDate(value); }
  std::string operator()(const std::vector<Cell>& cells) const {
    std::string text = "[";
    for (const Cell& cell : cells) {
      text += (text.size() > 1 ? ", " : "") + CellText(cell);
    }
    return text + "]";
  }
};

}  // namespace

QueryStore::QueryStore(const Limits& limits, const Mapping& mapping)
    : store_(ValueOf(
          Store::Create(folder_ / "store", mapping, OptionsWith(limits)))) {
  options.now = SampleNow();
}

void QueryStore::Put(const std::string& key, const std::string& front_matter) {
  ValueOf(store_->Put(key, "---\n" + front_matter + "\n---\nThe body.\n",
                      Unsynced()));
}

void QueryStore::Delete(const std::string& key) {
  ValueOf(store_->Delete(key, Unsynced()));
}

Snapshot QueryStore::snapshot() const {
  return ValueOf(store_->TakeSnapshot());
}

Cursor QueryStore::Run(std::string_view text) const {
  return ValueOf(
      ValueOf(Query::Parse(text)).Run(snapshot(), parameters, options));
}

std::string QueryStore::Keys(std::string_view text) const {
  Cursor cursor = Run(text);
  std::string keys;
  while (cursor.Next()) {
    if (!keys.empty()) keys += ' ';
    keys += cursor.key();
  }
  if (!cursor.status().ok()) return cursor.status().ToString();
  return keys;
}

std::string QueryStore::Rows(std::string_view text) const {
  Cursor cursor = Run(text);
  std::string rows;
  while (cursor.Next()) {
    std::string row;
    for (const Cell& cell : cursor.row()) {
      row += (row.empty() ? "" : "|") + CellText(cell);
    }
    rows += row + "\n";
  }
  if (!cursor.status().ok()) return cursor.status().ToString();
  return rows;
}

Status QueryStore::Ask(std::string_view text) const {
  Result<Query> query = Query::Parse(text);
  if (!query.ok()) return query.status();
  Result<Cursor> cursor = query->Run(snapshot(), parameters, options);
  if (!cursor.ok()) return cursor.status();
  while (cursor->Next()) continue;
  return cursor->status();
}

std::string CellText(const Cell& cell) {
  return std::visit(CellPrinter(), cell.value);
}

}  // namespace pressmark::test
