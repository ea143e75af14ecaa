#ifndef PRESSMARK_SCHEMA_NAME_H_
#define PRESSMARK_SCHEMA_NAME_H_

#include <cstddef>
#include <string_view>

// The names that stand without quotes, in queries, mapping files and the text
// of paths: a letter, `_` or anything beyond ASCII, then those, digits and
// single hyphens between them.
namespace pressmark::schema {

// Paths whose text is longer are nobody's to ask for, and a hostile file could
// make a hundred thousand of them.
inline constexpr std::size_t kMostPathBytes = 1024;

constexpr bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether `c` goes on with a name. A hyphen does too, where such a byte
// follows it.
constexpr bool IsNameByte(char c) {
  return IsNameStart(c) || (c >= '0' && c <= '9');
}

// Whether a name that ends before `rest` would go on with it.
bool NameGoesOn(std::string_view rest);

// Whether the whole of `text` could be read as a name.
bool IsName(std::string_view text);

// Whether the whole of `text` is a keyword of the query language that no name
// or bare value may be; case is ignored.
bool IsReserved(std::string_view text);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_NAME_H_
