#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/date.h>

namespace pressmark {
namespace {

std::string Normalised(std::string_view text) {
  std::optional<Date> date = ParseDate(text);
  return date ? FormatDate(*date) : "none";
}

struct Form {
  const char* written;
  const char* normalised;
};

TEST(Date, ReadsEveryFormThatFrontMatterHas) {
  const std::vector<Form> forms = {
      {"2021-10-02", "2021-10-02"},
      {" 2021-10-02 ", "2021-10-02"},
      {"2021-1-2", "2021-01-02"},
      {"2021-10-02T11:48", "2021-10-02T11:48Z"},
      {"2021-10-02T11:48Z", "2021-10-02T11:48Z"},
      {"2021-10-02T11:48:50.069742Z", "2021-10-02T11:48:50.069742Z"},
      {"2021-10-02T11:48:50.5Z", "2021-10-02T11:48:50.500000Z"},
      {"2021-10-02T11:48:50.123456789Z", "2021-10-02T11:48:50.123456Z"},
      {"2013-12-02 7:37:00 -0400", "2013-12-02T07:37:00-04:00"},
      {"2016-03-23 9:00:00 -4", "2016-03-23T09:00:00-04:00"},
      {"2022-04-19T00:00:01-07:00", "2022-04-19T00:00:01-07:00"},
      {"2019-12-05T11:00:00", "2019-12-05T11:00:00Z"},
      {"2021-10-02t11:48:00z", "2021-10-02T11:48:00Z"},
      {"2021-10-02 11:48:00 +05:30", "2021-10-02T11:48:00+05:30"},
      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
      {"0001-01-01", "0001-01-01"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
  };
  for (const Form& form : forms) {
    EXPECT_EQ(Normalised(form.written), form.normalised) << form.written;
  }
}

TEST(Date, RefusesWhatIsNoDate) {
  for (const char* text : {"",
                           "soon",
                           "2016-06-31",
                           "2021-13-45",
                           "2021-02-29",
                           "0000-00-00",
                           "-0001-01-01",
                           "10000-01-01",
                           "2021",
                           "2021-10",
                           "2021-10-02x",
                           "2021-10-02T",
                           "2021-10-02T24:00",
                           "2021-10-02T11:60",
                           "2021-10-02T11:48:61",
                           "2021-10-02T11:48:50.",
                           "2021-10-02T11:48 CET",
                           "2021-10-02T11:48+24:00",
                           "9999-12-31T23:59:59-01:00",
                           "0001-01-01T00:00:00+01:00",
                           "20211002",
                           "2021/10/02"}) {
    EXPECT_EQ(ParseDate(text), std::nullopt) << text;
  }
}

TEST(Date, ADayIsCivilAndATimeIsNot) {
  EXPECT_TRUE(ParseDate("2021-10-02")->civil());
  EXPECT_FALSE(ParseDate("2021-10-02T00:00")->civil());
}

TEST(Date, AnOffsetMovesTheMoment) {
  EXPECT_EQ(ParseDate("2021-10-02T14:48:50+03:00")->microseconds,
            ParseDate("2021-10-02T11:48:50Z")->microseconds);
}

TEST(Date, PeriodsPrintAtTheirPrecision) {
  Date date = *ParseDate("2021-10-02");
  date.precision = DatePrecision::kMonth;
  EXPECT_EQ(FormatDate(date), "2021-10");
  date.precision = DatePrecision::kYear;
  EXPECT_EQ(FormatDate(date), "2021");
}

TEST(Date, DaysAgreeWithCountingThemOneByOne) {
  CivilDay day{1, 1, 1};
  std::int64_t number = 0;
  while (day.year < 10'000) {
    ASSERT_EQ(DaysFromCivil(day), number);
    ASSERT_EQ(CivilFromDays(number), day);
    ++number;
    CivilDay next{day.year, day.month, day.day + 1};
    if (!IsValidDay(next)) next = {day.year, day.month + 1, 1};
    if (!IsValidDay(next)) next = {day.year + 1, 1, 1};
    day = next;
  }
  EXPECT_EQ(number, 3'652'059);  // days of the years 1 to 9999
}

TEST(Date, WhatIsPrintedReadsBackEqual) {
  std::mt19937_64 random(17);
  std::uniform_int_distribution<std::int64_t> moment(
      2 * kSecondsPerDay * kMicrosecondsPerSecond,
      3'652'057 * kSecondsPerDay * kMicrosecondsPerSecond);
  std::uniform_int_distribution<int> offset(-1439, 1439);
  for (int i = 0; i < 20'000; ++i) {
    Date date;
    date.microseconds = moment(random);
    date.offset_minutes = static_cast<std::int16_t>(offset(random));
    date.precision = DatePrecision::kFraction;
    ASSERT_EQ(ParseDate(FormatDate(date)), date) << FormatDate(date);
  }
}

}  // namespace
}  // namespace pressmark
