#ifndef PRESSMARK_QUERY_PLAN_DATE_H_
#define PRESSMARK_QUERY_PLAN_DATE_H_

#include <optional>

#include "query/bound.h"
#include "query/date_clip.h"

namespace pressmark::query {

// Whether it is the date that ids are made of, as it is.
bool IsArticleDate(const Subject& subject);

// Whether ids tell what a test of this subject asks: the articles' own date,
// or a period of it.
bool IsIdDate(const Subject& subject);

// The articles that pass a test of the date, as far as ids tell; `*exact` is
// set to false where that may be too many. Nothing where the test compares
// with something else than dates.
std::optional<DateClip> ClipOf(const Test& test, std::int16_t zone_minutes,
                               bool* exact);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PLAN_DATE_H_
