#include <array>
#include <charconv>
#include <cstddef>

#include <pressmark/date.h>

namespace pressmark {

namespace {

constexpr std::int64_t kDaysPerEra = 146'097;  // 400 Gregorian years
constexpr std::int64_t kMaxOffsetMinutes = 24 * 60 - 1;
constexpr int kFractionDigits = 6;

bool IsLeapYear(std::int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

std::int32_t DaysInMonth(std::int32_t year, std::int32_t month) {
  static constexpr std::array<std::int32_t, 13> kDays = {
      0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year)
             ? 29
             : kDays[static_cast<std::size_t>(month)];
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Takes a date apart from the left.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool Take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool TakeBlanks() {
    std::size_t before = rest_.size();
    while (IsBlank(peek())) rest_.remove_prefix(1);
    return rest_.size() < before;
  }

  // A number of `least` to `most` digits.
  std::optional<std::int32_t> TakeNumber(std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    std::int32_t number = 0;
    while (digits < most && digits < rest_.size() && IsDigit(rest_[digits])) {
      number = number * 10 + (rest_[digits] - '0');
      ++digits;
    }
    if (digits < least) return std::nullopt;
    rest_.remove_prefix(digits);
    return number;
  }

  // Microseconds of a run of decimal digits; finer ones are passed over.
  std::optional<std::int32_t> TakeFraction() {
    if (!IsDigit(peek())) return std::nullopt;
    std::int32_t fraction = 0;
    for (int digit = 0; digit < kFractionDigits; ++digit) {
      fraction *= 10;
      if (!IsDigit(peek())) continue;
      fraction += peek() - '0';
      rest_.remove_prefix(1);
    }
    while (IsDigit(peek())) rest_.remove_prefix(1);
    return fraction;
  }

 private:
  std::string_view rest_;
};

std::optional<CivilDay> TakeDay(Scanner* scanner) {
  auto year = scanner->TakeNumber(4, 4);
  if (!year || !scanner->Take('-')) return std::nullopt;
  auto month = scanner->TakeNumber(1, 2);
  if (!month || !scanner->Take('-')) return std::nullopt;
  auto day = scanner->TakeNumber(1, 2);
  if (!day) return std::nullopt;
  CivilDay civil{*year, *month, *day};
  if (!IsValidDay(civil)) return std::nullopt;
  return civil;
}

struct TimeOfDay {
  std::int64_t microseconds = 0;
  DatePrecision precision = DatePrecision::kMinute;
};

std::optional<TimeOfDay> TakeTime(Scanner* scanner) {
  auto hour = scanner->TakeNumber(1, 2);
  if (!hour || *hour > 23 || !scanner->Take(':')) return std::nullopt;
  auto minute = scanner->TakeNumber(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  TimeOfDay time;
  std::int64_t seconds = *hour * 3600 + *minute * 60;
  std::int64_t fraction = 0;
  if (scanner->Take(':')) {
    auto second = scanner->TakeNumber(2, 2);
    if (!second || *second > 60) return std::nullopt;
    seconds += *second;
    time.precision = DatePrecision::kSecond;
    if (scanner->Take('.')) {
      auto digits = scanner->TakeFraction();
      if (!digits) return std::nullopt;
      fraction = *digits;
      time.precision = DatePrecision::kFraction;
    }
  }
  time.microseconds = seconds * kMicrosecondsPerSecond + fraction;
  return time;
}

// `Z`, `+05:30`, `-0400`, `-4`, or nothing, which is UTC.
std::optional<std::int16_t> TakeOffset(Scanner* scanner) {
  if (scanner->at_end() || scanner->Take('Z') || scanner->Take('z')) return 0;
  bool west = scanner->peek() == '-';
  if (!scanner->Take('-') && !scanner->Take('+')) return std::nullopt;
  auto hours = scanner->TakeNumber(1, 2);
  if (!hours) return std::nullopt;
  std::int32_t minutes = 0;
  if (!scanner->at_end()) {
    scanner->Take(':');
    auto written = scanner->TakeNumber(2, 2);
    if (!written || *written > 59) return std::nullopt;
    minutes = *written;
  }
  std::int64_t offset = *hours * 60 + minutes;
  if (offset > kMaxOffsetMinutes) return std::nullopt;
  return static_cast<std::int16_t>(west ? -offset : offset);
}

bool InRange(std::int64_t microseconds) {
  static const std::int64_t kEnd =
      DaysFromCivil({10'000, 1, 1}) * kSecondsPerDay * kMicrosecondsPerSecond;
  return microseconds >= 0 && microseconds < kEnd;
}

std::string_view TrimBlanks(std::string_view text) {
  auto blank = [](char c) { return IsBlank(c) || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

void AppendPadded(std::int64_t number, int digits, std::string* text) {
  std::array<char, 20> buffer;
  auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  auto length = static_cast<int>(end - buffer.data());
  text->append(static_cast<std::size_t>(length < digits ? digits - length : 0),
               '0');
  text->append(buffer.data(), end);
}

void AppendTime(const Date& date, std::int64_t local, std::string* text) {
  std::int64_t second = local / kMicrosecondsPerSecond % kSecondsPerDay;
  *text += 'T';
  AppendPadded(second / 3600, 2, text);
  *text += ':';
  AppendPadded(second / 60 % 60, 2, text);
  if (date.precision < DatePrecision::kSecond) return;
  *text += ':';
  AppendPadded(second % 60, 2, text);
  if (date.precision < DatePrecision::kFraction) return;
  *text += '.';
  AppendPadded(local % kMicrosecondsPerSecond, kFractionDigits, text);
}

void AppendOffset(std::int32_t minutes, std::string* text) {
  if (minutes == 0) {
    *text += 'Z';
    return;
  }
  *text += minutes < 0 ? '-' : '+';
  std::int32_t size = minutes < 0 ? -minutes : minutes;
  AppendPadded(size / 60, 2, text);
  *text += ':';
  AppendPadded(size % 60, 2, text);
}

}  // namespace

std::int64_t DaysFromCivil(const CivilDay& day) {
  // Years begin in March, so that the leap day is the last of its year.
  std::int64_t year = day.month <= 2 ? day.year - 1 : day.year;
  std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  std::int64_t year_of_era = year - era * 400;
  std::int64_t month = day.month > 2 ? day.month - 3 : day.month + 9;
  std::int64_t day_of_year = (153 * month + 2) / 5 + day.day - 1;
  std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr std::int64_t kDaysBeforeYearOne = 306;  // since 0000-03-01
  return era * kDaysPerEra + day_of_era - kDaysBeforeYearOne;
}

CivilDay CivilFromDays(std::int64_t days) {
  constexpr std::int64_t kDaysBeforeYearOne = 306;
  std::int64_t shifted = days + kDaysBeforeYearOne;
  std::int64_t era =
      (shifted >= 0 ? shifted : shifted - kDaysPerEra + 1) / kDaysPerEra;
  std::int64_t day_of_era = shifted - era * kDaysPerEra;
  std::int64_t year_of_era = (day_of_era - day_of_era / 1460 +
                              day_of_era / 36'524 - day_of_era / 146'096) /
                             365;
  std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  std::int64_t month = (5 * day_of_year + 2) / 153;
  CivilDay civil;
  civil.day =
      static_cast<std::int32_t>(day_of_year - (153 * month + 2) / 5 + 1);
  civil.month = static_cast<std::int32_t>(month < 10 ? month + 3 : month - 9);
  civil.year = static_cast<std::int32_t>(year_of_era + era * 400 +
                                         (civil.month <= 2 ? 1 : 0));
  return civil;
}

bool IsValidDay(const CivilDay& day) {
  return day.year >= 1 && day.year <= 9999 && day.month >= 1 &&
         day.month <= 12 && day.day >= 1 &&
         day.day <= DaysInMonth(day.year, day.month);
}

std::optional<Date> ParseDate(std::string_view text) {
  Scanner scanner(TrimBlanks(text));
  auto day = TakeDay(&scanner);
  if (!day) return std::nullopt;
  Date date;
  date.microseconds =
      DaysFromCivil(*day) * kSecondsPerDay * kMicrosecondsPerSecond;
  if (scanner.at_end()) return date;

  bool separated =
      scanner.Take('T') || scanner.Take('t') || scanner.TakeBlanks();
  if (!separated) return std::nullopt;
  auto time = TakeTime(&scanner);
  if (!time) return std::nullopt;
  scanner.TakeBlanks();
  auto offset = TakeOffset(&scanner);
  if (!offset || !scanner.at_end()) return std::nullopt;
  date.precision = time->precision;
  date.offset_minutes = *offset;
  date.microseconds +=
      time->microseconds - *offset * std::int64_t{60} * kMicrosecondsPerSecond;
  if (!InRange(date.microseconds)) return std::nullopt;
  return date;
}

std::string FormatDate(const Date& date) {
  std::int64_t local = date.microseconds + date.offset_minutes *
                                               std::int64_t{60} *
                                               kMicrosecondsPerSecond;
  constexpr std::int64_t kPerDay = kSecondsPerDay * kMicrosecondsPerSecond;
  std::int64_t days = local >= 0 ? local / kPerDay : (local + 1) / kPerDay - 1;
  local -= days * kPerDay;
  CivilDay civil = CivilFromDays(days);
  std::string text;
  AppendPadded(civil.year, 4, &text);
  if (date.precision == DatePrecision::kYear) return text;
  text += '-';
  AppendPadded(civil.month, 2, &text);
  if (date.precision == DatePrecision::kMonth) return text;
  text += '-';
  AppendPadded(civil.day, 2, &text);
  if (date.civil()) return text;
  AppendTime(date, local, &text);
  AppendOffset(date.offset_minutes, &text);
  return text;
}

}  // namespace pressmark
