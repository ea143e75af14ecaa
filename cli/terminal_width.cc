// A cluster's columns are those of its characters, but that
//
//   an emoji takes as many as the widest of what is joined to it by skin
//   tones and zero-width joiners, two where variation selector 16 asks for
//   its picture; so does a keycap;
//   a flag's two letters take two;
//   the vowels and finals of a Hangul syllable stand within its first two.
#include "cli/terminal_width.h"

#include <algorithm>

#include <utf8proc.h>

namespace pressmark::cli {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr utf8proc_int32_t kEmojiSelector = 0xFE0F;

struct Character {
  utf8proc_int32_t code_point = -1;  // none where the byte is not UTF-8
  std::size_t bytes = 1;
};

Character FirstOf(std::string_view text) {
  Character first;
  utf8proc_int32_t code_point = 0;
  utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (length > 0) first = {code_point, static_cast<std::size_t>(length)};
  return first;
}

int ClassOf(utf8proc_int32_t code_point) {
  return utf8proc_get_property(code_point)->boundclass;
}

std::size_t WidthOf(utf8proc_int32_t code_point) {
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code_point)));
}

bool IsKeycapBase(utf8proc_int32_t code_point) {
  return (code_point >= '0' && code_point <= '9') || code_point == '#' ||
         code_point == '*';
}

// The columns of a cluster of `width` columns that begins with `first`, once
// `next` goes on with it.
std::size_t Joined(utf8proc_int32_t first, std::size_t width,
                   utf8proc_int32_t next) {
  switch (ClassOf(first)) {
    case UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC:
      return next == kEmojiSelector ? 2 : std::max(width, WidthOf(next));
    case UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR:
      return 2;
    case UTF8PROC_BOUNDCLASS_L:
    case UTF8PROC_BOUNDCLASS_LV:
    case UTF8PROC_BOUNDCLASS_LVT:
      return width;
    default:
      break;
  }
  bool keycap = next == kEmojiSelector && IsKeycapBase(first);
  return keycap ? 2 : width + WidthOf(next);
}

// Takes the first cluster off the text and returns its columns.
std::size_t TakeCluster(std::string_view* text) {
  Character first = FirstOf(*text);
  text->remove_prefix(first.bytes);
  if (first.code_point < 0) return 1;
  std::size_t width = WidthOf(first.code_point);
  utf8proc_int32_t state = 0;
  utf8proc_int32_t last = first.code_point;
  while (!text->empty()) {
    Character next = FirstOf(*text);
    bool ends = next.code_point < 0 ||
                utf8proc_grapheme_break_stateful(last, next.code_point, &state);
    if (ends) break;
    width = Joined(first.code_point, width, next.code_point);
    last = next.code_point;
    text->remove_prefix(next.bytes);
  }
  return width;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += TakeCluster(&text);
  return width;
}

bool HasRightToLeft(std::string_view text) {
  while (!text.empty()) {
    Character next = FirstOf(text);
    text.remove_prefix(next.bytes);
    if (next.code_point < 0x0590) continue;  // before Hebrew there are none
    auto direction = utf8proc_get_property(next.code_point)->bidi_class;
    bool turns = direction == UTF8PROC_BIDI_CLASS_R ||
                 direction == UTF8PROC_BIDI_CLASS_AL ||
                 direction == UTF8PROC_BIDI_CLASS_AN;
    if (turns) return true;
  }
  return false;
}

std::string FitWidth(std::string_view text, std::size_t width) {
  if (width == 0) return {};
  std::size_t taken = 0;
  std::size_t kept = 0;  // bytes that leave a column for the ellipsis
  std::string_view rest = text;
  while (!rest.empty()) {
    taken += TakeCluster(&rest);
    if (taken < width) kept = text.size() - rest.size();
    if (taken > width) {
      return std::string(text.substr(0, kept)).append(kEllipsis);
    }
  }
  return std::string(text);
}

}  // namespace pressmark::cli
