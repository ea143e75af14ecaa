#ifndef PRESSMARK_SCHEMA_FOLD_H_
#define PRESSMARK_SCHEMA_FOLD_H_

#include <string>
#include <string_view>

namespace pressmark::schema {

// Full Unicode case folding after NFC (utf8proc; Unicode 3.13, D145): texts
// that differ by case or by composition only fold to equal bytes. ß folds to
// ss; the Turkish dotless i is left alone. Fold(Fold(x)) = Fold(x). Bytes that
// are not UTF-8 are returned as they are. ASCII takes a fast path; otherwise
// linear with a few allocations.
std::string Fold(std::string_view text);

// The Unicode version the folding follows, "15.0.0". It is a part of what the
// stored terms depend on.
std::string_view UnicodeVersion();

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_FOLD_H_
