#include "query/date_literal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "query/diagnostic.h"
#include "schema/scalar.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

constexpr std::int64_t kOneSecond = kMicrosecondsPerSecond;
constexpr std::int64_t kOneMinute = 60 * kOneSecond;
constexpr std::int64_t kOneHour = 60 * kOneMinute;
constexpr std::int64_t kOneDay = kSecondsPerDay * kOneSecond;
constexpr std::size_t kDayLength = 10;  // of 2021-10-02

enum class Unit : std::uint8_t { kMoment, kDays, kMonths };

struct UnitName {
  std::string_view name;
  Unit unit;
  std::int64_t size;  // microseconds, days or months
};

constexpr std::array<UnitName, 7> kUnits = {{{"s", Unit::kMoment, kOneSecond},
                                             {"min", Unit::kMoment, kOneMinute},
                                             {"h", Unit::kMoment, kOneHour},
                                             {"d", Unit::kDays, 1},
                                             {"w", Unit::kDays, 7},
                                             {"mo", Unit::kMonths, 1},
                                             {"y", Unit::kMonths, 12}}};

enum class Period : std::uint8_t { kDay, kWeek, kMonth, kYear };

struct Word {
  std::string_view name;
  Period period;
  std::int64_t steps;  // periods from the present one
};

constexpr std::array<Word, 9> kWords = {{{"today", Period::kDay, 0},
                                         {"yesterday", Period::kDay, -1},
                                         {"tomorrow", Period::kDay, 1},
                                         {"this-week", Period::kWeek, 0},
                                         {"last-week", Period::kWeek, -1},
                                         {"this-month", Period::kMonth, 0},
                                         {"last-month", Period::kMonth, -1},
                                         {"this-year", Period::kYear, 0},
                                         {"last-year", Period::kYear, -1}}};

