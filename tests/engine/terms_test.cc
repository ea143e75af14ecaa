#include "engine/terms.h"

#include <cmath>
#include <compare>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "schema/hash.h"
#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kTwoTo53 = std::int64_t{1} << 53;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string Bytes(const char* bytes, std::size_t size) { return {bytes, size}; }

TEST(Terms, AreTheseBytes) {
  EXPECT_EQ(AbsentTerm(), "\1");
  EXPECT_EQ(BoolTerm(true), "\2\1");
  EXPECT_EQ(AllTerm(), "\2\1");
  EXPECT_EQ(NumberTerm(std::int64_t{1}),
            Bytes("\3\xBF\xF0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0", 17));
  EXPECT_EQ(NumberTerm(kTwoTo53 + 1),
            Bytes("\3\xC3\x40\0\0\0\0\0\0\x80\0\0\0\0\0\0\1", 17));
  EXPECT_EQ(TextTerm(Bytes("a\0b", 3)), Bytes("\4a\0\xFF"
                                              "b\0\1",
                                              7));
  EXPECT_EQ(DateTerm(Date{1, 0, DatePrecision::kFraction}),
            Bytes("\5\x80\0\0\0\0\0\0\1\1", 10));
  EXPECT_EQ(DateTerm(Date{0, 0, DatePrecision::kDay}),
            Bytes("\5\x80\0\0\0\0\0\0\0\0", 10));
}

TEST(NumberTerm, OfAnIntegralDoubleIsThatInteger) {
  for (std::int64_t value :
       {std::int64_t{0}, std::int64_t{-7}, kTwoTo53, kMin}) {
    EXPECT_EQ(NumberTerm(static_cast<double>(value)), NumberTerm(value));
  }
  EXPECT_NE(NumberTerm(static_cast<double>(kMax)), NumberTerm(kMax))
      << "the double is 2^63";
  EXPECT_NE(NumberTerm(kTwoTo53 + 1), NumberTerm(kTwoTo53));
}

TEST(NumberTerm, KnowsOneZeroAndOneNaN) {
  EXPECT_EQ(NumberTerm(-0.0), NumberTerm(0.0));
  EXPECT_EQ(NumberTerm(-kNaN), NumberTerm(kNaN));
  EXPECT_GT(NumberTerm(kNaN), NumberTerm(kInfinity));
}

// Numbers in ascending order, some twice, as different types.
TEST(NumberTerm, ExtremesAreInOrder) {
  const std::string ascending[] = {
      NumberTerm(-kInfinity),
      NumberTerm(-1e300),
      NumberTerm(std::nextafter(-0x1p63, -kInfinity)),
      NumberTerm(kMin),
      NumberTerm(kMin + 1),
      NumberTerm(std::nextafter(-0x1p63, 0)),
      NumberTerm(-kTwoTo53 - 1),
      NumberTerm(-kTwoTo53),
      NumberTerm(-1.5),
      NumberTerm(std::int64_t{-1}),
      NumberTerm(-std::numeric_limits<double>::denorm_min()),
      NumberTerm(std::int64_t{0}),
      NumberTerm(std::numeric_limits<double>::denorm_min()),
      NumberTerm(0.1),
      NumberTerm(std::int64_t{1}),
      NumberTerm(kTwoTo53),
      NumberTerm(kTwoTo53 + 1),
      NumberTerm(0x1p53 + 2),
      NumberTerm(kTwoTo53 + 3),
      NumberTerm(kMax - 1),
      NumberTerm(kMax),
      NumberTerm(0x1p63),
      NumberTerm(1e300),
      NumberTerm(kInfinity),
      NumberTerm(kNaN)};
  for (std::size_t i = 1; i < std::size(ascending); ++i) {
    EXPECT_LT(ascending[i - 1], ascending[i]) << i;
  }
}

