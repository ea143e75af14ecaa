#include "tests/schema/random_yaml.h"

#include <array>
#include <cstddef>
#include <vector>

#include "tests/support/random.h"

namespace pressmark::test {
namespace {

using Random = std::mt19937_64;

template <std::size_t N>
std::string_view OneOf(const std::array<std::string_view, N>& texts,
                       Random& random) {
  return texts[Below(N, random)];
}

constexpr std::array<std::string_view, 12> kKeys = {
    "a",    "b",     "title", "date", "\"q k\"", "'s''k'",
    "null", "nulls", "~",     "x y",  "-k",      "k:l"};

constexpr std::array<std::string_view, 44> kWords = {
    "word",   "two words", "null",      "~",    "true",
    "False",  "12",        "-1.5",      "0x1F", "1e3",
    ".5",     "a:b",       "x#y",       "#x",   "caf\u00e9",
    "\u2603", "it's",      "say \"x\"", "-x",   "- x",
    "?y",     "? y",       ":z",        "a: b", "http://e.x/y?z=1",
    "@at",    "%p",        "&a",        "*a",   "!t",
    "|",      ">",         "[x",        "x]",   "{y",
    "y}",     "a, b",      "x -",       "---",  "...",
    "nullx",  "'",         "\\",        "x :y"};

// Words that mean nothing to YAML wherever they stand.
constexpr std::array<std::string_view, 10> kPlainWords = {
    "word", "more words", "caf\u00e9", "x#y",  "a:b",
    "12",   "null",       "\u2603",    "it's", "f(x)"};

constexpr std::array<std::string_view, 12> kEscapes = {
    "\\n", "\\t",         "\\\"", "\\\\", "\\x41", "\\u00e9",
    "\\0", "\\U0001F600", "\\N",  "\\_",  "\\/",   "\\e"};

class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {
    if (Chance(12)) line_end_ = "\r\n";
  }

  std::string Run() {
    Filler();
    Mapping(Chance(10) ? Below(3, random_) : 0, 4);
    return text_;
  }

 private:
  // True once in `times`.
  bool Chance(std::size_t times) { return Below(times, random_) == 0; }
  void Blanks(std::size_t count) { text_.append(count, ' '); }

  // Perhaps a comment, and the end of the line.
  void EndLine() {
    if (Chance(12)) text_ += Chance(8) ? "#c" : "  # a: 'comment";
    if (Chance(20)) Blanks(1 + Below(3, random_));
    text_ += line_end_;
  }
  // Perhaps lines that mean nothing.
  void Filler() {
    if (!Chance(10)) return;
    for (std::size_t n = 1 + Below(2, random_); n > 0; --n) {
      if (Chance(2)) Blanks(Below(5, random_));
      if (Chance(2)) text_ += "# comment: here";
      text_ += line_end_;
    }
  }

  void Mapping(std::size_t column, int depth, bool on_line = false) {
    for (std::size_t n = 1 + Below(4, random_); n > 0; --n) {
      if (!on_line) Blanks(column);
      on_line = false;
      text_ += OneOf(kKeys, random_);
      if (Chance(20)) text_ += ' ';
      text_ += ':';
      ValueOfKey(column, depth);
      Filler();
    }
  }

  void ValueOfKey(std::size_t column, int depth) {
    const std::size_t choice = Below(depth > 0 ? 12 : 9, random_);
    if (choice == 9) {
      EndLine();
      Filler();
      Mapping(column + 1 + Below(3, random_), depth - 1);
    } else if (choice > 9) {
      EndLine();
      Filler();
      List(column + Below(3, random_), depth - 1);
    } else if (choice == 8) {
      EndLine();  // null, or a scalar below
      if (Chance(2)) return;
      Blanks(column + 1 + Below(2, random_));
      Scalar(column);
    } else {
      Blanks(1 + (Chance(10) ? Below(3, random_) : 0));
      Scalar(column);
    }
  }

  void List(std::size_t column, int depth, bool on_line = false) {
    for (std::size_t n = 1 + Below(4, random_); n > 0; --n) {
      if (!on_line) Blanks(column);
      on_line = false;
      text_ += '-';
      const std::size_t blanks = 1 + (Chance(8) ? Below(3, random_) : 0);
      const std::size_t inner = column + 1 + blanks;
      const std::size_t choice = Below(depth > 0 ? 8 : 6, random_);
      if (choice == 0) {
        EndLine();
        if (Chance(2)) continue;
        Blanks(inner);
        Scalar(column);
        continue;
      }
      Blanks(blanks);
      if (choice == 6) {
        Mapping(inner, depth - 1, true);
      } else if (choice == 7) {
        List(inner, depth - 1, true);
      } else {
        Scalar(column);
      }
      Filler();
    }
  }

  // A value to the end of its line, in a list or mapping at `column`.
  void Scalar(std::size_t column) {
    switch (Below(10, random_)) {
      case 0:
        text_ += OneOf(kWords, random_);
        break;
      case 1:
      case 2:
        Lines(column + 1, kPlainWords);
        break;
      case 3:
        text_ += '\'';
        Lines(Below(column + 3, random_), kPlainWordsInQuotes);
        text_ += '\'';
        break;
      case 4:
        Doubled(Below(column + 3, random_));
        break;
      case 5:
      case 6:
        Block(column);
        return;
      case 7:
        Brackets(Chance(3), 0);
        break;
      default:
        text_ += OneOf(kPlainWords, random_);
    }
    EndLine();
  }

