#ifndef PRESSMARK_QUERY_DATE_LITERAL_H_
#define PRESSMARK_QUERY_DATE_LITERAL_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include <pressmark/date.h>
#include <pressmark/result.h>

#include "query/bound.h"

// Dates as queries write them. Each stands for an interval:
//
//   date     = year [ "-" month [ "-" day [ "T" time [ zone ] ] ] ] ;
//   word     = "now" | "today" | "yesterday" | "tomorrow"
//            | ( "this" | "last" ) "-" ( "week" | "month" | "year" ) ;
//   relative = [ "now" ] ( "+" | "-" ) digits unit ;
//   unit     = "s" | "min" | "h" | "d" | "w" | "mo" | "y" ;
//
// A relative of days or more is that day, unless it begins with `now`; all
// others are a moment. Weeks begin on Monday. A month or year back from a day
// that the month lacks is the month's last day.
namespace pressmark::query {

// When and where a query is asked.
struct Clock {
  std::int64_t now = 0;  // microseconds since 0001-01-01T00:00Z
  std::int16_t zone_minutes = 0;
};

// The interval of a literal; kInvalidArgument saying what is wrong with it.
// Without `words`, as a reader's text is read, `now`, `today` and the like are
// no dates either.
Result<DateInterval> ReadDate(std::string_view text, const Clock& clock,
                              bool words);

// The words that are dates, `now` and `today` first.
std::vector<std::string_view> DateWords();

// Whether what ReadDate reads from it, words and all, moves with the clock.
bool IsRelativeDate(std::string_view text);

// An error where `text` is like `-3m`, which may be minutes or months.
Status CheckUnit(std::string_view text);

// What `date` stands for as a literal: the whole of its precision, of a civil
// date in the zone.
DateInterval IntervalOf(const Date& date, std::int16_t zone_minutes);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_DATE_LITERAL_H_
