#ifndef PRESSMARK_QUERY_SCALARS_H_
#define PRESSMARK_QUERY_SCALARS_H_

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <variant>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/date.h>

#include "query/bound.h"
#include "query/subject_values.h"

// Values taken out of an article, to show, to sort by and to group by.
namespace pressmark::query {

// A scalar out of an article: what orders sort by and groups are made of. A
// text is as it was written, but that of fold(p), which is folded.
using Scalar = std::variant<std::nullptr_t, bool, Number, std::string, Date>;

// The values of a subject, each once, in the order first met; nulls and
// mappings left out. Of folded texts the first spelling. len(p) is one number.
std::vector<Scalar> ScalarsOf(const Subject& subject, const Subjected& article,
                              std::int16_t zone_minutes);

// The subject as a cell of an answer: of a field of many values always a list,
// of other subjects one value, or a list where the path meets several; nothing
// where there is none. A front matter path without a function gives its values
// whole, lists and mappings among them. Texts that had to be made are kept in
// `texts`, which the cell refers into.
Cell CellOf(const Subject& subject, const Subjected& article,
            std::int16_t zone_minutes, std::deque<std::string>* texts);

// The total order of `order by`, ascending: false < true < numbers (NaN the
// greatest) < texts < dates < null. Whoever sorts descending keeps null last.
// 1 equals 1.0; of equal moments a civil day comes first; dates that differ in
// offset only are equal. Texts go by code point, after folding if `folded`.
std::strong_ordering CompareForOrder(const Scalar& left, const Scalar& right,
                                     bool folded);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_SCALARS_H_