std::int64_t RandomInteger(std::mt19937_64& random) {
  const std::int64_t centers[] = {
      0, kTwoTo53, -kTwoTo53, kMax - 2000, kMin + 2000, std::int64_t{1} << 62};
  std::int64_t near = centers[test::Below(std::size(centers), random)];
  return near + (static_cast<std::int64_t>(random() % 4001) - 2000);
}

double RandomDouble(std::mt19937_64& random) {
  auto value = static_cast<double>(RandomInteger(random));
  switch (test::Below(4, random)) {
    case 0:
      return value / 3;
    case 1:
      return std::nextafter(value, kInfinity);
    default:
      return value;
  }
}

// Exact, where long double holds 64 bits of mantissa, as on x86-64.
TEST(NumberTerm, IntegersAndDoublesCompareExactly) {
  if (std::numeric_limits<long double>::digits < 64) {
    GTEST_SKIP() << "long double is too short to be the judge";
  }
  std::mt19937_64 random = test::MakeRandom();
  int equal = 0;
  for (int i = 0; i < test::Rounds(100'000); ++i) {
    std::int64_t integer = RandomInteger(random);
    std::int64_t other = RandomInteger(random);
    double decimal =
        i % 2 == 0 ? static_cast<double>(integer) : RandomDouble(random);
    auto exact = static_cast<long double>(integer);
    ASSERT_EQ(NumberTerm(integer) < NumberTerm(decimal),
              exact < static_cast<long double>(decimal));
    ASSERT_EQ(NumberTerm(integer) == NumberTerm(decimal),
              exact == static_cast<long double>(decimal));
    ASSERT_EQ(NumberTerm(integer) < NumberTerm(other), integer < other)
        << integer << " and " << other;
    if (exact == static_cast<long double>(decimal)) ++equal;
  }
  EXPECT_GT(equal, 0);
}

// A text that often shares its beginning with others.
std::string RandomText(std::size_t longest, std::mt19937_64& random) {
  const std::string alphabet = Bytes(
      "\0\1\2\xFF"
      "ab",
      6);
  std::string text(test::Below(longest + 1, random), 'a');
  for (std::size_t n = test::Below(4, random); n > 0 && !text.empty(); --n) {
    text[test::Below(text.size(), random)] =
        alphabet[test::Below(alphabet.size(), random)];
  }
  return text;
}

TEST(TextTerm, ByteOrderIsTextOrder) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(100'000); ++i) {
    std::string left = RandomText(i % 2 == 0 ? 4 : 300, random);
    std::string right = RandomText(i % 2 == 0 ? 4 : 300, random);
    std::string left_term = TextTerm(left);
    std::string right_term = TextTerm(right);
    ASSERT_EQ(left_term == right_term, left == right);
    bool alike = left.substr(0, kTermBytes) == right.substr(0, kTermBytes);
    // Of texts cut at the same place only the hash differs.
    if (alike && left.size() > kTermBytes && right.size() > kTermBytes) {
      continue;
    }
    ASSERT_EQ(left_term < right_term, left < right);
  }
}

TEST(TextTerm, NoneBeginsAnother) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::string left = TextTerm(RandomText(4, random));
    std::string right = TextTerm(RandomText(4, random));
    ASSERT_EQ(left.starts_with(right), left == right);
    ASSERT_EQ(TermLength(left + right), left.size());
  }
}

TEST(TextTerm, IsExactUpToItsLimit) {
  EXPECT_TRUE(IsExactTerm(TextTerm(std::string(kTermBytes, 'x'))));
  EXPECT_FALSE(IsExactTerm(TextTerm(std::string(kTermBytes + 1, 'x'))));
  EXPECT_TRUE(IsExactTerm(TextTerm(std::string(kTermBytes, '\0'))));
  EXPECT_FALSE(IsExactTerm(TextTerm(std::string(64 << 10, '\0'))));
  EXPECT_TRUE(IsExactTerm(NumberTerm(kMax)));
  EXPECT_TRUE(IsExactTerm(AbsentTerm()));
}

