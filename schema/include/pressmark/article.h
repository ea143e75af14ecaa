#ifndef PRESSMARK_SCHEMA_ARTICLE_H_
#define PRESSMARK_SCHEMA_ARTICLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/status.h>
#include <pressmark/value.h>

namespace pressmark {

// Something odd that did not keep an article from being read.
struct Warning {
  TextPosition position;  // in the file
  std::string message;
};

// An article taken apart: typed front matter, and the values its fields have
// under a mapping.
struct ParsedArticle {
  ValueTree front_matter;
  // By field number; a field without a value has an empty vector. Texts are as
  // written, trimmed of blanks at both ends, without repeats (of a folded
  // field: without repeats under folding).
  std::vector<std::vector<FieldValue>> fields;
  // Where the body starts in the source; the body goes to its end.
  std::size_t body_offset = 0;
  std::vector<Warning> warnings;
};

// Takes an article file apart.
//
// `source` is the whole file: perhaps a byte order mark and blank lines, then
// YAML front matter between two lines `---` (blanks may follow the dashes),
// then the body, which may be any bytes. CRLF and LF both end a line.
//
// Fails, with the place in the file:
//   kNotFound       the file is empty or has no front matter at all
//   kParseError     front matter that never ends, is no YAML, no mapping, not
//                   UTF-8, is TOML (`+++`) or of a named format (`---js`)
//   kLimitExceeded  a limit was passed
// Time is linear in the source. Throws nothing, keeps nothing; any number of
// threads may call it.
Result<ParsedArticle> ParseArticle(std::string_view source,
                                   const Mapping& mapping,
                                   const Limits& limits = {});

// Where the body of a source that ParseArticle accepts starts. kNotFound and
// kParseError, as ParseArticle, where the fences are not as they should be;
// kLimitExceeded beyond Limits::article_bytes. Reads no further than the
// fences, so that front matter it accepts may be no YAML.
Result<std::size_t> FindBody(std::string_view source,
                             const Limits& limits = {});

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_ARTICLE_H_