struct Relative {
  bool from_now = false;
  bool back = false;
  std::string_view digits;
  std::string_view unit;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int32_t> ReadDigits(std::string_view digits) {
  if (!std::all_of(digits.begin(), digits.end(), IsDigit)) return std::nullopt;
  std::int32_t value = 0;
  const char* end = digits.data() + digits.size();
  auto [rest, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

std::int64_t FloorDivide(std::int64_t value, std::int64_t by) {
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

std::int64_t LastDay() { return DaysFromCivil({9999, 12, 31}); }

// The days from `first` to before `last`, in the zone.
DateInterval DaysIn(std::int64_t first, std::int64_t last,
                    std::int16_t zone_minutes) {
  std::int64_t shift = zone_minutes * kOneMinute;
  return {first * kOneDay - shift, last * kOneDay - shift};
}

// Months since year 0 of a day.
std::int64_t MonthOf(const CivilDay& day) {
  return std::int64_t{day.year} * 12 + day.month - 1;
}

// The first day of `month`; one past the last day there is, where the month is
// the one after it.
std::int64_t MonthStart(std::int64_t month) {
  if (month == std::int64_t{10'000} * 12) return LastDay() + 1;
  return DaysFromCivil({static_cast<std::int32_t>(month / 12),
                        static_cast<std::int32_t>(month % 12 + 1), 1});
}

bool IsMonth(std::int64_t month) { return month >= 12 && month < 10'000 * 12; }

Status NoDate(std::string_view text, std::string_view why) {
  return InvalidArgument(schema::Excerpt(text) + " is no date" +
                         std::string(why));
}

Status BeyondCalendar(std::string_view text) {
  return NoDate(text, ": it lies outside the years 1 to 9999");
}

Status AmbiguousUnit(std::string_view text) {
  return InvalidArgument("m is ambiguous in " + schema::Excerpt(text) +
                         ": write min for minutes or mo for months");
}

std::optional<Relative> SplitRelative(std::string_view text) {
  Relative relative;
  relative.from_now = text.starts_with("now");
  if (relative.from_now) text.remove_prefix(3);
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return std::nullopt;
  relative.back = text[0] == '-';
  text.remove_prefix(1);
  auto end = std::find_if_not(text.begin(), text.end(), IsDigit);
  auto length = static_cast<std::size_t>(end - text.begin());
  relative.digits = text.substr(0, length);
  relative.unit = text.substr(length);
  bool is_word = std::all_of(relative.unit.begin(), relative.unit.end(),
                             [](char c) { return c >= 'a' && c <= 'z'; });
  if (length == 0 || relative.unit.empty() || !is_word) return std::nullopt;
  return relative;
}

// The local day `months` from `day`, its number clipped to the month's last.
std::optional<std::int64_t> ShiftMonths(const CivilDay& day,
                                        std::int64_t months) {
  std::int64_t month = MonthOf(day) + months;
  if (!IsMonth(month)) return std::nullopt;
  std::int64_t first = MonthStart(month);
  return std::min(first + day.day - 1, MonthStart(month + 1) - 1);
}

bool IsMoment(std::int64_t moment) {
  return moment >= 0 && moment < (LastDay() + 1) * kOneDay;
}

// `steps` units of days or months from the present day, or from this moment.
Result<DateInterval> ReadDays(std::string_view text, const UnitName& unit,
                              std::int64_t steps, bool from_now,
                              const Clock& clock) {
  std::int64_t local = clock.now + clock.zone_minutes * kOneMinute;
  std::int64_t today = FloorDivide(local, kOneDay);
  std::optional<std::int64_t> day = today + steps;
  if (unit.unit == Unit::kMonths) {
    day = ShiftMonths(CivilFromDays(today), steps);
  }
  if (!day || *day < 0 || *day > LastDay()) return BeyondCalendar(text);
  if (!from_now) return DaysIn(*day, *day + 1, clock.zone_minutes);
  std::int64_t moment = clock.now + (*day - today) * kOneDay;
  return DateInterval{moment, moment + 1};
}

auto FindUnit(std::string_view unit) {
  return std::find_if(kUnits.begin(), kUnits.end(),
                      [&](const UnitName& name) { return name.name == unit; });
}

Result<DateInterval> ReadRelative(std::string_view text,
                                  const Relative& relative,
                                  const Clock& clock) {
  if (relative.unit == "m") return AmbiguousUnit(text);
  auto unit = FindUnit(relative.unit);
  if (unit == kUnits.end()) {
    return NoDate(text, ": its unit must be one of s, min, h, d, w, mo, y");
  }
  // Nine digits of any unit fit into 64 bits of microseconds.
  std::optional<std::int32_t> amount;
  if (relative.digits.size() <= 9) amount = ReadDigits(relative.digits);
  if (!amount) return NoDate(text, ": write so long a span in a larger unit");
  std::int64_t steps = *amount * unit->size * (relative.back ? -1 : 1);
  if (unit->unit != Unit::kMoment) {
    return ReadDays(text, *unit, steps, relative.from_now, clock);
  }
  std::int64_t moment = clock.now + steps;
  if (!IsMoment(moment)) return BeyondCalendar(text);
  return DateInterval{moment, moment + 1};
}

Result<DateInterval> ReadWord(const Word& word, const Clock& clock) {
  std::int64_t local = clock.now + clock.zone_minutes * kOneMinute;
  std::int64_t today = FloorDivide(local, kOneDay);
  std::int64_t first = 0;
  std::int64_t last = 0;
  if (word.period == Period::kDay) {
    first = today + word.steps;
    last = first + 1;
  } else if (word.period == Period::kWeek) {
    // 0001-01-01 was a Monday.
    first = (FloorDivide(today, 7) + word.steps) * 7;
    last = first + 7;
  } else {
    std::int64_t length = word.period == Period::kMonth ? 1 : 12;
    std::int64_t month = MonthOf(CivilFromDays(today));
    month = (month / length + word.steps) * length;
    if (!IsMonth(month)) return BeyondCalendar(word.name);
    first = MonthStart(month);
    last = MonthStart(month + length);
  }
  if (first < 0 || first > LastDay()) return BeyondCalendar(word.name);
  return DaysIn(first, last, clock.zone_minutes);
}

// `2021`, `2021-10` or `2021-10-02`, and nothing behind it.
Result<DateInterval> ReadPeriod(std::string_view text,
                                std::int16_t zone_minutes) {
  std::int32_t year = ReadDigits(text.substr(0, 4)).value_or(0);
  if (year == 0) return NoDate(text, ": there is no year 0");
  if (text.size() == 4) {
    return DaysIn(MonthStart(year * 12), MonthStart(year * 12 + 12),
                  zone_minutes);
  }
  std::int32_t month = ReadDigits(text.substr(5, 2)).value_or(0);
  if (month < 1 || month > 12) {
    return NoDate(text,
                  ": there is no month " + std::string(text.substr(5, 2)));
  }
  if (text.size() == 7) {
    std::int64_t start = year * 12 + month - 1;
    return DaysIn(MonthStart(start), MonthStart(start + 1), zone_minutes);
  }
  CivilDay day{year, month, ReadDigits(text.substr(8, 2)).value_or(0)};
  if (!IsValidDay(day)) {
    return NoDate(text,
                  ": that month has no day " + std::string(text.substr(8, 2)));
  }
  std::int64_t first = DaysFromCivil(day);
  return DaysIn(first, first + 1, zone_minutes);
}

bool IsPeriodForm(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != kDayLength) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : !IsDigit(text[i])) return false;
  }
  return true;
}

// A day with a time. Without an offset it is a time in the zone, other than in
// front matter.
Result<DateInterval> ReadTime(std::string_view text,
                              std::int16_t zone_minutes) {
  std::optional<Date> date = ParseDate(text);
  if (!date) {
    return NoDate(text, ": expected a time such as T11:48:50 or T11:48+02:00");
  }
  std::string_view time = text.substr(kDayLength);
  bool offset = time.find_first_of("Zz+-") != std::string_view::npos;
  std::int64_t begin = date->microseconds;
  if (!offset) begin -= zone_minutes * kOneMinute;
  std::int64_t length =
      date->precision == DatePrecision::kMinute ? kOneMinute : kOneSecond;
  std::size_t point = time.find('.');
  if (date->precision == DatePrecision::kFraction &&
      point != std::string_view::npos) {
    for (++point; point < time.size() && IsDigit(time[point]); ++point) {
      if (length > 1) length /= 10;
    }
  }
  return DateInterval{begin, begin + length};
}

// `2021/10/02`, `2021.10.2`: as this language writes it.
std::string WithDashes(std::string_view text) {
  std::array<std::string, 3> parts;
  std::size_t part = 0;
  for (char c : text) {
    bool mark = c == '/' || c == '.' || c == '-';
    if (mark ? ++part == parts.size() : !IsDigit(c)) return {};
    if (!mark) parts[part] += c;
  }
  if (parts[0].size() != 4) return {};
  std::string date = parts[0];
  for (std::size_t i = 1; i <= part; ++i) {
    if (parts[i].empty() || parts[i].size() > 2) return {};
    date += parts[i].size() == 1 ? "-0" : "-";
    date += parts[i];
  }
  return date;
}

// What was meant by a text that is no date; empty where nobody can tell.
std::string MeantBy(std::string_view text, bool words) {
  std::string date = WithDashes(text);
  if (!words || !date.empty()) return date;
  if (text.starts_with("today")) text.remove_prefix(5);
  std::optional<Relative> relative = SplitRelative(text);
  bool known = relative && FindUnit(relative->unit) != kUnits.end();
  return known ? std::string(text) : "";
}

Status NotReadable(std::string_view text, bool words) {
  if (std::string meant = MeantBy(text, words); !meant.empty()) {
    return NoDate(text, "; did you mean " + meant + "?");
  }
  if (words) {
    std::vector<std::string> names;
    for (std::string_view word : DateWords()) names.emplace_back(word);
    std::string_view nearest = Nearest(text, names);
    if (!nearest.empty()) {
      return NoDate(text, "; did you mean " + std::string(nearest) + "?");
    }
  }
  return NoDate(text, ": expected one such as 2021, 2021-10, 2021-10-02" +
                          std::string(words ? ", yesterday or -7d" : ""));
}

}  // namespace

Result<DateInterval> ReadDate(std::string_view text, const Clock& clock,
                              bool words) {
  text = schema::TrimBlanks(text);
  if (IsPeriodForm(text)) return ReadPeriod(text, clock.zone_minutes);
  if (text.size() > kDayLength && IsPeriodForm(text.substr(0, kDayLength))) {
    return ReadTime(text, clock.zone_minutes);
  }
  std::optional<Relative> relative = SplitRelative(text);
  if (relative && (words || !relative->from_now)) {
    return ReadRelative(text, *relative, clock);
  }
  if (words && text == "now") return DateInterval{clock.now, clock.now + 1};
  for (const Word& word : kWords) {
    if (words && text == word.name) return ReadWord(word, clock);
  }
  return NotReadable(text, words);
}

std::vector<std::string_view> DateWords() {
  std::vector<std::string_view> names = {"now"};
  for (const Word& word : kWords) names.push_back(word.name);
  return names;
}

bool IsRelativeDate(std::string_view text) {
  text = schema::TrimBlanks(text);
  if (std::optional<Relative> relative = SplitRelative(text)) {
    return FindUnit(relative->unit) != kUnits.end();
  }
  return text == "now" ||
         std::any_of(kWords.begin(), kWords.end(),
                     [&](const Word& word) { return word.name == text; });
}

Status CheckUnit(std::string_view text) {
  std::optional<Relative> relative = SplitRelative(text);
  bool ambiguous = relative && relative->unit == "m";
  return ambiguous ? AmbiguousUnit(text) : Status();
}

DateInterval IntervalOf(const Date& date, std::int16_t zone_minutes) {
  std::int64_t moment = date.microseconds;
  switch (date.precision) {
    case DatePrecision::kMinute:
      return {moment, moment + kOneMinute};
    case DatePrecision::kSecond:
      return {moment, moment + kOneSecond};
    case DatePrecision::kFraction:
      return {moment, moment + 1};
    default:
      break;
  }
  std::int64_t first = FloorDivide(moment, kOneDay);
  std::int64_t month = MonthOf(CivilFromDays(first));
  std::int64_t last = first + 1;
  if (date.precision == DatePrecision::kMonth) last = MonthStart(month + 1);
  if (date.precision == DatePrecision::kYear) last = MonthStart(month + 12);
  return DaysIn(first, last, zone_minutes);
}

}  // namespace pressmark::query
