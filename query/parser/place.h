#ifndef PRESSMARK_QUERY_PARSER_PLACE_H_
#define PRESSMARK_QUERY_PARSER_PLACE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>

#include "query/parser/ast.h"

// What is being typed at the end of a text: found by parsing the text as if
// the word or the quotes at its end had been finished.
namespace pressmark::query::parser {

enum class PlaceKind : std::uint8_t {
  kNowhere,    // inside a comment, behind a closing quote, in no query
  kOther,      // a word of the language may stand here
  kName,       // a path, and perhaps such a word
  kReference,  // a path of the same article, in the place of a value
  kValue,
};

struct Place {
  PlaceKind kind = PlaceKind::kNowhere;
  // Where the name or value begins that is being typed.
  std::size_t begin = 0;
  // Where the last word begins; at the end of the text where none was begun.
  std::size_t word = 0;
  char quote = 0;  // that is open
  // kName, kReference: the path, its last name as far as it was typed, which
  // begins at `segment`.
  Path path;
  std::size_t segment = 0;
  // Where an answer's order is typed: the names that its columns have besides,
  // and whether there are no others, as of aggregates.
  std::vector<std::string> columns;
  bool only_columns = false;
  // kValue: what it was typed of, and of which test.
  std::string value;
  Operand operand;
  Comparator comparator = Comparator::kEqual;
  // Paths whose brackets are open, the outermost first.
  std::vector<Path> elements;
};

// May throw std::bad_alloc. The cost of Parse, some three times.
Place PlaceAtEnd(std::string_view text, const Limits& limits);

// Whether `word` may stand behind `before` as a word of the language. `then` is
// what tells it from a name (the parenthesis of a function) and from the
// beginning of another (`not` before a condition from `not in`). May throw
// std::bad_alloc.
bool MayStand(std::string_view before, std::string_view word,
              std::string_view then, const Limits& limits);

}  // namespace pressmark::query::parser

#endif  // PRESSMARK_QUERY_PARSER_PLACE_H_
