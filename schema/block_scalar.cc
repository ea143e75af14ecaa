#include "schema/block_scalar.h"

#include <algorithm>
#include <string_view>

// header := ( "|" | ">" ) [ "-" | "+" ] { blank } [ comment ]
//
// The first line that is not empty says how deep the text is indented; an empty
// line before it that is deeper says so too. A line that is less deep ends the
// text. What a line break becomes in `>` follows yaml-cpp: a blank between two
// lines of text, a line feed where one of them is indented further, and between
// lines of text as many line feeds as there are empty lines.

namespace pressmark::schema {
namespace {

enum class Chomp { kClip, kStrip, kKeep };
enum class LineKind { kEmpty, kText, kEnd };

struct Line {
  LineKind kind = LineKind::kEnd;
  std::string_view text = {};  // behind the indentation

  bool deeper() const { return !text.empty() && IsYamlBlank(text[0]); }
};

// Joins the lines of a text.
class Joiner {
 public:
  Joiner(bool folded, std::string* text) : folded_(folded), text_(text) {}

  // Whether a line of text was added.
  bool has_text() const { return has_text_; }

  void Add(const Line& line) {
    const bool empty = line.kind == LineKind::kEmpty;
    if (empty_lines_ == 0 && empty) after_deeper_ = last_.deeper();
    if (!first_) Break(line);
    first_ = false;
    last_ = line;
    if (line.kind != LineKind::kText) return;
    *text_ += line.text;
    has_text_ = true;
  }

 private:
  // Adds what the line break before `line` becomes.
  void Break(const Line& line) {
    if (!folded_) {
      *text_ += '\n';
      return;
    }
    if (line.kind == LineKind::kEmpty) {
      ++empty_lines_;
      return;
    }
    const bool joined = last_.kind == LineKind::kText && !last_.deeper() &&
                        line.kind == LineKind::kText && !line.deeper();
    *text_ += joined ? ' ' : '\n';
    if (empty_lines_ == 0) return;
    text_->append(empty_lines_ - 1, '\n');
    if (after_deeper_ || line.deeper() || !has_text_) *text_ += '\n';
    empty_lines_ = 0;
  }

  const bool folded_;
  std::string* text_;
  Line last_;
  bool first_ = true;
  bool has_text_ = false;
  // Empty lines since the last one of text, and whether that one was deeper.
  std::size_t empty_lines_ = 0;
  bool after_deeper_ = false;
};

void ChompEnd(Chomp chomp, std::string* text) {
  if (chomp == Chomp::kKeep) return;
  const std::size_t last = text->find_last_not_of('\n');
  const std::size_t feeds = chomp == Chomp::kClip ? 1 : 0;
  const std::size_t size = last == std::string::npos ? 0 : last + 1 + feeds;
  text->resize(std::min(size, text->size()));
}

// Reads the current line of a text whose indentation is `indentation`, or at
// least that where no line of text has been seen. False where a tab indents.
bool ReadLine(const YamlLines& lines, bool found, std::size_t* indentation,
              Line* line) {
  *line = {};
  const std::size_t text = lines.SkipSpaces(lines.start());
  const std::size_t column = text - lines.start();
  if (!found && !lines.at_end()) *indentation = std::max(*indentation, column);
  if (text == lines.end() && !lines.at_end() && column <= *indentation) {
    line->kind = LineKind::kEmpty;
    return true;
  }
  if (text < lines.end() && lines.at(text) == '\t') return false;
  if (lines.at_end() || column < *indentation) return true;
  const std::size_t begin = lines.start() + *indentation;
  *line = {LineKind::kText, lines.text().substr(begin, lines.end() - begin)};
  return true;
}

}  // namespace

bool ReadBlockScalar(std::size_t offset, std::size_t column, YamlLines* lines,
                     std::string* text) {
  text->clear();
  Joiner joiner(lines->at(offset) == '>', text);
  Chomp chomp = Chomp::kClip;
  if (++offset < lines->end()) {
    if (lines->at(offset) == '-') chomp = Chomp::kStrip;
    if (lines->at(offset) == '+') chomp = Chomp::kKeep;
    if (chomp != Chomp::kClip) ++offset;
  }
  if (!lines->IsRestEmpty(offset)) return false;
  std::size_t indentation = column + 1;
  Line line;
  do {
    lines->Next();
    if (!ReadLine(*lines, joiner.has_text(), &indentation, &line)) return false;
    joiner.Add(line);
  } while (line.kind != LineKind::kEnd);
  ChompEnd(chomp, text);
  return true;
}

}  // namespace pressmark::schema
