#include "query/period.h"

#include <limits>

#include "query/date_literal.h"
#include "query/subject_values.h"

namespace pressmark::query {

using parser::Function;

bool IsPeriod(Function function) {
  return function == Function::kYear || function == Function::kMonth ||
         function == Function::kDay;
}

Date PeriodOfId(Function function, engine::ArticleId id,
                std::int16_t zone_minutes) {
  Date date;
  date.microseconds = engine::SecondOf(id) * kMicrosecondsPerSecond;
  date.precision =
      engine::IsCivil(id) ? DatePrecision::kDay : DatePrecision::kSecond;
  return PeriodOf(function, date, zone_minutes);
}

std::int64_t FirstPeriodFrom(Function function, std::int64_t moment,
                             std::int16_t zone_minutes) {
  Date first{0, 0, DatePrecision::kDay};
  Date last = first;
  last.microseconds =
      DaysFromCivil({9999, 12, 31}) * kSecondsPerDay * kMicrosecondsPerSecond;
  if (moment <= MomentOf(first, zone_minutes)) {
    return std::numeric_limits<std::int64_t>::min();
  }
  std::int64_t calendar_end = IntervalOf(last, zone_minutes).end;
  if (moment >= calendar_end) return std::numeric_limits<std::int64_t>::max();
  Date instant{moment, 0, DatePrecision::kFraction};
  DateInterval held =
      IntervalOf(PeriodOf(function, instant, zone_minutes), zone_minutes);
  std::int64_t begin = held.begin >= moment ? held.begin : held.end;
  bool none = begin >= calendar_end;
  return none ? std::numeric_limits<std::int64_t>::max() : begin;
}

}  // namespace pressmark::query
