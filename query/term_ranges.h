#ifndef PRESSMARK_QUERY_TERM_RANGES_H_
#define PRESSMARK_QUERY_TERM_RANGES_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <pressmark/mapping.h>

#include "engine/terms.h"
#include "query/bound.h"

namespace pressmark::query {

// Terms from `lower` to before `upper`. Where `exact` is false they may stand
// for more values than are meant.
using engine::TermRange;

// The one term.
TermRange OnlyTerm(std::string term);

// The terms that values of a field of this kind post where they stand to the
// item as the test of this kind asks. No ranges: no value does. Nothing where
// terms cannot tell. Of a glob, those of its prefix.
std::optional<std::vector<TermRange>> TermRangesOf(
    FieldKind field, TestKind test,
    const std::variant<Literal, LiteralRange>& item, std::int16_t zone_minutes);

// Sorts ranges and joins those that overlap or meet.
std::vector<TermRange> Joined(std::vector<TermRange> ranges);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_TERM_RANGES_H_
