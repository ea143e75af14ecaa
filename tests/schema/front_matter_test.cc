#include "schema/front_matter.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "schema/json.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_cases.h"

namespace pressmark::schema {
namespace {

using test::Fails;
using test::ValueOf;

std::string PlaceOf(const TextPosition& position) {
  return std::to_string(position.line) + ":" + std::to_string(position.column) +
         ": ";
}

// The tree and the warnings, or the refusal.
std::string Describe(std::string_view yaml, const Limits& limits = {}) {
  const Result<FrontMatter> parsed = ParseYaml({yaml, 1, 0}, limits);
  if (!parsed.ok()) {
    const Status& status = parsed.status();
    if (!status.position()) return "nowhere: " + status.ToString();
    return PlaceOf(*status.position()) + std::string(status.message());
  }
  std::string text;
  AppendJson(parsed->tree.root(), &text);
  for (const Warning& warning : parsed->warnings) {
    text += "\nwarning " + PlaceOf(warning.position) + warning.message;
  }
  return text;
}

std::string Repeat(std::string_view text, std::size_t times) {
  std::string repeated;
  for (; times > 0; --times) repeated += text;
  return repeated;
}

TEST(FrontMatter, IsReadAsTheCasesSay) {
  const auto cases = test::ReadTextCases("schema/front_matter.test");
  ASSERT_GT(cases.size(), 100u);
  for (const test::TextCase& c : cases) {
    EXPECT_EQ(Describe(c.input), c.expected) << c.file << ":" << c.line;
  }
}

TEST(FrontMatter, OfBlanksIsAnEmptyMapping) {
  for (std::string_view yaml : {"", "\n", " \r\n\t\n"}) {
    EXPECT_EQ(Describe(yaml), "{}");
  }
}

TEST(FrontMatter, OfCommentsOnlyIsRefused) {
  EXPECT_EQ(Describe("# a\n\n# b\n"),
            "1:1: expected a mapping of \"key: value\", found only comments");
}

TEST(FrontMatter, ATabNeverIndents) {
  const std::string refusal = "a tab cannot indent; use spaces";
  EXPECT_EQ(Describe("a:\n\tb: 1"), "2:1: " + refusal);
  EXPECT_EQ(Describe("a:\n  b: 1\n\tc: 2"), "3:1: " + refusal);
  EXPECT_EQ(Describe("a:\n\t- 1"), "2:2: " + refusal);
  EXPECT_EQ(Describe("a: b\n\tc"), "2:1: " + refusal);
}

TEST(FrontMatter, ATabMaySeparate) {
  EXPECT_EQ(Describe("a:\t1\t\nb: \"x\"\t# c\n\t\nc: [\n\t1]"),
            R"({"a":1,"b":"x","c":[1]})");
}

TEST(FrontMatter, LinesMayEndInCrLf) {
  EXPECT_EQ(Describe("a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 'd\r\n  e'\r\n"),
            R"({"a":1,"b":"x\ny\n","c":"d e"})");
}

TEST(FrontMatter, ALoneCarriageReturnIsRefused) {
  EXPECT_EQ(Describe("a: 1\rb: 2\r"),
            "1:5: a line ends in a lone carriage return; end lines with LF or "
            "CRLF");
}

TEST(FrontMatter, AByteOrderMarkIsPassedOver) {
  EXPECT_EQ(Describe("\xEF\xBB\xBF"
                     "a: 1"),
            R"({"a":1})");
  EXPECT_EQ(Describe("\xEF\xBB\xBF\xEF\xBB\xBF"
                     "a: \"x \\q\"")
                .substr(0, 5),
            "1:9: ");
}

TEST(FrontMatter, AColumnCountsCharacters) {
  EXPECT_EQ(Describe("ä: \xF0\x9F\x98\x80 b: c").substr(0, 5), "1:7: ");
}

TEST(FrontMatter, WhatIsNotUtf8IsRefusedWithItsOffsetInTheFile) {
  const auto parsed = ParseYaml({"a: 1\nb: \xC2\n", 5, 100}, Limits());
  EXPECT_THAT(parsed, Fails(StatusCode::kParseError,
                            "line 6, column 4: not UTF-8: byte 0xc2 at offset "
                            "108 of the file"));
}

TEST(FrontMatter, ControlCharactersStandOnlyAsEscapes) {
  for (std::string_view control : {"\x01", "\x1B", "\x7F", "\xC2\x9D"}) {
    EXPECT_TRUE(Describe("a: b" + std::string(control))
                    .starts_with("1:5: control character"));
  }
  EXPECT_TRUE(Describe(std::string("a: \0", 4)).starts_with("1:4: control"));
}

TEST(FrontMatter, KnowsWhereEachValueStands) {
  const FrontMatter parsed = ValueOf(
      ParseYaml({"a: 1\nb:\n  - x\n  - &y {k: v}\nc: *y\n", 10, 0}, Limits()));
  const std::vector<TextPosition> expected = {
      {10, 1, 0}, {10, 4, 0},  {12, 3, 0}, {12, 5, 0},
      {13, 5, 0}, {13, 12, 0}, {14, 4, 0}, {13, 12, 0}};
  EXPECT_EQ(parsed.tree.positions, expected);
}

TEST(FrontMatter, DeepNestingEndsAtTheLimit) {
  for (std::string_view open : {"[", "{a: ", "- ", "? ", "? - "}) {
    const auto parsed = ParseYaml({Repeat(open, 100'000), 1, 0},
                                  {.front_matter_bytes = 1 << 22});
    ASSERT_FALSE(parsed.ok()) << open;
    EXPECT_TRUE(parsed.status().position()) << open;
  }
  EXPECT_THAT(ParseYaml({"a: " + Repeat("[", 100'000), 1, 0}, Limits()),
              Fails(StatusCode::kLimitExceeded, "more than 64 levels"));
  EXPECT_THAT(ParseYaml({"a: " + Repeat("{a: ", 20'000), 1, 0}, Limits()),
              Fails(StatusCode::kLimitExceeded, "more than 64 levels"));
  EXPECT_THAT(ParseYaml({"a:\n  " + Repeat("- ", 100'000), 1, 0}, Limits()),
              Fails(StatusCode::kLimitExceeded, "more than 64 levels"));
}

// Nine lists of nine aliases, each of the list before: 9^9 values.
TEST(FrontMatter, BillionLaughsEndAtTheNodeLimit) {
  std::string yaml = "a0: &a0 lol\n";
  for (int i = 1; i <= 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    const std::string name = "a" + std::to_string(i);
    yaml += name + ": &" + name + " [" + before;
    for (int j = 1; j < 9; ++j) yaml += ", " + before;
    yaml += "]\n";
  }
  EXPECT_THAT(ParseYaml({yaml, 1, 0}, Limits()),
              Fails(StatusCode::kLimitExceeded,
                    "more than 100000 values, counting what aliases stand"));
}

// Merge keys that double at each level.
TEST(FrontMatter, ChainsOfMergeKeysEndAtTheNodeLimit) {
  std::string yaml = "m0: &m0 {k: v}\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "*m" + std::to_string(i - 1);
    const std::string name = "m" + std::to_string(i);
    yaml += name + ": &" + name + "\n  <<: [" + before + ", " + before + "]\n";
  }
  EXPECT_THAT(ParseYaml({yaml, 1, 0}, Limits()),
              Fails(StatusCode::kLimitExceeded, "more than"));
}

TEST(FrontMatter, LongAliasedTextsEndAtTheByteLimit) {
  const std::string yaml = "a: &a " + std::string(100'000, 'x') + "\nb: [" +
                           Repeat("*a, ", 20) + "]";
  EXPECT_THAT(ParseYaml({yaml, 1, 0}, Limits()),
              Fails(StatusCode::kLimitExceeded,
                    "more than 1048576 bytes, counting what aliases stand"));
}

TEST(FrontMatter, AliasesOfKeysCountTheirBytes) {
  const std::string key(1'000, 'k');
  EXPECT_THAT(
      ParseYaml({"&k " + key + ": 1\nb: [" + Repeat("*k, ", 2'000) + "]", 1, 0},
                Limits()),
      Fails(StatusCode::kLimitExceeded, "more than 1048576 bytes"));
  EXPECT_THAT(
      ParseYaml(
          {"a: &k " + key + "\nb: [" + Repeat("{*k : 1}, ", 2'000) + "]", 1, 0},
          Limits()),
      Fails(StatusCode::kLimitExceeded, "more than 1048576 bytes"));
}

// What no limit permits: a record's reader would take it for damage.
TEST(FrontMatter, NothingIsNestedDeeperThanARecordMayBe) {
  std::string yaml = "a0: &a0 [x]\n";
  for (int i = 1; i <= 20; ++i) {
    yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " " +
            Repeat("[", 50) + "*a" + std::to_string(i - 1) + Repeat("]", 50) +
            "\n";
  }
  EXPECT_THAT(ParseYaml({yaml, 1, 0}, {.front_matter_depth = 100'000}),
              Fails(StatusCode::kLimitExceeded, "more than 500 levels"));
}

TEST(FrontMatter, AFoldedScalarOfAHundredThousandLinesIsRead) {
  const std::string yaml = "a: >\n" + Repeat("  word\n", 100'000) + "b: 1\n";
  const FrontMatter parsed = ValueOf(ParseYaml({yaml, 1, 0}, Limits()));
  EXPECT_EQ(parsed.tree.root().Find("a")->text(),
            Repeat("word ", 99'999) + "word\n");
  EXPECT_EQ(parsed.tree.root().Find("b")->integer(), 1);
}

TEST(FrontMatter, AKeyTooLongForYamlIsRefusedAsAKey) {
  EXPECT_THAT(
      ParseYaml({"a: 1\n" + std::string(1'100, 'k') + ": 1\n", 1, 0}, Limits()),
      Fails(StatusCode::kLimitExceeded, "line 2, column 1: a key"));
}

}  // namespace
}  // namespace pressmark::schema
