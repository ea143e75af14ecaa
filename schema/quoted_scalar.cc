#include "schema/quoted_scalar.h"

#include <charconv>
#include <cstdint>
#include <system_error>

// Line breaks inside quotes fold: the blanks around them go, a single one
// becomes a blank, and of several in a row each but the first stays. Behind a
// backslash the blanks before it stay and the break becomes nothing.

namespace pressmark::schema {
namespace {

constexpr std::size_t kNowhere = std::string::npos;

// What a backslash and one character stand for; empty where there is more to
// it, or no such escape. yaml-cpp makes no UTF-8 of \N and \_: they are its
// own.
std::string_view SimpleEscape(char c) {
  switch (c) {
    case '0':
      return {"\0", 1};
    case 'a':
      return "\a";
    case 'b':
      return "\b";
    case 't':
    case '\t':
      return "\t";
    case 'n':
      return "\n";
    case 'v':
      return "\v";
    case 'f':
      return "\f";
    case 'r':
      return "\r";
    case 'e':
      return "\x1B";
    case ' ':
      return " ";
    case '"':
      return "\"";
    case '/':
      return "/";
    case '\\':
      return "\\";
    case 'L':
      return "\xE2\x80\xA8";
    case 'P':
      return "\xE2\x80\xA9";
    default:
      return {};
  }
}

// How many digits an escape that gives a character's number has, else 0.
std::size_t HexDigits(char c) {
  if (c == 'x') return 2;
  if (c == 'u') return 4;
  return c == 'U' ? 8 : 0;
}

// Appends a character that `digits` give the number of. False where they do
// not.
bool AppendByNumber(std::string_view digits, std::string* text) {
  std::uint32_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, number, 16);
  if (error != std::errc() || rest != end || number > 0x10FFFF) return false;
  if (number >= 0xD800 && number < 0xE000) return false;
  const auto append = [text](std::uint32_t byte) {
    *text += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (number < 0x80) {
    append(number);
    return true;
  }
  if (number < 0x800) {
    append(0xC0 | number >> 6);
  } else {
    if (number < 0x10000) {
      append(0xE0 | number >> 12);
    } else {
      append(0xF0 | number >> 18);
      append(0x80 | (number >> 12 & 0x3F));
    }
    append(0x80 | (number >> 6 & 0x3F));
  }
  append(0x80 | (number & 0x3F));
  return true;
}

class QuotedReader {
 public:
  QuotedReader(YamlLines* lines, std::size_t offset, std::string* text)
      : lines_(lines), quote_(lines->at(offset)), at_(offset + 1), text_(text) {
    text->clear();
  }

  // Reads it all; the place behind the closing quote, or kNowhere.
  std::size_t Run() {
    while (ReadLine()) {
      if (closed_) {
        ChompEnd();
        return at_;
      }
      if (!ReadBreak()) break;
    }
    return kNowhere;
  }

 private:
  bool AtEndOfLine() const { return at_ == lines_->end(); }
  bool IsQuote() const {
    const bool doubled = quote_ == '\'' && at_ + 1 < lines_->end() &&
                         lines_->at(at_ + 1) == quote_;
    return lines_->at(at_) == quote_ && !doubled;
  }

  // Appends what stands on the current line, without blanks at its end where
  // the text goes on. False where an escape is none.
  bool ReadLine() {
    std::size_t kept = text_->size();
    joined_ = false;
    while (!AtEndOfLine() && !joined_) {
      const char c = lines_->at(at_);
      if (IsQuote()) {
        ++at_;
        closed_ = true;
        return true;
      }
      if (c == '\'' && quote_ == '\'') {
        *text_ += c;
        at_ += 2;
        kept = last_escape_ = text_->size();
      } else if (c == '\\' && quote_ == '"') {
        if (!ReadEscape()) return false;
        kept = last_escape_ = text_->size();
      } else {
        *text_ += c;
        ++at_;
        if (!IsYamlBlank(c)) kept = text_->size();
      }
    }
    text_->resize(kept);
    return true;
  }

  // The escape that begins here.
  bool ReadEscape() {
    if (++at_ == lines_->end()) {
      joined_ = true;
      return true;
    }
    const char c = lines_->at(at_++);
    if (const std::size_t digits = HexDigits(c)) {
      if (lines_->end() - at_ < digits) return false;
      at_ += digits;
      return AppendByNumber(lines_->text().substr(at_ - digits, digits), text_);
    }
    const std::string_view simple = SimpleEscape(c);
    *text_ += simple;
    return !simple.empty();
  }

  // Goes on to the next line that is not blank.
  bool ReadBreak() {
    std::size_t empty_lines = 0;
    for (;; ++empty_lines) {
      lines_->Next();
      if (lines_->at_end() || lines_->IsDocumentMark()) return false;
      at_ = lines_->SkipBlanks(lines_->start());
      if (!AtEndOfLine()) break;
    }
    if (empty_lines > 0) {
      text_->append(empty_lines, '\n');
    } else if (!joined_) {
      *text_ += ' ';
    }
    return true;
  }

  // Of line feeds at the end that no escape stands for, yaml-cpp keeps one.
  void ChompEnd() {
    std::size_t last = text_->find_last_not_of('\n');
    if (last_escape_ != kNowhere && (last == kNowhere || last < last_escape_)) {
      last = last_escape_;
    }
    if (last == kNowhere) {
      text_->clear();
    } else if (last + 1 < text_->size()) {
      text_->resize(last + 2);
    }
  }

  YamlLines* lines_;
  const char quote_;
  std::size_t at_;
  std::string* text_;
  bool closed_ = false;
  bool joined_ = false;                 // the line ended in a backslash
  std::size_t last_escape_ = kNowhere;  // where in the text the last one ended
};

}  // namespace

bool ReadQuotedScalar(YamlLines* lines, std::size_t* offset,
                      std::string_view* text, std::string* buffer) {
  const char quote = lines->at(*offset);
  const std::size_t begin = *offset + 1;
  const std::string_view line =
      lines->text().substr(begin, lines->end() - begin);
  const std::size_t end = line.find(quote);
  // Most have one line and nothing that stands for something else.
  if (end != std::string_view::npos) {
    *text = line.substr(0, end);
    *offset = begin + end + 1;
    const bool simple = quote == '"' ? text->find('\\') == text->npos
                                     : !line.substr(end + 1).starts_with(quote);
    if (simple) return true;
  }
  *offset = QuotedReader(lines, begin - 1, buffer).Run();
  *text = *buffer;
  return *offset != kNowhere;
}

}  // namespace pressmark::schema
