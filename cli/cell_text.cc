#include "cli/cell_text.h"

#include <set>
#include <string_view>

#include "schema/json.h"

namespace pressmark::cli {

namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

// Both std::vector<Cell> and its elements are written by this, so recursion
// is as deep as lists of cells nest, which is once.
struct JsonAppender {
  std::string* json;

  void operator()(std::monostate) const { *json += "null"; }
  void operator()(const Value& value) const { schema::AppendJson(value, json); }
  void operator()(bool value) const { *json += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { *json += std::to_string(value); }
  void operator()(double value) const { schema::AppendJsonNumber(value, json); }
  void operator()(std::string_view text) const {
    schema::AppendJsonString(text, json);
  }
  void operator()(const Date& date) const {
    schema::AppendJsonString(FormatDate(date), json);
  }
  void operator()(const std::vector<Cell>& cells) const {
    std::string_view separator;
    *json += '[';
    for (const Cell& cell : cells) {
      *json += separator;
      AppendCellJson(cell, json);
      separator = ",";
    }
    *json += ']';
  }
};

const Cell& AsCell(const Cell& cell) { return cell; }
Cell AsCell(const Value& value) { return Cell{value}; }

template <typename Items>
std::string Joined(const Items& items) {
  std::string text;
  std::string_view separator;
  for (const auto& item : items) {
    text += separator;
    text += TextOf(AsCell(item), ListStyle::kJson).text;
    separator = ", ";
  }
  return text;
}

CellText TextOfValue(const Value& value, ListStyle lists) {
  using Kind = CellText::Kind;
  switch (value.kind()) {
    case ValueKind::kNull:
      return {};
    case ValueKind::kText:
      return {Kind::kText, std::string(value.text())};
    case ValueKind::kBool:
      return {Kind::kOther, value.boolean() ? "true" : "false"};
    case ValueKind::kInteger:
    case ValueKind::kDecimal:
      return {Kind::kNumber, std::string(value.text())};
    case ValueKind::kList:
      if (lists == ListStyle::kJoined) return {Kind::kOther, Joined(value)};
      break;
    case ValueKind::kMapping:
      break;
  }
  CellText text{Kind::kOther, {}};
  schema::AppendJson(value, &text.text);
  return text;
}

}  // namespace

void AppendCellJson(const Cell& cell, std::string* json) {
  std::visit(JsonAppender{json}, cell.value);
}

CellText TextOf(const Cell& cell, ListStyle lists) {
  using Kind = CellText::Kind;
  auto written = [&cell](Kind kind) {
    CellText text{kind, {}};
    AppendCellJson(cell, &text.text);
    return text;
  };
  return std::visit(
      Overloaded{
          [](std::monostate) { return CellText{}; },
          [lists](const Value& value) { return TextOfValue(value, lists); },
          [&](bool) { return written(Kind::kOther); },
          [&](std::int64_t) { return written(Kind::kNumber); },
          [&](double) { return written(Kind::kNumber); },
          [](std::string_view text) {
            return CellText{Kind::kText, std::string(text)};
          },
          [](const Date& date) {
            return CellText{Kind::kOther, FormatDate(date)};
          },
          [&](const std::vector<Cell>& cells) {
            if (lists == ListStyle::kJson) return written(Kind::kOther);
            return CellText{Kind::kOther, Joined(cells)};
          },
      },
      cell.value);
}

FlatRows::FlatRows(const std::vector<Column>& columns, ListStyle lists)
    : lists_(lists) {
  std::set<std::string_view> named;
  for (const Column& column : columns) {
    if (!column.spread) named.insert(column.name);
  }
  for (const Column& column : columns) {
    places_.push_back(column.spread ? kSpread : names_.size());
    if (!column.spread) names_.push_back(column.name);
    for (const std::string& member : column.members) {
      if (named.contains(member)) continue;
      if (!member_places_.emplace(member, names_.size()).second) continue;
      names_.push_back(member);
    }
  }
}

std::vector<CellText> FlatRows::Flatten(const std::vector<Cell>& row) const {
  std::vector<CellText> texts(names_.size());
  for (std::size_t column = 0; column < places_.size(); ++column) {
    if (places_[column] != kSpread) {
      texts[places_[column]] = TextOf(row[column], lists_);
      continue;
    }
    const Value* members = std::get_if<Value>(&row[column].value);
    if (members == nullptr) continue;
    for (const Value& member : *members) {
      auto place = member_places_.find(member.key());
      if (place == member_places_.end()) continue;
      texts[place->second] = TextOfValue(member, lists_);
    }
  }
  return texts;
}

}  // namespace pressmark::cli
