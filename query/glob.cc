#include "query/glob.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "schema/utf8.h"

// A pattern is cut at its `*` into parts. The first must stand at the text's
// beginning, the last at its end, and each of the others is taken where it is
// first found after the one before: where any choice of places matches, the
// leftmost does.

namespace pressmark::query {

namespace {

constexpr char kAnyCharacter = static_cast<char>(0xFF);

bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

// The bytes of the sequence that a lead byte announces; 1 for other bytes.
std::size_t AnnouncedLength(char lead) {
  auto byte = static_cast<unsigned char>(lead);
  if (byte >= 0xF0 && byte < 0xF8) return 4;
  if (byte >= 0xE0 && byte < 0xF0) return 3;
  if (byte >= 0xC0 && byte < 0xE0) return 2;
  return 1;
}

// The bytes of the character at the beginning of `text`, which is not empty.
std::size_t FirstCharacterLength(std::string_view text) {
  std::size_t length = AnnouncedLength(text[0]);
  if (length > text.size()) return 1;
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[i])) return 1;
  }
  return length;
}

// The same at the end of `text`.
std::size_t LastCharacterLength(std::string_view text) {
  std::size_t most = std::min<std::size_t>(4, text.size());
  for (std::size_t length = 2; length <= most; ++length) {
    if (!IsContinuation(text[text.size() - length + 1])) return 1;
    if (AnnouncedLength(text[text.size() - length]) == length) return length;
  }
  return 1;
}

// Takes the part from the front of `text`, or nothing.
bool TakeFront(std::string_view part, std::string_view* text) {
  std::string_view rest = *text;
  for (char c : part) {
    if (rest.empty()) return false;
    if (c == kAnyCharacter) {
      rest.remove_prefix(FirstCharacterLength(rest));
    } else if (rest.front() == c) {
      rest.remove_prefix(1);
    } else {
      return false;
    }
  }
  *text = rest;
  return true;
}

// Takes the part from the back of `text`, or nothing.
bool TakeBack(std::string_view part, std::string_view* text) {
  std::string_view rest = *text;
  for (std::size_t i = part.size(); i-- > 0;) {
    if (rest.empty()) return false;
    if (part[i] == kAnyCharacter) {
      rest.remove_suffix(LastCharacterLength(rest));
    } else if (rest.back() == part[i]) {
      rest.remove_suffix(1);
    } else {
      return false;
    }
  }
  *text = rest;
  return true;
}

// Takes everything up to the end of the part's first occurrence.
bool TakeThrough(std::string_view part, bool wild, Deadline* deadline,
                 std::string_view* text) {
  if (!wild) {
    if (deadline != nullptr && deadline->Passed(1)) return false;
    // memmem is linear at worst, which std::string_view::find is not.
    const void* found =
        memmem(text->data(), text->size(), part.data(), part.size());
    if (found == nullptr) return false;
    auto at = static_cast<std::size_t>(static_cast<const char*>(found) -
                                       text->data());
    text->remove_prefix(at + part.size());
    return true;
  }
  while (!text->empty()) {
    if (deadline != nullptr && deadline->Passed(1)) return false;
    if (TakeFront(part, text)) return true;
    text->remove_prefix(FirstCharacterLength(*text));
  }
  return false;
}

bool IsSpecial(char c) { return c == '*' || c == '?' || c == '\\'; }

}  // namespace

Result<Glob> Glob::Compile(std::string_view pattern) {
  if (schema::FindInvalidUtf8(pattern)) {
    return InvalidArgument("the pattern is not UTF-8");
  }
  Glob glob;
  glob.parts_.emplace_back();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    Part& part = glob.parts_.back();
    if (pattern[i] == '*') {
      if (glob.parts_.size() == 1 || !part.text.empty()) {
        glob.parts_.emplace_back();
      }
    } else if (pattern[i] == '?') {
      part.text += kAnyCharacter;
      part.wild = true;
    } else {
      bool escape = pattern[i] == '\\' && i + 1 < pattern.size() &&
                    IsSpecial(pattern[i + 1]);
      part.text += pattern[escape ? ++i : i];
    }
  }
  for (const Part& part : glob.parts_) {
    if (part.wild && part.text.size() > kGlobPartBytes) {
      return InvalidArgument(
          "a part of a pattern with a ? is at most 256 bytes long");
    }
  }
  const std::string& first = glob.parts_.front().text;
  glob.prefix_ = first.substr(0, first.find(kAnyCharacter));
  return glob;
}

bool Glob::Matches(std::string_view text, Deadline* deadline) const {
  if (!TakeFront(parts_.front().text, &text)) return false;
  if (parts_.size() == 1) return text.empty();
  if (!TakeBack(parts_.back().text, &text)) return false;
  for (std::size_t i = 1; i + 1 < parts_.size(); ++i) {
    if (!TakeThrough(parts_[i].text, parts_[i].wild, deadline, &text))
      return false;
  }
  return true;
}

bool Glob::takes_whole_prefix() const {
  return parts_.size() == 2 && !parts_.front().wild &&
         parts_.back().text.empty();
}

bool Glob::takes_only_prefix() const {
  return parts_.size() == 1 && !parts_.front().wild;
}

std::string_view Glob::prefix() const { return prefix_; }

}  // namespace pressmark::query
