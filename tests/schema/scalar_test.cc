#include "schema/scalar.h"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

TEST(Scalar, IsOfTheKindOfTheCoreSchema) {
  struct Case {
    ValueKind kind;
    std::vector<std::string_view> texts;
  };
  const Case cases[] = {
      {ValueKind::kNull, {"", "~", "null", "Null", "NULL"}},
      {ValueKind::kBool, {"true", "True", "TRUE", "false", "False", "FALSE"}},
      {ValueKind::kInteger,
       {"0", "-0", "+0", "12", "-12", "+12", "017", "0o17", "0x1F", "0xff",
        "0000000000000000000000007", "9223372036854775807",
        "-9223372036854775808", "0x7FFFFFFFFFFFFFFF"}},
      {ValueKind::kDecimal,
       {"1.", "1.5", ".5", "-.5", "+1.5", "1e3", "1E+3", "1.5e-3", "00.5",
        ".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN", "1e308"}},
      {ValueKind::kText,
       {"nil",
        "nULL",
        " null",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "tRUE",
        "0b1",
        "1_000",
        "12:30",
        "0o8",
        "0xG",
        "0x",
        "0o",
        "-0x1",
        "+0o1",
        "0x-1",
        "0x+1",
        "++1",
        "+-1",
        "-+1",
        "--1",
        "+",
        "-",
        ".",
        "e1",
        "1e",
        "1e+",
        "1.5.2",
        "1 ",
        "-.nan",
        ".infx",
        "inf",
        "nan",
        "1e999",
        "9223372036854775808",
        "-9223372036854775809",
        "0x8000000000000000",
        "2021-10-02",
        "text"}},
  };
  for (const Case& c : cases) {
    for (std::string_view text : c.texts) {
      EXPECT_EQ(PlainScalarKind(text), c.kind) << text;
    }
  }
}

TEST(Scalar, IntegersHaveTheirValue) {
  EXPECT_EQ(ParseInteger("017"), 17);
  EXPECT_EQ(ParseInteger("0o17"), 15);
  EXPECT_EQ(ParseInteger("0x1f"), 31);
  EXPECT_EQ(ParseInteger("+5"), 5);
  EXPECT_EQ(ParseInteger("-9223372036854775808"),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(ParseInteger("9223372036854775808"), std::nullopt);
  EXPECT_EQ(ParseInteger("1.0"), std::nullopt);
}

TEST(Scalar, DecimalsHaveTheirValue) {
  EXPECT_EQ(ParseDecimal("1.50"), 1.5);
  EXPECT_EQ(ParseDecimal("+.5"), 0.5);
  EXPECT_EQ(ParseDecimal("-1e3"), -1000.0);
  EXPECT_EQ(ParseDecimal("7"), 7.0);
  EXPECT_EQ(ParseDecimal("0x10"), 16.0);
  EXPECT_EQ(ParseDecimal("-.inf"), -std::numeric_limits<double>::infinity());
  ASSERT_TRUE(ParseDecimal(".nan").has_value());
  EXPECT_TRUE(std::isnan(*ParseDecimal(".nan")));
  EXPECT_TRUE(std::signbit(*ParseDecimal("-0.0")));
  EXPECT_EQ(ParseDecimal("1e999"), std::nullopt);
  EXPECT_EQ(ParseDecimal("infinity"), std::nullopt);
  EXPECT_EQ(ParseDecimal("1x"), std::nullopt);
}

TEST(Scalar, BlanksAreTrimmedWhateverUnicodeCallsThem) {
  EXPECT_EQ(TrimBlanks(" \t\r\n\v\fa b\n"), "a b");
  for (std::string_view blank :
       {"\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x8A",
        "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
        "\xE3\x80\x80"}) {
    const std::string text(blank);
    EXPECT_EQ(TrimBlanks(text + text + "a" + text), "a");
    EXPECT_EQ(TrimBlanks(text), "");
  }
}

TEST(Scalar, WhatOnlyLooksLikeABlankIsKept) {
  // A zero width space, a BOM, a cut sequence, and bytes of another character.
  for (std::string_view text :
       {"\xE2\x80\x8B", "\xEF\xBB\xBF", "\xE2\x80", "\xE1\xA0\x8E", "\xC3\xA0",
        "\xE0\xA0\x85", "\xE8\x80\x80"}) {
    EXPECT_EQ(TrimBlanks(text), text);
  }
}

}  // namespace
}  // namespace pressmark::schema
