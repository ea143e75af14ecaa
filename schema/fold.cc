#include "schema/fold.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

#include <utf8proc.h>

namespace pressmark::schema {

namespace {

bool IsAscii(std::string_view text) {
  // Without a branch a byte, so that the compiler can take many at once.
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

std::string FoldAscii(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

struct FreeDeleter {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

}  // namespace

std::string Fold(std::string_view text) {
  if (IsAscii(text)) return FoldAscii(text);
  // Decomposing, folding and composing in one pass leaves texts whose folding
  // decomposes further (U+0345) unstable; the second pass settles them.
  std::string folded(text);
  constexpr int kOptions =
      UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD;
  for (int pass = 0; pass < 2; ++pass) {
    utf8proc_uint8_t* bytes = nullptr;
    utf8proc_ssize_t length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(folded.data()),
                     static_cast<utf8proc_ssize_t>(folded.size()), &bytes,
                     static_cast<utf8proc_option_t>(kOptions));
    std::unique_ptr<utf8proc_uint8_t, FreeDeleter> owned(bytes);
    if (length == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
    if (length < 0) return std::string(text);
    folded.assign(reinterpret_cast<const char*>(bytes),
                  static_cast<std::size_t>(length));
  }
  return folded;
}

std::string_view UnicodeVersion() { return utf8proc_unicode_version(); }

}  // namespace pressmark::schema
