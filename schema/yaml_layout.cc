#include "schema/yaml_layout.h"

#include <algorithm>
#include <string_view>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kBlanks = " \t";

}  // namespace

Status YamlLayout::AddKey(const Place& place) {
  if (Status s = CheckTabs(place); !s.ok()) return s;
  const std::string_view rest =
      source_->text().substr(std::min(place.offset, source_->text().size()));
  if (rest.empty() || rest[0] == ':') {
    return ParseError("expected a key before \":\"")
        .At(source_->PositionOf(place.offset));
  }
  if (!open_.empty() && !open_.back().has_key) {
    open_.back().column = std::min(open_.back().column, EntryColumn(place));
    open_.back().has_key = true;
  }
  last_key_ = place.offset;
  after_key_ = true;
  return Status();
}

Status YamlLayout::AddNull(const Place& place) {
  // Of `? key` without a value the null has the place of the question mark; of
  // a key without its colon, that of the key.
  if (after_key_ && place.offset == last_key_) {
    return ParseError("expected \":\" after this key")
        .At(source_->PositionOf(place.offset));
  }
  if (!IsImplied(place)) return AddValue(place);
  after_key_ = false;
  return Status();
}

Status YamlLayout::Open(Style style, const Place& place) {
  if (Status s = CheckValue(place, style == Style::kBlockList); !s.ok()) {
    return s;
  }
  Frame frame = {style, place.column, false};
  if (style == Style::kBlockList) frame.column = ItemColumn(place);
  open_.push_back(frame);
  return Status();
}

bool YamlLayout::IsImplied(const Place& place) const {
  if (source_->NullText(place.offset).empty()) return true;
  return !InFlow() && place.column <= open_.back().column;
}

// Inside brackets a tab may indent.
Status YamlLayout::CheckTabs(const Place& place) {
  if (!open_.empty() && InFlow()) return Status();
  const std::string_view before = source_->text().substr(0, place.offset);
  const std::size_t last = before.find_last_not_of(kBlanks);
  const std::size_t line = last == std::string_view::npos ? 0 : last + 1;
  const bool first = line == 0 || before[line - 1] == '\n';
  if (!first || !before.substr(line).starts_with('\t')) return Status();
  return ParseError("a tab cannot indent; use spaces")
      .At(source_->PositionOf(line));
}

Status YamlLayout::CheckValue(const Place& place, bool block_list) {
  after_key_ = false;
  if (Status s = CheckTabs(place); !s.ok()) return s;
  if (InFlow()) return Status();
  const Frame& frame = open_.back();
  const std::size_t least = block_list && frame.style == Style::kBlockMapping
                                ? frame.column
                                : frame.column + 1;
  const std::size_t column = block_list ? ItemColumn(place) : place.column;
  if (std::max(column, place.column) >= least) return Status();
  return ParseError("expected a \"key: value\", or more indentation")
      .At(source_->PositionOf(place.offset));
}

// The column of a mapping's entry whose key is at `key`: the key's own, or that
// of the question mark before it.
std::size_t YamlLayout::EntryColumn(const Place& key) const {
  const std::string_view before = source_->text().substr(0, key.offset);
  const std::size_t last = before.find_last_not_of(kBlanks);
  if (last == std::string_view::npos || before[last] != '?') return key.column;
  return key.column - (key.offset - last);
}

// The column of a block list's dashes.
std::size_t YamlLayout::ItemColumn(const Place& list) const {
  const std::size_t dash = source_->SkipProperties(list.offset);
  if (dash == list.offset) return list.column;
  const std::string_view before = source_->text().substr(0, dash);
  return dash - (before.rfind('\n') + 1);
}

}  // namespace pressmark::schema
