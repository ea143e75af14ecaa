#include "query/complete_word.h"

#include <array>
#include <string>

#include "query/parser/lexicon.h"
#include "query/parser/place.h"

namespace pressmark::query {

namespace {

using Kind = Completion::Kind;

struct Word {
  std::string_view text;
  std::string_view then;  // as in parser::MayStand
  Kind kind = Kind::kKeyword;
};

constexpr std::array<Word, 44> kWords = {{
    {"len(", "", Kind::kFunction},
    {"date(", "", Kind::kFunction},
    {"num(", "", Kind::kFunction},
    {"fold(", "", Kind::kFunction},
    {"year(", "", Kind::kFunction},
    {"month(", "", Kind::kFunction},
    {"day(", "", Kind::kFunction},
    {"count", "(", Kind::kFunction},
    {"min(", "", Kind::kFunction},
    {"max(", "", Kind::kFunction},
    {"sum(", "", Kind::kFunction},
    {"has", ""},
    {"exists", ""},
    {"not", " has"},
    {"all", " x"},
    {"and", ""},
    {"or", ""},
    {"in", ""},
    {"not in", ""},
    {"all of", ""},
    {"of", ""},
    {"order by", ""},
    {"by", ""},
    {"asc", ""},
    {"desc", ""},
    {"limit", ""},
    {"offset", ""},
    {"after", ""},
    {"select", ""},
    {"as", ""},
    {"except", ""},
    {"distinct", " x"},
    {"null", ""},
    {"true", ""},
    {"false", ""},
    {"*", ""},
    {"=", ""},
    {"!=", ""},
    {"<", ""},
    {"<=", ""},
    {">", ""},
    {">=", ""},
    {"~", ""},
    {"!~", ""},
}};

// A field is never null, and only some values are true or false.
bool Fits(std::string_view word, ValueType type) {
  if (word == "null") return type == ValueType::kAny;
  if (word != "true" && word != "false") return true;
  return type == ValueType::kAny || type == ValueType::kBool;
}

}  // namespace

std::vector<Completion> CompleteWord(std::string_view before,
                                     std::string_view typed, ValueType type,
                                     const Limits& limits) {
  std::vector<Completion> words;
  for (const Word& word : kWords) {
    bool stands = parser::BeginsWith(word.text, typed) &&
                  Fits(word.text, type) &&
                  parser::MayStand(before, word.text, word.then, limits);
    if (stands) words.push_back({word.kind, std::string(word.text), {}});
  }
  return words;
}

}  // namespace pressmark::query
