#ifndef PRESSMARK_QUERY_PERIOD_H_
#define PRESSMARK_QUERY_PERIOD_H_

#include <cstdint>

#include <pressmark/date.h>

#include "engine/article_id.h"
#include "query/parser/ast.h"

// Calendar periods in a query's zone, year(), month() and day(), as ids tell
// them. PeriodOf in subject_values.h is the same of a date.
namespace pressmark::query {

bool IsPeriod(parser::Function function);

// The period that holds the date of a dated id.
Date PeriodOfId(parser::Function function, engine::ArticleId id,
                std::int16_t zone_minutes);

// The first moment at or after `moment`, microseconds since 0001-01-01T00:00Z,
// at which a period begins in the zone: the least number where that is the
// calendar's first period, the greatest where none begins so late.
std::int64_t FirstPeriodFrom(parser::Function function, std::int64_t moment,
                             std::int16_t zone_minutes);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PERIOD_H_
