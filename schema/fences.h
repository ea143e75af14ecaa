#ifndef PRESSMARK_SCHEMA_FENCES_H_
#define PRESSMARK_SCHEMA_FENCES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <pressmark/result.h>

namespace pressmark::schema {

// Where an article file's front matter and body lie.
struct Fences {
  std::string_view front_matter;  // the lines between the fences
  std::uint32_t first_line = 0;   // number of its first line in the file
  std::size_t body_offset = 0;    // where the rest of the file begins
};

// Finds the two fences of an article file. The opening one is the first line
// that is not blank, after a byte order mark perhaps; the closing one is the
// next line that is a fence. A fence is a line of `---` and perhaps blanks,
// from the first column; what surrounds it does not matter, so one inside a
// block scalar closes the front matter too. LF and CRLF end a line.
//
// kNotFound where the file is empty or starts with anything else; kParseError,
// with the place, where the front matter never ends or is of another format
// (`+++` for TOML, `---js`), or where the file is UTF-16 or UTF-32. Looks at
// no byte behind the closing fence; `source` must outlive the answer.
Result<Fences> FindFences(std::string_view source);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_FENCES_H_