TEST(TextTerm, OfLongTextsDifferByTheirHash) {
  std::string common(64 << 10, 'x');
  EXPECT_NE(TextTerm(common + 'a'), TextTerm(common + 'b'));
  EXPECT_EQ(TextTerm(common + 'a'), TextTerm(common + 'a'));
  EXPECT_EQ(TextTerm(common).size(), 1 + kTermBytes + 2 + 16);
}

TEST(TextTerm, CutWithinACharacterKeepsTheOrder) {
  std::string prefix(kTermBytes - 3, 'x');
  std::string exact = prefix + "zzz";
  std::string cut = prefix + "\U0001F600 and more";
  ASSERT_LT(exact, cut);
  EXPECT_LT(TextTerm(exact), TextTerm(cut));
  EXPECT_EQ(std::get<std::string>(DecodeTerm(TextTerm(cut))->value), prefix);
}

TEST(TextPrefixRange, HoldsTheTextsThatBeginSo) {
  std::mt19937_64 random = test::MakeRandom();
  int held = 0;
  for (int i = 0; i < test::Rounds(50'000); ++i) {
    std::size_t longest = i % 4 == 0 ? 300 : 3;
    std::string text = RandomText(longest, random);
    std::string prefix = RandomText(longest, random);
    if (i % 4 == 0) prefix = text.substr(0, test::Below(300, random));
    if (i % 8 == 0) prefix.push_back('b');
    TermRange range = TextPrefixRange(prefix);
    std::string term = TextTerm(text);
    bool inside = range.lower <= term && term < range.upper;
    ASSERT_EQ(range.exact, prefix.size() <= kTermBytes);
    if (text.starts_with(prefix)) {
      ASSERT_TRUE(inside);
      ++held;
    } else if (range.exact) {
      ASSERT_FALSE(inside);
    }
  }
  EXPECT_GT(held, 1000);
}

TEST(TextPrefixRange, OfNothingIsAllTexts) {
  TermRange all = TextPrefixRange("");
  EXPECT_EQ(all.lower, TagRange(TermTag::kText).lower);
  EXPECT_EQ(all.upper, TagRange(TermTag::kText).upper);
}

TEST(TagRange, HoldsTheTermsOfItsTypeOnly) {
  const std::string ascending[] = {
      AbsentTerm(),     BoolTerm(false), BoolTerm(true),   NumberTerm(kMin),
      NumberTerm(kNaN), TextTerm(""),    TextTerm("\xFF"), DateTerm(Date{}),
      EmptyTerm(),      NullTerm(),      MappingTerm()};
  for (const std::string& term : ascending) {
    for (int tag = 1; tag <= 8; ++tag) {
      TermRange range = TagRange(static_cast<TermTag>(tag));
      EXPECT_EQ(range.lower <= term && term < range.upper, term[0] == tag);
    }
  }
}

TEST(DateTerm, CivilDaysStandBeforeInstants) {
  auto term = [](const char* text) { return DateTerm(*ParseDate(text)); };
  EXPECT_LT(term("2021-10-01T23:59:59.999999Z"), term("2021-10-02"));
  EXPECT_LT(term("2021-10-02"), term("2021-10-02T00:00:00Z"));
  EXPECT_LT(term("2021-10-02T00:00:00Z"), term("2021-10-02T00:00:00.000001Z"));
  EXPECT_EQ(term("2021-10-02T11:48Z"), term("2021-10-02T14:48:00+03:00"));
  EXPECT_LT(term("0001-01-01"), term("9999-12-31T23:59:59Z"));
}

TEST(DecodeTerm, GivesBackTheValue) {
  auto value = [](const std::string& term) { return DecodeTerm(term)->value; };
  EXPECT_EQ(DecodeTerm(AbsentTerm())->tag, TermTag::kAbsent);
  EXPECT_EQ(DecodeTerm(EmptyTerm())->tag, TermTag::kEmpty);
  EXPECT_EQ(DecodeTerm(NullTerm())->tag, TermTag::kNull);
  EXPECT_EQ(DecodeTerm(MappingTerm())->tag, TermTag::kMapping);
  EXPECT_EQ(value(BoolTerm(true)), FieldValue(true));
  EXPECT_EQ(value(NumberTerm(0.5)), FieldValue(0.5));
  EXPECT_EQ(value(NumberTerm(1e300)), FieldValue(1e300));
  EXPECT_EQ(value(NumberTerm(0x1p63)), FieldValue(0x1p63));
  EXPECT_EQ(value(NumberTerm(2.0)), FieldValue(std::int64_t{2}));
  for (std::int64_t integer : {kMin, kMin + 1, -kTwoTo53 - 1, std::int64_t{0},
                               kTwoTo53 + 1, kMax - 1, kMax}) {
    EXPECT_EQ(value(NumberTerm(integer)), FieldValue(integer));
  }
  std::string text = Bytes("a\0\xFF\1b", 5);
  EXPECT_EQ(value(TextTerm(text)), FieldValue(text));
  Date day = *ParseDate("2021-10-02");
  EXPECT_EQ(value(DateTerm(day)), FieldValue(day));
  Date moment = *ParseDate("2021-10-02T11:48:50Z");
  EXPECT_EQ(value(DateTerm(moment)), FieldValue(moment));
}

TEST(DecodeTerm, OfANumberIsTheNumber) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::int64_t integer = RandomInteger(random);
    ASSERT_EQ(DecodeTerm(NumberTerm(integer))->value, FieldValue(integer));
    double decimal = RandomDouble(random);
    ASSERT_EQ(TermOf(DecodeTerm(NumberTerm(decimal))->value),
              NumberTerm(decimal));
  }
}

