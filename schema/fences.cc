#include "schema/fences.h"

#include <algorithm>
#include <string>

#include <pressmark/status.h>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kFence = "---";

// Reads a text line by line.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  // Moves to the next line; false where there is none.
  bool Next() {
    if (next_ == text_.size()) return false;
    start_ = next_;
    const std::size_t feed = text_.find('\n', start_);
    next_ = feed == std::string_view::npos ? text_.size() : feed + 1;
    ++number_;
    return true;
  }

  // The line without what ends it, LF or CRLF.
  std::string_view line() const {
    std::string_view line = text_.substr(start_, next_ - start_);
    if (line.ends_with('\n')) {
      line.remove_suffix(1);
      if (line.ends_with('\r')) line.remove_suffix(1);
    }
    return line;
  }
  std::uint32_t number() const { return number_; }
  // Offsets of the line and of the one after it.
  std::size_t start() const { return start_; }
  std::size_t next() const { return next_; }

 private:
  std::string_view text_;
  std::size_t start_ = 0;
  std::size_t next_ = 0;
  std::uint32_t number_ = 0;
};

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

// Whether a line is `mark`, perhaps with blanks behind it.
bool IsFence(std::string_view line, std::string_view mark) {
  // The first character alone tells most lines apart, and costs no call.
  return line.starts_with(mark[0]) && line.starts_with(mark) &&
         IsBlank(line.substr(mark.size()));
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Why the first line that is not blank opens no YAML front matter.
Status NoFence(std::string_view line) {
  if (IsFence(line, "+++")) {
    return ParseError(
        "front matter is TOML (+++); only YAML between lines of --- is read");
  }
  if (!line.starts_with(kFence)) return NotFound("no front matter");
  const std::string_view rest = line.substr(kFence.size());
  if (!rest.empty() && IsLetter(rest[0])) {
    return ParseError("front matter is of the format " + Excerpt(rest) +
                      "; only YAML between lines of --- is read");
  }
  const std::size_t text = std::min(rest.find_first_not_of(" \t"), rest.size());
  if (rest.substr(text).starts_with('\r')) {
    return ParseError(
        "a line ends in a lone carriage return; end lines with LF or CRLF");
  }
  return NotFound("no front matter: the first line is " + Excerpt(line) +
                  " and not \"---\"");
}

// NUL is never part of a text, but in UTF-16 and UTF-32 one stands beside each
// of the ASCII characters that a fence or a blank line is made of.
bool IsWideEncoding(std::string_view source) {
  const std::string_view start = source.substr(0, 4);
  return start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") ||
         start.find('\0') != std::string_view::npos;
}

}  // namespace

Result<Fences> FindFences(std::string_view source) {
  if (source.empty()) return NotFound("the file is empty").At({1, 1, 0});
  if (IsWideEncoding(source)) {
    return ParseError(
               "the file is not UTF-8 (UTF-16 or UTF-32, by its first "
               "bytes)")
        .At({1, 1, 0});
  }
  const std::size_t mark =
      source.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  LineReader reader(source.substr(mark));
  do {
    if (!reader.Next()) return NotFound("no front matter").At({1, 1, 0});
  } while (IsBlank(reader.line()));
  const TextPosition opening = {reader.number(), 1, 3};
  if (!IsFence(reader.line(), kFence)) {
    return NoFence(reader.line()).At({reader.number(), 1, 0});
  }
  Fences fences;
  fences.first_line = reader.number() + 1;
  const std::size_t start = mark + reader.next();
  while (reader.Next()) {
    if (!IsFence(reader.line(), kFence)) continue;
    fences.front_matter = source.substr(start, mark + reader.start() - start);
    fences.body_offset = mark + reader.next();
    return fences;
  }
  return ParseError("front matter never ends: no line of --- after this one")
      .At(opening);
}

}  // namespace pressmark::schema
