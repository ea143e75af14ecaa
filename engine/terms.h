#ifndef PRESSMARK_ENGINE_TERMS_H_
#define PRESSMARK_ENGINE_TERMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/date.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>

#include "engine/index.h"
#include "schema/record_view.h"

// A term is what an index is searched by: one tag byte, then the value so that
// terms in byte order are values in order. A term holds
//
//   absent                                  the articles without the value
//   empty                                   of them, those that have the path
//   null, mapping                           the articles with one there
//   bool    1 byte
//   number  8 bytes of ordered double, 8 of its exact 64-bit remainder
//   text    bytes, 0x00 written 00 FF, ended 00 01; longer than kTermBytes:
//           cut there, ended 00 02 and the text's 128-bit hash
//   date    8 bytes of biased microseconds, 1 byte: 0 civil, 1 an instant
//
// A text is cut within a character if need be: cut on the boundary before it,
// it could sort before a text that it follows.
namespace pressmark::engine {

enum class TermTag : std::uint8_t {
  kAbsent = 0x01,
  kBool = 0x02,
  kNumber = 0x03,
  kText = 0x04,
  kDate = 0x05,
  kEmpty = 0x06,
  kNull = 0x07,
  kMapping = 0x08,
};

std::string AbsentTerm();
std::string EmptyTerm();
std::string NullTerm();
std::string MappingTerm();
std::string BoolTerm(bool value);
std::string NumberTerm(std::int64_t value);
// An integral double is that integer; NaN, of any sign, comes after all others.
std::string NumberTerm(double value);
// `text` is folded by the caller where the index folds.
std::string TextTerm(std::string_view text);
std::string DateTerm(const Date& date);
// The term of a value, by its type; as TextTerm and the others.
std::string TermOf(const FieldValue& value);
// The one term of kAllIndex: true.
std::string AllTerm();

// The length of the term that `bytes` begin with; nothing where they begin
// with none. Looks no further than to the term's end.
std::optional<std::size_t> TermLength(std::string_view bytes);

// Whether the term stands for its value alone. A cut text's does not: what it
// finds is rechecked on the record.
bool IsExactTerm(std::string_view term);

// The text of a term that holds all of it, as it is; nothing of other terms,
// and of a text with a 00 in it. Lives as long as the term.
std::optional<std::string_view> PlainText(std::string_view term);

// The bounds of all texts that begin with `prefix` (folded by the caller):
// [lower, upper). Where `prefix` is longer than a term holds, the bounds take
// in more and `exact` is false.
struct TermRange {
  std::string lower;
  std::string upper;
  bool exact = true;
};
TermRange TextPrefixRange(std::string_view prefix);
// All terms of one tag.
TermRange TagRange(TermTag tag);

// What a term stands for, to show it; a cut text as far as it goes.
// kCorruption where the bytes are no term.
struct TermValue {
  TermTag tag = TermTag::kAbsent;
  FieldValue value;  // of those tags that have one
  bool cut = false;
};
Result<TermValue> DecodeTerm(std::string_view term);

// One entry an article makes in one index.
struct ArticleTerm {
  std::uint32_t index = 0;
  std::string term;
  // As the article writes it; of folded terms only.
  std::string spelling;

  bool operator==(const ArticleTerm&) const = default;
};

// Every term of an article in the indexes given, each once, sorted by index
// and term; every article has AllTerm in kAllIndex. Of a path all list
// elements are taken, also of lists in lists. The absent term stands where
// nothing is filled: no value, or only nulls, blanks, `[]` and `{}`; with it
// the empty term, where the path is there all the same. Nulls, mappings and
// blank texts have their own terms besides. Spellings are cut to kTermBytes on
// a character boundary. Linear in the article, times the number of indexes over
// paths.
std::vector<ArticleTerm> TermsOf(const schema::RecordView& record,
                                 const std::vector<IndexDefinition>& indexes);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TERMS_H_
