#include "schema/yaml_source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

// The characters that may follow a backslash in double quotes (YAML 1.2,
// section 5.7); CR stands for the CRLF of an escaped line break.
constexpr std::string_view kEscapes = "0abt\tnvfre \"/\\N_LPxuU\n\r";

bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::string Hex(unsigned char byte) {
  std::array<char, 2> digits = {'0', '0'};
  std::to_chars(byte < 16 ? &digits[1] : digits.data(),
                digits.data() + digits.size(), byte, 16);
  return "0x" + std::string(digits.data(), digits.size());
}

// Whether the character at `i` is a control that YAML does not allow to stand
// unescaped: C0 but tab, LF and CR, DEL, and C1 but the next line U+0085.
bool IsForbiddenControl(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x20) return byte != '\t' && byte != '\n' && byte != '\r';
  if (byte != 0xC2) return byte == 0x7F;
  const auto next = static_cast<unsigned char>(text[i + 1]);
  return next < 0xA0 && next != 0x85;
}

// Whether a byte may belong to a control that is forbidden, or is a CR; 1 or 0.
unsigned char MayBeForbidden(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  const bool control = (c < 0x20) & (c != '\t') & (c != '\n');
  return control | (c == 0x7F) | (c == 0xC2);
}

// Text is looked at in blocks first, without branches, so that the compiler can
// look at many bytes at once.
constexpr std::size_t kBlock = 64;

bool MayHoldForbidden(std::string_view block) {
  unsigned char found = 0;
  for (const char byte : block) found |= MayBeForbidden(byte);
  return found != 0;
}

// The characters of a tag (YAML 1.2, section 5.6), its marks included.
bool IsTagCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') ||
         std::string_view("!-#;/?:@&=+$_.~*'()%").find(c) !=
             std::string_view::npos;
}

// The characters of an anchor's name, of those that YAML allows the ones that
// libyaml and PyYAML read, and any beyond ASCII. All that YAML allows would
// take the first word of text that begins with an HTML entity for an anchor.
bool IsAnchorCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The first character from `offset` on that is neither blank nor in a comment.
std::size_t SkipSpace(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    offset = std::min(text.find_first_not_of(" \t\r\n", offset), text.size());
    if (offset == text.size() || text[offset] != '#') return offset;
    offset = std::min(text.find('\n', offset), text.size());
  }
  return text.size();
}

// Whether a tag or an anchor begins at `offset`.
bool IsProperty(std::string_view text, std::size_t offset) {
  return offset < text.size() && (text[offset] == '&' || text[offset] == '!');
}

// Where the tag or anchor that begins at `offset` ends.
std::size_t PropertyEnd(std::string_view text, std::size_t offset) {
  std::size_t end = offset;
  if (text[offset] == '&') {
    ++end;
    while (end < text.size() && IsAnchorCharacter(text[end])) ++end;
  } else if (text.substr(offset).starts_with("!<")) {
    end = text.find('>', offset);
    if (end != std::string_view::npos) ++end;
  } else {
    while (end < text.size() && IsTagCharacter(text[end])) ++end;
  }
  return std::min(end, text.size());
}

// Whether a quoted scalar begins at `offset`.
bool IsQuoted(std::string_view text, std::size_t offset) {
  return offset < text.size() && (text[offset] == '"' || text[offset] == '\'');
}

// Where the quoted scalar that begins at `offset` ends: behind its closing
// quote, or at npos where there is none.
std::size_t FindQuoteEnd(std::string_view text, std::size_t offset) {
  const char quote = text[offset];
  const std::string_view stops = quote == '"' ? "\"\\" : "'";
  std::size_t at = text.find_first_of(stops, offset + 1);
  while (at != std::string_view::npos) {
    const bool doubled = quote == '\'' && text.substr(at + 1).starts_with('\'');
    if (text[at] == quote && !doubled) return at + 1;
    at = text.find_first_of(stops, at + 2);
  }
  return std::string_view::npos;
}

}  // namespace

TextPosition YamlSource::PositionOf(std::size_t offset) {
  offset = std::min(offset, yaml_.text.size());
  if (offset < offset_) offset_ = line_ = column_ = 0;
  for (; offset_ < offset; ++offset_) {
    const char byte = yaml_.text[offset_];
    if (byte == '\n') {
      ++line_;
      column_ = 0;
    } else if (!IsContinuation(byte)) {
      ++column_;
    }
  }
  return {yaml_.first_line + line_, column_ + 1, 0};
}