  // Lines of words, those behind the first from `column` on.
  template <std::size_t N>
  void Lines(std::size_t column, const std::array<std::string_view, N>& words) {
    text_ += OneOf(words, random_);
    while (Chance(3)) {
      Blanks(Chance(6) ? 2 : 0);
      text_ += line_end_;
      while (Chance(4)) {
        Blanks(Below(4, random_));
        text_ += line_end_;
      }
      Blanks(column + Below(3, random_));
      text_ += OneOf(words, random_);
    }
    if (Chance(8)) Blanks(1);
  }

  void Doubled(std::size_t column) {
    text_ += '"';
    for (std::size_t n = Below(5, random_); n > 0; --n) {
      if (Chance(3)) {
        text_ += OneOf(kEscapes, random_);
      } else if (Chance(5)) {
        text_ += Chance(2) ? "\\" + line_end_ : " " + line_end_ + line_end_;
        Blanks(column);
      } else {
        Lines(column, kPlainWordsInQuotes);
      }
    }
    text_ += '"';
  }

  void Block(std::size_t column) {
    static constexpr std::array<std::string_view, 7> kHeaders = {
        ">", "|", ">-", "|-", ">+", "|+", ">-"};
    text_ += OneOf(kHeaders, random_);
    EndLine();
    const std::size_t inner = column + 1 + Below(3, random_);
    for (std::size_t n = Below(5, random_); n > 0; --n) {
      if (Chance(4)) {
        Blanks(Chance(3) ? Below(inner + 3, random_) : 0);
      } else {
        Blanks(inner + (Chance(5) ? Below(4, random_) : 0));
        text_ += OneOf(kWords, random_);
        if (Chance(8)) Blanks(2);
      }
      text_ += line_end_;
    }
  }

  void Brackets(bool mapping, int depth) {
    text_ += mapping ? '{' : '[';
    for (std::size_t n = Below(4, random_); n > 0; --n) {
      if (Chance(8)) text_ += line_end_ + "   ";
      if (mapping) text_ += std::string(OneOf(kKeys, random_)) + ": ";
      if (depth == 0 && Chance(12)) {
        Brackets(Chance(2), 1);
      } else if (Chance(4)) {
        text_ += '"' + std::string(OneOf(kPlainWordsInQuotes, random_)) + '"';
      } else {
        text_ += OneOf(kPlainWords, random_);
      }
      if (Chance(8)) text_ += ' ';
      if (n > 1 || Chance(8)) text_ += Chance(6) ? "," : ", ";
    }
    text_ += mapping ? '}' : ']';
  }

  static constexpr std::array<std::string_view, 8> kPlainWordsInQuotes = {
      "word", "more words", "caf\u00e9", " #x", "a: b", "", "- x", "''"};

  Random& random_;
  std::string text_;
  std::string line_end_ = "\n";
};

constexpr std::array<std::string_view, 36> kSnippets = {
    ":", ": ", "#",  " #", "-",    "- ",  "?",   "? ",   "|",
    ">", "'",  "\"", "[",  "]",    "{",   "}",   "&",    "*",
    "!", "%",  "@",  "`",  ",",    "\t",  "\r",  "\r\n", "\n",
    "~", " ",  "  ", "\\", "<<: ", "---", "...", "null", "\xEF\xBB\xBF"};

// Offsets at which lines begin, and the end.
std::vector<std::size_t> LinesOf(std::string_view text) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts.push_back(i + 1);
  }
  if (starts.back() != text.size()) starts.push_back(text.size());
  return starts;
}

// One accident that happens to a line.
void MutateLine(std::string* text, Random& random) {
  const auto lines = LinesOf(*text);
  if (lines.size() < 2) return;
  const std::size_t line = Below(lines.size() - 1, random);
  const std::size_t start = lines[line];
  const std::size_t length = lines[line + 1] - start;
  switch (Below(4, random)) {
    case 0:
      text->erase(start, length);
      break;
    case 1:
      text->insert(lines[Below(lines.size(), random)],
                   std::string(*text, start, length));
      break;
    case 2:
      text->insert(start, 1 + Below(3, random), ' ');
      break;
    default:
      if ((*text)[start] == ' ') text->erase(start, 1);
  }
}

}  // namespace

std::string RandomYaml(Random& random) { return Writer(random).Run(); }

std::string MutatedYaml(std::string text, Random& random) {
  for (auto n = 1 + Below(4, random); n > 0; --n) {
    const std::size_t at = Below(text.size() + 1, random);
    switch (Below(6, random)) {
      case 0:
        if (at < text.size()) {
          text[at] ^= static_cast<char>(1 << Below(7, random));
        }
        break;
      case 1:
        text.erase(at, Below(4, random));
        break;
      case 2:
      case 3:
        text.insert(at, OneOf(kSnippets, random));
        break;
      default:
        MutateLine(&text, random);
    }
  }
  return text;
}

std::string SomeLines(std::string_view text, std::size_t most, Random& random) {
  const auto lines = LinesOf(text);
  const std::size_t first = Below(lines.size(), random);
  const std::size_t last =
      std::min(first + 1 + Below(most, random), lines.size() - 1);
  return std::string(text.substr(lines[first], lines[last] - lines[first]));
}

}  // namespace pressmark::test
