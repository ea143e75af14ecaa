#include "schema/common_scalar.h"

#include <array>

#include "schema/block_scalar.h"
#include "schema/quoted_scalar.h"

// plain := a character that means nothing else, then any up to a ":" or a "#"
//          that means something, or the end of the line
// A ":" ends it before a blank or the end of the line, a "#" behind a blank;
// inside brackets so do brackets, "," and "?". Its lines fold as quoted ones do
// (schema/quoted_scalar.cc), and the blanks at its end go.

namespace pressmark::schema {
namespace {

// What a character may do to text without quotes.
enum : unsigned char {
  kBegins = 1,  // it may be its first
  kBeginsInBrackets = 2,
  kEnds = 4,  // it may be the one behind its last on this line
  kEndsInBrackets = 8,
};

constexpr std::array<unsigned char, 256> MakePlainTable() {
  std::array<unsigned char, 256> table = {};
  const auto set = [&table](std::string_view characters, unsigned char what) {
    for (const char c : characters) {
      table[static_cast<unsigned char>(c)] |= what;
    }
  };
  for (auto& entry : table) entry = kBegins | kBeginsInBrackets;
  for (const char c : std::string_view(" \t\r\n,[]{}#&*!|>'\"%@`")) {
    table[static_cast<unsigned char>(c)] = 0;
  }
  table['?'] = table[':'] = kBegins;
  set("\r\n:#", kEnds | kEndsInBrackets);
  set(",?[]{}", kEndsInBrackets);
  return table;
}

constexpr std::array<unsigned char, 256> kPlain = MakePlainTable();

bool Does(char c, unsigned char what) {
  return (kPlain[static_cast<unsigned char>(c)] & what) != 0;
}

// The most bytes from the first one of a key to its colon: yaml-cpp takes
// longer ones for no keys.
constexpr std::size_t kLongestKey = 1024;

}  // namespace

bool ScalarReader::Begin(std::size_t offset, bool in_brackets, Scalar* scalar) {
  const std::size_t line = lines_->start();
  const char first = lines_->at(offset);
  scalar->plain = first != '"' && first != '\'';
  scalar->end = offset;
  const bool read = scalar->plain ? BeginPlain(offset, in_brackets, scalar)
                                  : ReadQuotedScalar(lines_, &scalar->end,
                                                     &scalar->text, &buffer_);
  if (!read) return false;
  const std::size_t colon = lines_->SkipBlanks(scalar->end);
  scalar->is_key = EndsKey(colon);
  if (!scalar->is_key) return true;
  scalar->end = colon + 1;
  return lines_->start() == line && colon - offset <= kLongestKey;
}

bool ScalarReader::BeginPlain(std::size_t offset, bool in_brackets,
                              Scalar* scalar) {
  const char first = lines_->at(offset);
  if (!Does(first, in_brackets ? kBeginsInBrackets : kBegins)) return false;
  const bool indicator = first == '-' || first == '?' || first == ':';
  if (indicator && IsBlankOrEnd(offset + 1)) return false;
  scalar->end = FindPlainEnd(offset, in_brackets);
  scalar->text = WithoutBlanks(offset, scalar->end);
  return true;
}

bool ScalarReader::Finish(std::size_t column, Scalar* scalar) {
  if (scalar->plain) return FinishPlain(column, scalar);
  if (!lines_->IsRestEmpty(scalar->end)) return false;
  lines_->Next();
  return true;
}

bool ScalarReader::FinishPlain(std::size_t column, Scalar* scalar) {
  std::size_t empty_lines = 0;
  bool one_line = true;
  while (scalar->end == lines_->end()) {
    lines_->Next();
    if (lines_->at_end()) return true;
    const std::size_t text = lines_->SkipSpaces(lines_->start());
    if (text == lines_->end()) {
      ++empty_lines;
      scalar->end = text;
      continue;
    }
    const char first = lines_->at(text);
    if (first == '\t') return false;
    if (text - lines_->start() <= column || first == '#') return true;
    if (one_line) buffer_ = scalar->text;
    one_line = false;
    if (empty_lines == 0) buffer_ += ' ';
    buffer_.append(empty_lines, '\n');
    empty_lines = 0;
    scalar->end = FindPlainEnd(text, false);
    if (EndsKey(scalar->end)) return false;
    buffer_ += WithoutBlanks(text, scalar->end);
    scalar->text = buffer_;
  }
  lines_->Next();
  return true;
}

bool ScalarReader::ReadBlock(std::size_t offset, std::size_t column,
                             Scalar* scalar) {
  if (!ReadBlockScalar(offset, column, lines_, &buffer_)) return false;
  *scalar = {buffer_, false, false, lines_->start()};
  return true;
}

bool ScalarReader::IsBlankOrEnd(std::size_t offset) const {
  return offset >= lines_->end() || IsYamlBlank(lines_->at(offset));
}

bool ScalarReader::EndsKey(std::size_t offset) const {
  return offset < lines_->end() && lines_->at(offset) == ':' &&
         IsBlankOrEnd(offset + 1);
}

// Where text without quotes ends on this line, blanks at its end included.
std::size_t ScalarReader::FindPlainEnd(std::size_t offset,
                                       bool in_brackets) const {
  const unsigned char ends = in_brackets ? kEndsInBrackets : kEnds;
  for (std::size_t at = offset;; ++at) {
    const char c = lines_->at(at);
    if (!Does(c, ends)) continue;
    if (c == '#' && !IsYamlBlank(lines_->at(at - 1))) continue;
    if (c != ':' || IsBlankOrEnd(at + 1)) return at;
    constexpr std::string_view kBehindItem = ",]}";
    const char next = lines_->at(at + 1);
    if (in_brackets && kBehindItem.find(next) != kBehindItem.npos) return at;
  }
}

std::string_view ScalarReader::WithoutBlanks(std::size_t begin,
                                             std::size_t end) const {
  while (end > begin && IsYamlBlank(lines_->at(end - 1))) --end;
  return lines_->text().substr(begin, end - begin);
}

}  // namespace pressmark::schema