Status YamlSource::Refuse(std::size_t offset, std::string message) {
  return ParseError(std::move(message)).At(PositionOf(offset));
}

Status YamlSource::CheckCharacters() {
  const std::string_view text = yaml_.text;
  if (const auto bad = FindInvalidUtf8(text)) {
    const auto byte = static_cast<unsigned char>(text[*bad]);
    return Refuse(*bad, "not UTF-8: byte " + Hex(byte) + " at offset " +
                            std::to_string(yaml_.offset + *bad) +
                            " of the file");
  }
  for (std::size_t start = 0; start < text.size(); start += kBlock) {
    const std::string_view block = text.substr(start, kBlock);
    if (!MayHoldForbidden(block)) continue;
    for (std::size_t i = start; i < start + block.size(); ++i) {
      if (!MayBeForbidden(text[i])) continue;
      if (Status s = CheckControl(i); !s.ok()) return s;
    }
  }
  return Status();
}

// Refuses the control or the lone carriage return at `offset`, if it is one.
Status YamlSource::CheckControl(std::size_t offset) {
  const std::string_view text = yaml_.text;
  if (IsForbiddenControl(text, offset)) {
    const std::size_t length = text[offset] == '\xC2' ? 2 : 1;
    return Refuse(offset, "control character " +
                              Excerpt(text.substr(offset, length)) +
                              "; write it as an escape in double quotes");
  }
  if (text[offset] == '\r' && !text.substr(offset + 1).starts_with('\n')) {
    return Refuse(offset,
                  "a line ends in a lone carriage return; end lines with LF or "
                  "CRLF");
  }
  return Status();
}

Status YamlSource::CheckDirectives(std::size_t begin, std::size_t end) {
  const std::string_view text = yaml_.text.substr(0, end);
  std::size_t at = text.find('%', std::min(begin, text.size()));
  for (; at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at == 0 || text[at - 1] == '\n') {
      return Refuse(at, "a YAML directive (%) is not allowed here");
    }
  }
  return Status();
}

Status YamlSource::CheckProperties(std::size_t offset) {
  const std::string_view text = yaml_.text;
  while (IsProperty(text, offset)) {
    const std::size_t end = PropertyEnd(text, offset);
    constexpr std::string_view kBehind = " \t\r\n,]}";
    if (end < text.size() &&
        kBehind.find(text[end]) == std::string_view::npos) {
      return Refuse(offset, "expected a blank behind " +
                                Excerpt(text.substr(offset, end - offset)) +
                                "; quote a value that begins with ! or &");
    }
    offset = SkipSpace(text, end);
  }
  return Status();
}

std::size_t YamlSource::SkipProperties(std::size_t offset) const {
  const std::string_view text = yaml_.text;
  while (IsProperty(text, offset)) {
    offset = SkipSpace(text, PropertyEnd(text, offset));
  }
  return std::min(offset, text.size());
}

std::size_t YamlSource::SkipQuoted(std::size_t offset) const {
  offset = SkipProperties(offset);
  if (!IsQuoted(yaml_.text, offset)) return offset;
  return std::min(FindQuoteEnd(yaml_.text, offset), yaml_.text.size());
}

Status YamlSource::CheckQuotes(std::size_t offset) {
  if (!IsQuoted(yaml_.text, offset)) return Status();
  const std::size_t end = FindQuoteEnd(yaml_.text, offset);
  if (end == std::string_view::npos) {
    return Refuse(offset, "quoted text never ends");
  }
  const std::string_view text = yaml_.text.substr(0, end);
  if (text[offset] == '\'') return Status();
  std::size_t at = text.find('\\', offset);
  for (; at != std::string_view::npos; at = text.find('\\', at + 2)) {
    if (kEscapes.find(text[at + 1]) != std::string_view::npos) continue;
    return Refuse(at, "unknown escape " + Excerpt(text.substr(at, 2)) +
                          "; write \\\\ for a backslash, or use single quotes");
  }
  return Status();
}

std::string_view YamlSource::NullText(std::size_t offset) const {
  const std::string_view text = yaml_.text.substr(SkipProperties(offset));
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (text.starts_with(word)) return text.substr(0, word.size());
  }
  return {};
}

}  // namespace pressmark::schema
