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

// Where the first line that is neither blank nor a comment starts.
std::size_t FindFirstContent(std::string_view text) {
  std::size_t line = 0;
  while (line < text.size()) {
    const std::size_t start = text.find_first_not_of(" \t\r", line);
    if (start == std::string_view::npos) return text.size();
    if (text[start] != '\n' && text[start] != '#') return line;
    const std::size_t feed = text.find('\n', start);
    if (feed == std::string_view::npos) return text.size();
    line = feed + 1;
  }
  return text.size();
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
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsForbiddenControl(text, i)) {
      const std::size_t length = text[i] == '\xC2' ? 2 : 1;
      return Refuse(i, "control character " + Excerpt(text.substr(i, length)) +
                           "; write it as an escape in double quotes");
    }
    if (text[i] == '\r' && !text.substr(i + 1).starts_with('\n')) {
      return Refuse(i,
                    "a line ends in a lone carriage return; end lines with LF "
                    "or CRLF");
    }
  }
  return CheckDirectives();
}

Status YamlSource::CheckDirectives() {
  const std::size_t start = FindFirstContent(yaml_.text);
  std::string_view line = yaml_.text.substr(start);
  if (!line.starts_with('%')) return Status();
  line = line.substr(0, line.find_first_of("\r\n"));
  return Refuse(start,
                "a YAML directive is not allowed here: " + Excerpt(line));
}

std::size_t YamlSource::SkipProperties(std::size_t offset) const {
  const std::string_view text = yaml_.text;
  while (offset < text.size()) {
    const char c = text[offset];
    if (c != '&' && c != '!' && c != '#') return offset;
    offset = text.find_first_of(c == '#' ? "\n" : " \t\r\n", offset);
    offset = text.find_first_not_of(" \t\r\n", offset);
  }
  return text.size();
}

Status YamlSource::CheckQuotes(std::size_t offset) {
  const std::string_view text = yaml_.text;
  if (offset >= text.size()) return Status();
  if (text[offset] != '"' && text[offset] != '\'') return Status();
  const std::size_t end = FindQuoteEnd(text, offset);
  if (end == std::string_view::npos) {
    return Refuse(offset, "quoted text never ends");
  }
  if (text[offset] == '\'') return Status();
  std::size_t at = text.find('\\', offset);
  for (; at < end; at = text.find('\\', at + 2)) {
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

}  // namespace pressmark::schema
