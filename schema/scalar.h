#ifndef PRESSMARK_SCHEMA_SCALAR_H_
#define PRESSMARK_SCHEMA_SCALAR_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include <pressmark/value.h>

namespace pressmark::schema {

// Typing of scalars by the YAML 1.2 core schema (yaml.org/spec/1.2, section
// 10.3.2). All of these are linear in the text and allocate nothing.

// What an unquoted scalar is: kNull, kBool, kInteger, kDecimal or kText. A
// number that does not fit its type (an integer beyond 64 signed bits, a
// decimal beyond a double) is a kText, so that nothing is rounded away unseen.
ValueKind PlainScalarKind(std::string_view text);

// The value of `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`; nothing for
// other texts and for values that do not fit.
std::optional<std::int64_t> ParseInteger(std::string_view text);

// The nearest double of a core schema float or integer, `.inf` and `.nan`
// included; nothing for other texts and for values beyond a double.
std::optional<double> ParseDecimal(std::string_view text);

// `text` without the blanks at both ends: every character that Unicode calls
// white space (property White_Space), since no-break spaces stand at the ends
// of real titles.
std::string_view TrimBlanks(std::string_view text);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_SCALAR_H_
