#include "schema/yaml_layout.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kBlanks = " \t";

}  // namespace

Status YamlLayout::AddKey(const Place& place) {
  if (due_key_ == place.offset) due_key_.reset();
  if (Status s = CheckDueKey(); !s.ok()) return s;
  if (Status s = CheckTabs(place); !s.ok()) return s;
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
  // a key without its colon, that of the key. In brackets what ends the text is
  // taken for such a key.
  if (after_key_ && place.offset == last_key_) {
    const std::string_view expected =
        InBlock() ? "expected \":\" after this key"
                  : "expected \",\" or a bracket that closes after this";
    return ParseError(std::string(expected))
        .At(source_->PositionOf(place.offset));
  }
  if (In(Style::kFlowList) &&
      source_->text().substr(place.offset).starts_with(',')) {
    return ParseError("expected a value before \",\"")
        .At(source_->PositionOf(place.offset));
  }
  if (!IsImplied(place)) return AddValue(place);
  if (Status s = CheckDueKey(); !s.ok()) return s;
  after_key_ = false;
  if (!source_->NullText(place.offset).empty()) due_key_ = place.offset;
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
  return InBlock() && place.column <= open_.back().column;
}

// What looked like a null of no characters before a key named null is a null
// that stands no deeper than its own key, where no such key follows.
Status YamlLayout::CheckDueKey() {
  if (!due_key_) return Status();
  return Misplaced(*due_key_);
}

Status YamlLayout::Misplaced(std::size_t offset) {
  return ParseError("expected a \"key: value\", or more indentation")
      .At(source_->PositionOf(offset));
}

// Inside brackets a tab may indent.
Status YamlLayout::CheckTabs(const Place& place) {
  if (!open_.empty() && !InBlock()) return Status();
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
  if (Status s = CheckDueKey(); !s.ok()) return s;
  if (Status s = CheckTabs(place); !s.ok()) return s;
  if (!InBlock()) return Status();
  const Frame& frame = open_.back();
  const std::size_t least = block_list && frame.style == Style::kBlockMapping
                                ? frame.column
                                : frame.column + 1;
  const std::size_t column = block_list ? ItemColumn(place) : place.column;
  if (std::max(column, place.column) >= least) return Status();
  return Misplaced(place.offset);
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
