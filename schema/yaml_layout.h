#ifndef PRESSMARK_SCHEMA_YAML_LAYOUT_H_
#define PRESSMARK_SCHEMA_YAML_LAYOUT_H_

#include <cstddef>
#include <optional>
#include <vector>

#include <pressmark/status.h>

#include "schema/yaml_source.h"

namespace pressmark::schema {

// Watches how nodes lie on their lines, and refuses what YAML forbids there and
// yaml-cpp lets pass: tabs as indentation, a value that stands no deeper than
// its key, a key without its colon, two commas in a row.
//
// To be told of every node, in the order of the document.
class YamlLayout {
 public:
  // Where a node, or the tag or anchor before it, begins.
  struct Place {
    std::size_t offset = 0;  // in bytes, from the start of the text
    std::size_t column = 0;  // in bytes, from the start of the line
  };
  enum class Style {
    kFlowList,      // [item, item]
    kFlowMapping,   // {key: value, key: value}
    kBlockList,     // a line with a dash an item
    kBlockMapping,  // a line with a colon a member
  };

  // `source` must outlive the layout.
  explicit YamlLayout(YamlSource* source) : source_(source) {}

  // A key: a scalar or an alias. kParseError.
  Status AddKey(const Place& place);
  // A scalar or an alias that is no key. kParseError.
  Status AddValue(const Place& place) { return CheckValue(place, false); }
  // A null that is no key, and of which `place` is perhaps that of what comes
  // next or of the key that has no value. kParseError.
  Status AddNull(const Place& place);
  // The start of a list or mapping. kParseError.
  Status Open(Style style, const Place& place);
  void Close() { open_.pop_back(); }
  // The end of the document. kParseError.
  Status Finish() { return CheckDueKey(); }

  // Whether a null that is no key stands for nothing written, by its place.
  bool IsImplied(const Place& place) const;

 private:
  // A list or mapping that is open.
  struct Frame {
    Style style = Style::kFlowList;
    // Where its dashes or keys stand.
    std::size_t column = 0;
    bool has_key = false;
  };

  bool In(Style style) const {
    return !open_.empty() && open_.back().style == style;
  }
  bool InBlock() const {
    return In(Style::kBlockList) || In(Style::kBlockMapping);
  }
  Status CheckDueKey();
  Status Misplaced(std::size_t offset);
  Status CheckTabs(const Place& place);
  Status CheckValue(const Place& place, bool block_list);
  std::size_t EntryColumn(const Place& key) const;
  std::size_t ItemColumn(const Place& list) const;

  YamlSource* source_;
  std::vector<Frame> open_;
  std::size_t last_key_ = 0;
  bool after_key_ = false;  // a key was told of last
  // Where a key must be told of next: a null of no characters before it has
  // its place.
  std::optional<std::size_t> due_key_;
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_YAML_LAYOUT_H_
