#ifndef PRESSMARK_QUERY_BASE64_H_
#define PRESSMARK_QUERY_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace pressmark::query {

// Bytes as letters, digits, `-` and `_`: base64url of RFC 4648, section 5,
// without padding. It stands in a query and in a URL as it is.
std::string ToBase64(std::string_view bytes);

// The bytes of what ToBase64 wrote; nothing for any other text.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_BASE64_H_
