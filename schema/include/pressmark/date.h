#ifndef PRESSMARK_SCHEMA_DATE_H_
#define PRESSMARK_SCHEMA_DATE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// How much of a date was written. Part of the stored format.
enum class DatePrecision : std::uint8_t {
  kYear = 0,   // 2021: only a query's period, never an article's date
  kMonth = 1,  // 2021-10: likewise
  kDay = 2,
  kMinute = 3,
  kSecond = 4,
  kFraction = 5,  // to the microsecond; finer digits are cut
};

// A date of the proleptic Gregorian calendar, years 1 to 9999.
//
// To the day or coarser it is *civil*: it has no zone, ever, and stands for
// the same calendar day everywhere. With a time it is an *instant* and the
// offset it was written with (none: UTC).
struct Date {
  // Since 0001-01-01T00:00Z. Of a civil date: its first moment, as if in UTC.
  std::int64_t microseconds = 0;
  // East of UTC, as written. 0 for a civil date. -1439 to 1439.
  std::int16_t offset_minutes = 0;
  DatePrecision precision = DatePrecision::kDay;

  bool civil() const { return precision <= DatePrecision::kDay; }
  // Whole seconds since 0001-01-01T00:00Z, rounded down.
  std::int64_t seconds() const { return microseconds / 1'000'000; }
  bool operator==(const Date&) const = default;
};

inline constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;

// A calendar day.
struct CivilDay {
  std::int32_t year = 1;
  std::int32_t month = 1;
  std::int32_t day = 1;
  bool operator==(const CivilDay&) const = default;
};

// Days since 0001-01-01 of a valid day, and back (Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms"). Constant time.
std::int64_t DaysFromCivil(const CivilDay& day);
CivilDay CivilFromDays(std::int64_t days);
// Whether such a day exists in years 1 to 9999.
bool IsValidDay(const CivilDay& day);

// Reads a date as front matter writes it, to the day or finer:
// `2021-10-02`, then perhaps `T` or blanks and a time `h:mm[:ss[.f…]]`, then
// perhaps `Z`, `+05:30`, `-0400` or `-4`. Blanks around it are passed over.
// A leap second `:60` is the second after. Nothing where the text is no date,
// as `2016-06-31` is none.
std::optional<Date> ParseDate(std::string_view text);

// ISO 8601 at the date's own precision and offset: `2021-10-02`,
// `2021-10-02T11:48:50.069742Z`, `2013-12-02T07:37:00-04:00`, `2021-10`.
std::string FormatDate(const Date& date);

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_DATE_H_
