#include "query/date_literal.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/sample_article.h"

namespace pressmark::query {
namespace {

// A moment as ISO 8601 in UTC, without a fraction of zero.
std::string Show(std::int64_t moment) {
  Date date{moment, 0, DatePrecision::kFraction};
  if (moment % kMicrosecondsPerSecond == 0) {
    date.precision = DatePrecision::kSecond;
  }
  return FormatDate(date);
}

std::string Read(std::string_view text, std::int16_t zone_minutes = 0,
                 bool words = true) {
  Result<DateInterval> read =
      ReadDate(text, {test::SampleNow(), zone_minutes}, words);
  if (!read.ok()) return std::string(read.status().message());
  return Show(read->begin) + " " + Show(read->end);
}

TEST(DateLiteral, StandsForTheWholeOfItsPrecision) {
  EXPECT_EQ(Read("2021"), "2021-01-01T00:00:00Z 2022-01-01T00:00:00Z");
  EXPECT_EQ(Read("2021-10"), "2021-10-01T00:00:00Z 2021-11-01T00:00:00Z");
  EXPECT_EQ(Read("2021-12"), "2021-12-01T00:00:00Z 2022-01-01T00:00:00Z");
  EXPECT_EQ(Read("2024-02-29"), "2024-02-29T00:00:00Z 2024-03-01T00:00:00Z");
  EXPECT_EQ(Read("2021-10-02T11:48"),
            "2021-10-02T11:48:00Z 2021-10-02T11:49:00Z");
  EXPECT_EQ(Read("2021-10-02T11:48:50Z"),
            "2021-10-02T11:48:50Z 2021-10-02T11:48:51Z");
  EXPECT_EQ(Read("2021-10-02T11:48:50.5Z"),
            "2021-10-02T11:48:50.500000Z 2021-10-02T11:48:50.600000Z");
  EXPECT_EQ(Read("2021-10-02T11:48:50.069742Z"),
            "2021-10-02T11:48:50.069742Z 2021-10-02T11:48:50.069743Z");
  EXPECT_EQ(Read("2021-10-02T11:48:50.0697421Z"),
            "2021-10-02T11:48:50.069742Z 2021-10-02T11:48:50.069743Z");
}

TEST(DateLiteral, ReachesBothEndsOfTheCalendar) {
  EXPECT_EQ(Read("0001"), "0001-01-01T00:00:00Z 0002-01-01T00:00:00Z");
  DateInterval last = *ReadDate("9999-12-31", {test::SampleNow(), 0}, true);
  EXPECT_EQ(last.end - last.begin, kSecondsPerDay * kMicrosecondsPerSecond);
  EXPECT_EQ(ReadDate("9999-12", {test::SampleNow(), 0}, true)->end, last.end);
  EXPECT_EQ(ReadDate("9999", {test::SampleNow(), 0}, true)->end, last.end);
}

TEST(DateLiteral, AnOffsetSaysWhere) {
  EXPECT_EQ(Read("2021-10-02T14:48:50+03:00"),
            "2021-10-02T11:48:50Z 2021-10-02T11:48:51Z");
  EXPECT_EQ(Read("2021-10-02T14:48+03:00", 60),
            "2021-10-02T11:48:00Z 2021-10-02T11:49:00Z");
}

TEST(DateLiteral, WithoutOneItIsInTheQuerysZone) {
  EXPECT_EQ(Read("2021-10-02", 120),
            "2021-10-01T22:00:00Z 2021-10-02T22:00:00Z");
  EXPECT_EQ(Read("2021-10-02T11:48", -60),
            "2021-10-02T12:48:00Z 2021-10-02T12:49:00Z");
  EXPECT_EQ(Read("today", 13 * 60),
            "2021-10-05T11:00:00Z 2021-10-06T11:00:00Z");
}

TEST(DateLiteral, WordsAreAboutNow) {
  EXPECT_EQ(Read("now"), "2021-10-05T12:00:00Z 2021-10-05T12:00:00.000001Z");
  EXPECT_EQ(Read("today"), "2021-10-05T00:00:00Z 2021-10-06T00:00:00Z");
  EXPECT_EQ(Read("yesterday"), "2021-10-04T00:00:00Z 2021-10-05T00:00:00Z");
  EXPECT_EQ(Read("tomorrow"), "2021-10-06T00:00:00Z 2021-10-07T00:00:00Z");
  // 2021-10-05 was a Tuesday.
  EXPECT_EQ(Read("this-week"), "2021-10-04T00:00:00Z 2021-10-11T00:00:00Z");
  EXPECT_EQ(Read("last-week"), "2021-09-27T00:00:00Z 2021-10-04T00:00:00Z");
  EXPECT_EQ(Read("this-month"), "2021-10-01T00:00:00Z 2021-11-01T00:00:00Z");
  EXPECT_EQ(Read("last-month"), "2021-09-01T00:00:00Z 2021-10-01T00:00:00Z");
  EXPECT_EQ(Read("this-year"), "2021-01-01T00:00:00Z 2022-01-01T00:00:00Z");
  EXPECT_EQ(Read("last-year"), "2020-01-01T00:00:00Z 2021-01-01T00:00:00Z");
}

TEST(DateLiteral, RelativesOfDaysAreDays) {
  EXPECT_EQ(Read("-7d"), "2021-09-28T00:00:00Z 2021-09-29T00:00:00Z");
  EXPECT_EQ(Read("+2w"), "2021-10-19T00:00:00Z 2021-10-20T00:00:00Z");
  EXPECT_EQ(Read("-1mo"), "2021-09-05T00:00:00Z 2021-09-06T00:00:00Z");
  EXPECT_EQ(Read("-10mo"), "2020-12-05T00:00:00Z 2020-12-06T00:00:00Z");
  EXPECT_EQ(Read("-1y"), "2020-10-05T00:00:00Z 2020-10-06T00:00:00Z");
}

TEST(DateLiteral, AMonthThatLacksTheDayGivesItsLast) {
  Clock clock{ParseDate("2024-03-31T12:00Z")->microseconds, 0};
  EXPECT_EQ(Show(ReadDate("-1mo", clock, true)->begin), "2024-02-29T00:00:00Z");
  clock.now = ParseDate("2024-02-29T12:00Z")->microseconds;
  EXPECT_EQ(Show(ReadDate("-1y", clock, true)->begin), "2023-02-28T00:00:00Z");
}

TEST(DateLiteral, OthersAreMoments) {
  EXPECT_EQ(Read("now-36h"),
            "2021-10-04T00:00:00Z 2021-10-04T00:00:00.000001Z");
  EXPECT_EQ(Read("-90min"), "2021-10-05T10:30:00Z 2021-10-05T10:30:00.000001Z");
  EXPECT_EQ(Read("now-1d"), "2021-10-04T12:00:00Z 2021-10-04T12:00:00.000001Z");
  EXPECT_EQ(Read("now+1mo"),
            "2021-11-05T12:00:00Z 2021-11-05T12:00:00.000001Z");
  EXPECT_EQ(Read("+30s"), "2021-10-05T12:00:30Z 2021-10-05T12:00:30.000001Z");
}

TEST(DateLiteral, SaysWhatIsWrong) {
  EXPECT_EQ(Read("2021-13"), "\"2021-13\" is no date: there is no month 13");
  EXPECT_EQ(Read("0000-01"), "\"0000-01\" is no date: there is no year 0");
  EXPECT_EQ(Read("2021-02-30"),
            "\"2021-02-30\" is no date: that month has no day 30");
  EXPECT_EQ(Read("2021-10-02T25:00"),
            "\"2021-10-02T25:00\" is no date: expected a time such as "
            "T11:48:50 or T11:48+02:00");
  EXPECT_EQ(Read("-3m"),
            "m is ambiguous in \"-3m\": write min for minutes or mo for "
            "months");
  EXPECT_EQ(Read("-3q"),
            "\"-3q\" is no date: its unit must be one of s, min, h, d, w, mo, "
            "y");
  EXPECT_EQ(Read("yesterdya"),
            "\"yesterdya\" is no date; did you mean yesterday?");
  EXPECT_EQ(Read("soon"),
            "\"soon\" is no date: expected one such as 2021, 2021-10, "
            "2021-10-02, yesterday or -7d");
}

TEST(DateLiteral, StaysInsideTheCalendar) {
  EXPECT_EQ(Read("-2021y"),
            "\"-2021y\" is no date: it lies outside the years 1 to 9999");
  EXPECT_EQ(Read("+999999999h"),
            "\"+999999999h\" is no date: it lies outside the years 1 to 9999");
  EXPECT_EQ(Read("+999999999w"),
            "\"+999999999w\" is no date: it lies outside the years 1 to 9999");
  EXPECT_EQ(Read("-99999999999999999999s"),
            "\"-99999999999999999999s\" is no date: write so long a span in a "
            "larger unit");
  Clock first{0, -600};
  EXPECT_FALSE(ReadDate("yesterday", first, true).ok());
  EXPECT_FALSE(ReadDate("last-month", first, true).ok());
  EXPECT_FALSE(ReadDate("last-week", first, true).ok());
}

TEST(DateLiteral, WordsCanBeLeftOut) {
  EXPECT_EQ(Read("today", 0, false),
            "\"today\" is no date: expected one such as 2021, 2021-10, "
            "2021-10-02");
  EXPECT_FALSE(ReadDate("now", {test::SampleNow(), 0}, false).ok());
  EXPECT_FALSE(ReadDate("now-1h", {test::SampleNow(), 0}, false).ok());
  EXPECT_TRUE(ReadDate("-7d", {test::SampleNow(), 0}, false).ok());
  EXPECT_TRUE(ReadDate("2021-10", {test::SampleNow(), 0}, false).ok());
}

TEST(DateLiteral, ADateActsAsItsLiteral) {
  for (std::string_view text :
       {"2021-10-02", "2021-10-02T11:48Z", "2021-10-02T11:48:50Z",
        "2021-10-02T11:48:50.069742Z", "9999-12-31"}) {
    Date date = *ParseDate(text);
    EXPECT_EQ(IntervalOf(date, 90),
              *ReadDate(text, {test::SampleNow(), 90}, true))
        << text;
  }
  std::int64_t october = ParseDate("2021-10-01")->microseconds;
  EXPECT_EQ(IntervalOf({october, 0, DatePrecision::kMonth}, 0),
            *ReadDate("2021-10", {test::SampleNow(), 0}, true));
  std::int64_t year = ParseDate("9999-01-01")->microseconds;
  EXPECT_EQ(IntervalOf({year, 0, DatePrecision::kYear}, 0),
            *ReadDate("9999", {test::SampleNow(), 0}, true));
}

}  // namespace
}  // namespace pressmark::query