TEST(DecodeTerm, OfALongTextSaysThatItIsCut) {
  std::string text(300, 'x');
  Result<TermValue> decoded = DecodeTerm(TextTerm(text));
  EXPECT_TRUE(decoded->cut);
  EXPECT_EQ(decoded->value, FieldValue(text.substr(0, kTermBytes)));
}

TEST(DecodeTerm, RefusesWhatIsCutGrownOrUnknown) {
  for (const std::string& term :
       {AbsentTerm(), EmptyTerm(), NullTerm(), MappingTerm(), BoolTerm(false),
        NumberTerm(kMax), TextTerm("abc"), TextTerm(std::string(300, 'x')),
        DateTerm(Date{})}) {
    for (std::size_t length = 0; length < term.size(); ++length) {
      EXPECT_EQ(DecodeTerm(term.substr(0, length)).status().code(),
                StatusCode::kCorruption);
      EXPECT_FALSE(TermLength(term.substr(0, length)));
    }
    EXPECT_FALSE(DecodeTerm(term + 'x').ok());
    EXPECT_EQ(TermLength(term + 'x'), term.size());
  }
  EXPECT_FALSE(DecodeTerm("\x9").ok());
  EXPECT_FALSE(DecodeTerm("\2\2").ok());
}

TEST(DecodeTerm, TakesOnlyWhatAValueIsEncodedAs) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(50'000); ++i) {
    std::string bytes(1 + test::Below(20, random), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    bytes[0] = static_cast<char>(1 + random() % 9);
    if (i % 3 == 0) bytes = NumberTerm(RandomInteger(random));
    bytes[test::Below(bytes.size(), random)] ^= 1;
    Result<TermValue> decoded = DecodeTerm(bytes);
    if (!decoded.ok() || decoded->cut) continue;
    if (decoded->tag == TermTag::kAbsent || decoded->tag >= TermTag::kEmpty) {
      EXPECT_EQ(bytes, std::string(1, static_cast<char>(decoded->tag)));
      continue;
    }
    ASSERT_EQ(TermOf(decoded->value), bytes);
  }
}

}  // namespace
}  // namespace pressmark::engine
