#ifndef PRESSMARK_SCHEMA_UTF8_H_
#define PRESSMARK_SCHEMA_UTF8_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::schema {

// The offset of the first byte that does not belong to well-formed UTF-8
// (RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF).
// Nothing where all of `text` is well formed.
std::optional<std::size_t> FindInvalidUtf8(std::string_view text);

// The number of code points in well-formed UTF-8; of other bytes, the number
// of those that are not continuation bytes.
std::size_t CountCodePoints(std::string_view text);

// The longest prefix of well-formed `text` of at most `bytes` bytes that does
// not cut a character.
std::string_view PrefixOnCharacterBoundary(std::string_view text,
                                           std::size_t bytes);

// `text` fit to stand in a message or on a terminal: control characters (C0,
// C1, DEL), bidirectional overrides, line separators and bytes that are not
// UTF-8 are written as \n, \t, \x1b or \u{202e}. Everything else stays.
std::string EscapeControls(std::string_view text);

// "text" in double quotes, controls escaped, cut after kExcerptBytes on a
// character boundary with an ellipsis: how messages quote what was found.
std::string Excerpt(std::string_view text);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_UTF8_H_
