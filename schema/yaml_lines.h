#ifndef PRESSMARK_SCHEMA_YAML_LINES_H_
#define PRESSMARK_SCHEMA_YAML_LINES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <pressmark/status.h>

#include "schema/utf8.h"
#include "schema/yaml_source.h"

namespace pressmark::schema {

inline bool IsYamlBlank(char c) { return c == ' ' || c == '\t'; }

// Walks YAML text line by line. The text must be well-formed UTF-8 that ends in
// a line feed, and hold no carriage return but before one. Views the text.
class YamlLines {
 public:
  explicit YamlLines(const YamlText& yaml)
      : text_(yaml.text), line_(yaml.first_line) {
    Load();
  }

  std::string_view text() const { return text_; }
  char at(std::size_t offset) const { return text_[offset]; }

  // The current line's first byte, and the one behind its last: that of the
  // LF or CRLF. Behind the last line, both are the end of the text.
  std::size_t start() const { return start_; }
  std::size_t end() const { return end_; }
  bool at_end() const { return start_ == text_.size(); }

  // Goes to the next line.
  void Next() {
    start_ = next_;
    ++line_;
    Load();
  }

  // Whether the line's beginning may mark the start or end of a document.
  bool IsDocumentMark() const {
    const char first = text_[start_];
    return (first == '-' || first == '.') && end_ - start_ >= 3 &&
           text_[start_ + 1] == first && text_[start_ + 2] == first;
  }

  // The first byte from `offset` on, in the current line, that is no space;
  // the line's end where there is none.
  std::size_t SkipSpaces(std::size_t offset) const {
    while (offset < end_ && text_[offset] == ' ') ++offset;
    return offset;
  }
  // The same for spaces and tabs.
  std::size_t SkipBlanks(std::size_t offset) const {
    while (offset < end_ && IsYamlBlank(text_[offset])) ++offset;
    return offset;
  }

  // Whether nothing but blanks and perhaps a comment stand from `offset` on.
  bool IsRestEmpty(std::size_t offset) const {
    const std::size_t rest = SkipBlanks(offset);
    return rest == end_ || text_[rest] == '#';
  }

  // The place in the file of an offset in the current line, which is not
  // before the one asked for last. Costs the distance from that one.
  TextPosition PositionOf(std::size_t offset) {
    column_ += CountCodePoints(text_.substr(counted_, offset - counted_));
    counted_ = offset;
    return {line_, static_cast<std::uint32_t>(column_ + 1), 0};
  }

 private:
  void Load() {
    counted_ = start_;
    column_ = 0;
    const std::size_t feed = text_.find('\n', start_);
    next_ = std::min(feed, text_.size() - 1) + 1;
    end_ = std::min(feed, text_.size());
    if (end_ > start_ && text_[end_ - 1] == '\r') --end_;
  }

  std::string_view text_;
  std::uint32_t line_;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
  std::size_t next_ = 0;
  // The offset asked for last, and its column from 0.
  std::size_t counted_ = 0;
  std::size_t column_ = 0;
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_YAML_LINES_H_
