#ifndef PRESSMARK_SCHEMA_YAML_SOURCE_H_
#define PRESSMARK_SCHEMA_YAML_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/status.h>

namespace pressmark::schema {

// A piece of YAML and where it lies in its file.
struct YamlText {
  std::string_view text;
  std::uint32_t first_line = 1;  // number of its first line in the file
  std::size_t offset = 0;        // of its first byte in the file
};

// Looks at YAML text beside the parser: tells places in it, and refuses what
// YAML forbids and yaml-cpp lets pass. Offsets are bytes from the start of the
// text; those behind its end count as the end. Views the text, which must
// outlive it. Not for use by two threads at once: it remembers the last place.
class YamlSource {
 public:
  explicit YamlSource(const YamlText& yaml) : yaml_(yaml) {}

  std::string_view text() const { return yaml_.text; }

  // The place in the file. Costs the distance from the place asked for last
  // where that is not behind it, so that asking in order is linear in the text;
  // else the distance from the start.
  TextPosition PositionOf(std::size_t offset);

  // Refuses text that is not UTF-8, control characters and lone carriage
  // returns, each with its place. Linear.
  Status CheckCharacters();

  // Refuses a directive (a line that starts with `%`) between two offsets,
  // where there must be nothing but comments. Linear.
  Status CheckDirectives(std::size_t begin, std::size_t end);

  // Refuses a tag or anchor at `offset` that no blank parts from its value.
  Status CheckProperties(std::size_t offset);

  // Where a scalar stands of which the tag or anchor, if it has one, begins at
  // `offset`.
  std::size_t SkipProperties(std::size_t offset) const;

  // Where the scalar ends of which the tag or anchor, if it has one, begins at
  // `offset`: behind its closing quote, and of one without quotes its start.
  std::size_t SkipQuoted(std::size_t offset) const;

  // Refuses a quoted scalar at `offset` that is never closed or has an unknown
  // escape. Everything else passes. Costs the length of the scalar.
  Status CheckQuotes(std::size_t offset);

  // The text of a null at `offset`: as written, or empty where it is implied.
  std::string_view NullText(std::size_t offset) const;

 private:
  Status Refuse(std::size_t offset, std::string message);
  Status CheckControl(std::size_t offset);

  YamlText yaml_;
  // The place asked for last, its line counted from the first.
  std::size_t offset_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_YAML_SOURCE_H_
